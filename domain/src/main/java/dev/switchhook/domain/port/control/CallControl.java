package dev.switchhook.domain.port.control;

import dev.switchhook.domain.caller.CallId;

/// Control of telephone calls beside their media. Slow: every method blocks until the carrier has answered, or for 5
/// s at most. It makes one attempt and never throws; whether and when to try again is decided by the call machine.
/// Safe for use by several threads.
public interface CallControl {

    /// Asks the carrier to end a call. Asking again is harmless.
    ControlOutcome hangUp(CallId call);

    /// Asks the carrier whether a call is over.
    ControlOutcome lookUp(CallId call);
}
