package dev.switchhook.twilio.media;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the media connections of the whole program that are open and have not started. Safe for use by several
/// threads.
@Singleton
final class PendingSockets {

    private final int most;
    private final AtomicInteger pending = new AtomicInteger();

    PendingSockets(MediaLimits limits) {
        this.most = limits.mostPending();
    }

    /// Whether there is no room for another one.
    boolean isFull() {
        return pending.get() >= most;
    }

    /// Takes a place, if there is one.
    boolean enter() {
        return pending.getAndUpdate(now -> Math.min(most, now + 1)) < most;
    }

    /// Gives a place back that was taken.
    void leave() {
        pending.decrementAndGet();
    }
}
