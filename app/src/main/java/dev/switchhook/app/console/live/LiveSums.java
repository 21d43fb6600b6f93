package dev.switchhook.app.console.live;

import dev.switchhook.app.live.DayTotals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The totals of the day (UTC), counted now and then, because nobody is helped by a sum of a second ago. Nobody waits
/// for them. Safe for use by several threads.
final class LiveSums {

    private static final Duration OLD = Duration.ofSeconds(10);

    private final DayTotals totals;
    private final InstantSource clock;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Optional<DayTotals.Day> last = Optional.empty();
    private volatile @Nullable Instant counted;

    LiveSums(DayTotals totals, InstantSource clock) {
        this.totals = totals;
        this.clock = clock;
    }

    /// What was counted last; empty when nothing could be.
    Optional<DayTotals.Day> latest() {
        Instant before = counted;
        Instant now = clock.instant();
        if ((before == null || before.plus(OLD).isBefore(now)) && counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("day-totals").start(() -> count(now));
        }
        return last;
    }

    private void count(Instant now) {
        try {
            last = totals.between(now.truncatedTo(ChronoUnit.DAYS), now.plus(Duration.ofDays(1)));
            counted = now;
        } finally {
            counting.set(false);
        }
    }
}
