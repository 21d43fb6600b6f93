package dev.switchhook.twilio.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets hang-ups go first. Twilio takes so many requests of an account at once and answers further ones with 429; so
/// everything that can wait has few places, and once Twilio is too busy, none at all for a moment. Hang-ups, and the
/// look-ups that prove them, do not come through here.
///
/// Blocking, for [#PATIENCE] and the request itself; safe for use by several threads. Who waits is bounded by who
/// calls: one thread per request.
final class Precedence {

    /// How many of the lesser requests are under way at once.
    static final int PLACES = 8;
    /// How long nothing lesser is asked of Twilio after it was too busy.
    static final Duration CALM = Duration.ofSeconds(1);
    /// How long a lesser request waits for a place.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Semaphore places = new Semaphore(PLACES, true);
    private final LongSupplier clock;
    /// When Twilio was too busy for the last time, by the clock; null when it never was.
    private final AtomicReference<@Nullable Long> busyAt = new AtomicReference<>();

    /// Reads nanoseconds of a monotonic clock.
    Precedence(LongSupplier clock) {
        this.clock = clock;
    }

    /// Twilio has answered any request with 429.
    void tooBusy() {
        busyAt.set(clock.getAsLong());
    }

    /// Makes a request that can wait.
    ///
    /// @return what came of it; empty when it was held back, and nothing was asked of Twilio
    <T> Optional<T> lesser(Supplier<T> request) {
        if (isCalming() || !enter()) {
            return Optional.empty();
        }
        try {
            return isCalming() ? Optional.empty() : Optional.of(request.get());
        } finally {
            places.release();
        }
    }

    private boolean isCalming() {
        Long at = busyAt.get();
        return at != null && clock.getAsLong() - at < CALM.toNanos();
    }

    private boolean enter() {
        try {
            return places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
