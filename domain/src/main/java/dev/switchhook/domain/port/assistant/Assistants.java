package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.caller.IncomingCall;

/// Knows which assistant answers which call. Slow: it may block for 300 ms, while it is found out who calls. Safe for
/// use by several threads.
@FunctionalInterface
public interface Assistants {

    /// The assistant for this call; asked again about the same call, the answer is equal as a rule, so that a session
    /// that was made ready for it can be used.
    Assistant answering(IncomingCall call);
}
