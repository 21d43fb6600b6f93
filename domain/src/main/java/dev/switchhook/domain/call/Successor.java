package dev.switchhook.domain.call;

import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The session that is made ready beside the present one, because no session lasts for ever: asked for when
/// four fifths of the longest duration are over, and forced into its place shortly before the end when the
/// conversation has no quiet moment. One that fails is asked for again after 30 s.
final class Successor {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    /// Longer than any call: nothing needs to be planned for such a session.
    private static final Duration EVER = Duration.ofDays(2);

    private enum State {
        NONE,
        OPENING,
        READY
    }

    private State state = State.NONE;
    private Instant openAt = Instant.MAX;
    private Instant forceAt = Instant.MAX;
    private Instant readyAt = Instant.MIN;
    private Optional<SpeechEvent.Ready> ready = Optional.empty();
    private Optional<Resumption> resumption = Optional.empty();

    /// The present session has begun at that time and lasts so long at most.
    void plan(Duration longest, Instant since) {
        boolean endless = !longest.isPositive() || longest.compareTo(EVER) > 0;
        openAt = endless ? Instant.MAX : since.plus(longest.multipliedBy(80).dividedBy(100));
        forceAt = endless ? Instant.MAX : since.plus(longest.multipliedBy(95).dividedBy(100));
    }

    /// The present session says that its time is up.
    void hasten(Instant now) {
        if (state == State.NONE && openAt.isAfter(now)) {
            openAt = now;
        }
    }

    /// Whether it is to be opened now; it counts as opening then.
    boolean opens(Instant now) {
        if (state != State.NONE || now.isBefore(openAt)) {
            return false;
        }
        state = State.OPENING;
        openAt = Instant.MAX;
        return true;
    }

    void said(SpeechEvent said, Instant now) {
        switch (said) {
            case SpeechEvent.Ready it
            when state == State.OPENING -> {
                state = State.READY;
                ready = Optional.of(it);
                readyAt = now;
            }
            case SpeechEvent.Resumable(Resumption with) -> resumption = Optional.of(with);
            case SpeechEvent.Closed _ -> goneUntil(now.plus(PAUSE));
            default -> {}
        }
    }

    boolean isThere() {
        return state != State.NONE;
    }

    boolean isReady() {
        return state == State.READY;
    }

    /// Whether the present session is about to end, so that nothing can be waited for.
    boolean isUrgent(Instant now) {
        return !now.isBefore(forceAt);
    }

    /// What it said when it became ready.
    Optional<SpeechEvent.Ready> ready() {
        return ready;
    }

    Instant readyAt() {
        return readyAt;
    }

    Optional<Resumption> resumption() {
        return resumption;
    }

    /// When something becomes due.
    Instant nextLook(Instant now) {
        return switch (state) {
            case NONE -> openAt;
            case OPENING -> Instant.MAX;
            case READY -> forceAt.isAfter(now) ? forceAt : Instant.MAX;
        };
    }

    /// It has become the present one, and none is planned.
    void forget() {
        goneUntil(Instant.MAX);
    }

    /// It was closed; another one is opened as soon as one is wanted again.
    void withdraw() {
        goneUntil(Instant.MIN);
    }

    private void goneUntil(Instant next) {
        state = State.NONE;
        openAt = next;
        ready = Optional.empty();
        resumption = Optional.empty();
    }
}
