package dev.switchhook.app.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/// Counts what went wrong by name, and says when it was too much. Knows a bounded number of names; those that went
/// wrong
/// longest ago are forgotten first. Safe for use by several threads.
final class Attempts {

    private static final int NAMES = 10_000;
    private static final int LONGEST_NAME = 100;

    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final LinkedHashMap<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    /// @param most how many in a window are not too much
    /// @param window begins with the first
    Attempts(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    private record Count(int wrong, Instant until) {}

    /// Whether there may be another attempt.
    synchronized boolean allows(String name) {
        Count count = counts.get(shortened(name));
        return count == null || count.wrong < most || !clock.instant().isBefore(count.until);
    }

    /// Notes that one went wrong.
    synchronized void failed(String name) {
        Instant now = clock.instant();
        counts.compute(
                shortened(name),
                (_, count) -> count == null || !now.isBefore(count.until)
                        ? new Count(1, now.plus(window))
                        : new Count(count.wrong + 1, count.until));
        while (counts.size() > NAMES) {
            counts.pollFirstEntry();
        }
    }

    /// Somebody has succeeded.
    synchronized void forget(String name) {
        counts.remove(shortened(name));
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }
}
