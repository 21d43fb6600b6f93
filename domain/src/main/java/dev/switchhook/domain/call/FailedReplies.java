package dev.switchhook.domain.call;

import dev.switchhook.domain.port.speech.SpeechFault;
import java.time.Duration;
import java.time.Instant;

/// The replies that a model has failed to make, one after the other, and what becomes of it: a failed reply is asked
/// for again with growing pauses; a model of which four fail in a row is given up for another one; and when that one
/// is given up within a minute, too, no third one is tried, so that a call does not go round for ever.
final class FailedReplies {

    private static final int MOST = 3;

    /// The pause before a failed reply is asked for again; it doubles with each further failure.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /// A model that was given up so long ago has nothing to do with the present one.
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private int inARow;
    private Instant forgottenAt = Instant.MIN;

    /// The model can make replies.
    void succeeds() {
        inARow = 0;
    }

    /// Another reply has failed.
    void fails() {
        inARow++;
    }

    /// Whether so many have failed that nothing is to be expected of the model.
    boolean areTooMany() {
        return inARow > MOST;
    }

    /// When the latest one is asked for again that has failed now.
    Instant repeatAt(Instant now) {
        return now.plus(FIRST_PAUSE.multipliedBy(1L << (inARow - 1)));
    }

    /// Another session of the model begins.
    void newSession() {
        inARow = 0;
    }

    /// The model is given up because of its failures.
    ///
    /// @return whether another one is worth trying
    boolean giveUp(Instant now) {
        boolean first = !now.isBefore(forgottenAt);
        forgottenAt = now.plus(FORGOTTEN);
        return first;
    }

    /// Why the model is given up.
    SpeechFault fault() {
        return new SpeechFault.Unintelligible(inARow + " replies failed in a row");
    }
}
