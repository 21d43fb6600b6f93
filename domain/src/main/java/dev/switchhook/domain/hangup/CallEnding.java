package dev.switchhook.domain.hangup;

import java.time.Duration;

/// How a call ended, once the carrier itself says that it is over.
///
/// @param reason why, with decider and blame
/// @param duration from the opening of the line to the proof that it is down
/// @param decisionToDown from the decision to end (after the farewell was heard) to the proof
public record CallEnding(EndReason reason, Duration duration, Duration decisionToDown) {

    /// Whose doing the ending was.
    public Blame blame() {
        return reason.blame();
    }
}
