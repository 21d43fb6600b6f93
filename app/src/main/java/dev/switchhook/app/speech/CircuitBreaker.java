package dev.switchhook.app.speech;

import java.time.Duration;
import java.time.Instant;

/// Keeps calls away from a provider that does not become ready, and lets one through now and then to see whether it
/// does again.
///
/// It opens after some failures in a row, or at once after a refusal, which does not get better by itself. When its
/// pause is over it lets one attempt pass; that one's success closes it, its failure opens it for twice as long.
/// Time is passed in. Not safe for use by several threads.
final class CircuitBreaker {

    /// Where it stands.
    enum State {
        /// Everybody passes.
        CLOSED,
        /// One attempt is under way, by which it is decided; nobody else passes.
        HALF_OPEN,
        /// Nobody passes, until the pause is over.
        OPEN
    }

    /// What an outcome has changed.
    enum Change {
        /// Nothing.
        NONE,
        /// From now on nobody passes.
        OPENED,
        /// From now on everybody passes.
        CLOSED
    }

    private final int mostFailures;
    private final Duration firstPause;
    private final Duration longestPause;
    private State state = State.CLOSED;
    private int failures;
    private Duration pause;
    private Instant until = Instant.MIN;

    /// @param mostFailures so many failures in a row open it
    /// @param firstPause how long it stays open at first
    /// @param longestPause how long it stays open at most, after failed attempts to close it
    CircuitBreaker(int mostFailures, Duration firstPause, Duration longestPause) {
        this.mostFailures = mostFailures;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.pause = firstPause;
    }

    /// Whether an attempt may pass now. After a yes its outcome must be told.
    boolean admits(Instant now) {
        return switch (state) {
            case CLOSED -> true;
            case HALF_OPEN -> false;
            case OPEN -> {
                if (now.isBefore(until)) {
                    yield false;
                }
                state = State.HALF_OPEN;
                yield true;
            }
        };
    }

    /// An attempt has succeeded.
    Change succeeded() {
        boolean wasClosed = state == State.CLOSED;
        state = State.CLOSED;
        failures = 0;
        pause = firstPause;
        return wasClosed ? Change.NONE : Change.CLOSED;
    }

    /// An attempt has failed in a way that may be over soon.
    Change failed(Instant now) {
        failures++;
        return state == State.CLOSED && failures < mostFailures ? Change.NONE : open(now);
    }

    /// An attempt was refused in a way that somebody has to put right.
    Change refused(Instant now) {
        failures++;
        return open(now);
    }

    /// An attempt was given up before it was decided: another one may take its place.
    void abandoned() {
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
        }
    }

    /// An attempt that has passed before it opened, or in spite of it, changes nothing when it fails too.
    private Change open(Instant now) {
        if (state == State.OPEN) {
            return Change.NONE;
        }
        if (state == State.HALF_OPEN) {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
        }
        state = State.OPEN;
        until = now.plus(pause);
        return Change.OPENED;
    }

    State state() {
        return state;
    }

    /// How long it stays open when it opens, or stays open now.
    Duration pause() {
        return pause;
    }
}
