package dev.switchhook.app.filing;

import dev.switchhook.domain.hangup.EndReason;
import java.util.Arrays;
import java.util.Optional;

/// How a call came out, in one word; the same words as in the metrics.
public enum Outcome {
    /// It ended as it should.
    COMPLETED,
    /// The caller fell silent.
    ABANDONED,
    /// We, the provider or the carrier failed.
    FAILED,
    /// Nobody has written down why it ended.
    UNKNOWN;

    /// The outcome of a call that ended for this reason.
    public static Outcome of(Optional<EndReason> reason) {
        return reason.map(Outcome::of).orElse(UNKNOWN);
    }

    /// The outcome of that name; one that this version does not know is none.
    static Outcome named(String name) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// An operator's hang-up is our doing, and no failure.
    private static Outcome of(EndReason reason) {
        if (reason.decidedBy() == EndReason.Decider.OPERATOR) {
            return COMPLETED;
        }
        return switch (reason.blame()) {
            case NOBODY -> COMPLETED;
            case CALLER -> ABANDONED;
            case US, PROVIDER, CARRIER -> FAILED;
        };
    }
}
