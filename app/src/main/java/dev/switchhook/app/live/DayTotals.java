package dev.switchhook.app.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How many calls there were today and how they came out. It may take a while.
@FunctionalInterface
public interface DayTotals {

    /// The calls that began in this time and are over; empty when that cannot be known now.
    Optional<Day> between(Instant from, Instant until);

    /// The calls of a day.
    ///
    /// @param calls how many
    /// @param parts how many of each kind, those that matter first
    /// @param median half of them were as long as this, or shorter; empty without a call
    record Day(long calls, List<Part> parts, Optional<Duration> median) {

        /// Keeps its own copy.
        public Day {
            parts = List.copyOf(parts);
        }
    }

    /// Calls of one kind.
    ///
    /// @param words which kind
    record Part(String words, long calls) {}
}
