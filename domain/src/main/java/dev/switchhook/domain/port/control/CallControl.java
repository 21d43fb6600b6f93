package dev.switchhook.domain.port.control;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.AfterStream;
import java.time.Duration;

/// Control of telephone calls beside their media. Slow: every method blocks until the carrier has answered, or for 5
/// s at most. It makes one attempt and never throws; whether and when to try again is decided by the call machine.
/// Safe for use by several threads.
public interface CallControl {

    /// Asks the carrier to end a call. Asking again is harmless.
    ControlOutcome hangUp(CallId call);

    /// Asks the carrier whether a call is over.
    ControlOutcome lookUp(CallId call);

    /// Asks the carrier to do this with a call now, instead of whatever it does with it. The media connection ends,
    /// if there is one.
    ///
    /// @return [ControlOutcome.Accepted] when the carrier does it; [ControlOutcome.LineDown] when the call is over
    ControlOutcome redirect(CallId call, AfterStream instruction);

    /// Asks the carrier to end a call by itself once it has lasted that long, counted from its beginning.
    ///
    /// @param longest 1 minute to 24 hours, rounded up to whole seconds
    ControlOutcome limit(CallId call, Duration longest);
}
