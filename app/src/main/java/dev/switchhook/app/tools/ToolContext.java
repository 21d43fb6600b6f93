package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.tool.Said;
import java.time.Duration;
import java.util.function.Consumer;

/// The circumstances in which a tool runs. Immutable; safe for use by several threads.
///
/// @param caller who is served, as the carrier announced it; a hint, never a proof
/// @param intent what is wanted, with its idempotency key
/// @param said what was said in the call before the model asked
/// @param deadline how long the call waits, counted from the start of the tool
/// @param later takes one more reply of a tool that has answered with [ToolReply.Accepted], from any thread; after the
///     end of the call it does nothing
public record ToolContext(IncomingCall caller, Intent intent, Said said, Duration deadline, Consumer<ToolReply> later) {

    /// How much is known about the caller.
    public Trust trust() {
        return Trust.of(caller);
    }
}
