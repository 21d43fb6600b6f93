package dev.switchhook.app.filing;

import dev.switchhook.domain.hangup.Blame;
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
        return reason.map(why -> of(why.blame())).orElse(UNKNOWN);
    }

    /// The outcome of that name; one that this version does not know is none.
    static Outcome named(String name) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static Outcome of(Blame blame) {
        return switch (blame) {
            case NOBODY -> COMPLETED;
            case CALLER -> ABANDONED;
            case US, PROVIDER, CARRIER -> FAILED;
        };
    }
}
