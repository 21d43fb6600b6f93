package dev.switchhook.domain.port.recording;

import dev.switchhook.domain.caller.CallId;
import java.time.Instant;

/// Records the sound of calls. Fast: it only enqueues, and what goes wrong with a recording never reaches the call.
/// Safe
/// for use by several threads.
@FunctionalInterface
public interface CallRecorder {

    /// Records nothing.
    CallRecorder NONE = (_, _) -> Tape.NONE;

    /// A tape for this call, which begins now.
    Tape begin(CallId call, Instant now);
}
