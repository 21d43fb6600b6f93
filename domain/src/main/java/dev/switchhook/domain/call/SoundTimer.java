package dev.switchhook.domain.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Measures how long the agent takes to be heard: from a moment to the first sound that is sent after it, and from
/// there to the proof that its beginning was heard. It measures once per start.
final class SoundTimer {

    /// @param sent from the start to the first sound on its way
    /// @param heard from there to the proof, without the playing time of the sound that the proof covers
    record Times(Duration sent, Duration heard) {}

    private @Nullable Instant startedAt;
    private @Nullable Instant sentAt;
    private long begins;

    void start(Instant now) {
        startedAt = now;
        sentAt = null;
    }

    /// What is awaited does not come, or was cleared before it was heard.
    void stop() {
        startedAt = null;
        sentAt = null;
    }

    /// Sound is being sent.
    ///
    /// @param sentMilliseconds how much was sent in all before it
    void sends(long sentMilliseconds, Instant now) {
        if (startedAt != null && sentAt == null) {
            sentAt = now;
            begins = sentMilliseconds;
        }
    }

    /// Whether sound was sent that is not proven to be heard.
    boolean awaitsProof() {
        return sentAt != null;
    }

    /// Sound is proven to be heard.
    ///
    /// @param heardMilliseconds how much in all
    Optional<Times> hears(long heardMilliseconds, Instant now) {
        if (startedAt == null || sentAt == null || heardMilliseconds <= begins) {
            return Optional.empty();
        }
        Duration heard = Duration.between(sentAt, now).minusMillis(heardMilliseconds - begins);
        Times times = new Times(Duration.between(startedAt, sentAt), heard.isNegative() ? Duration.ZERO : heard);
        stop();
        return Optional.of(times);
    }
}
