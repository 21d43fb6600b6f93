package dev.switchhook.twilio;

import java.time.Duration;

/// Tells when something happens too often: more than so many times within any window of that length. Used by one
/// thread.
public final class RateLimit {

    private final long[] times;
    private final long window;
    private int next;
    private long seen;

    /// Allows `most` events within `window`.
    public RateLimit(int most, Duration window) {
        this.times = new long[most];
        this.window = window.toNanos();
    }

    /// Notes an event.
    ///
    /// @param now from a monotonic clock, in nanoseconds
    /// @return whether this one is too many
    public boolean isExceeded(long now) {
        boolean exceeded = seen >= times.length && now - times[next] < window;
        times[next] = now;
        next = (next + 1) % times.length;
        seen++;
        return exceeded;
    }
}
