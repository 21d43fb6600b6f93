package dev.switchhook.app.spa;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/// A stretch of time made of whole quarter-hours; the end is not part of it.
///
/// Quarter-hours are counted from 1970-01-01T00:00Z, so a change of the clocks neither repeats nor loses one.
///
/// @param start on the quarter-hour
/// @param length whole quarter-hours, at least one
record TimeSlot(Instant start, Duration length) {

    /// The grid on which appointments stand.
    static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private static final long SECONDS = QUARTER_HOUR.toSeconds();

    TimeSlot {
        if (!onGrid(start)) {
            throw new IllegalArgumentException("a slot starts on the quarter-hour");
        }
        long quarters = length.dividedBy(QUARTER_HOUR);
        if (quarters < 1 || !length.equals(QUARTER_HOUR.multipliedBy(quarters))) {
            throw new IllegalArgumentException("a slot lasts whole quarter-hours");
        }
    }

    /// Whether an appointment may start at that instant.
    static boolean onGrid(Instant instant) {
        return Instant.ofEpochSecond(numberOf(instant) * SECONDS).equals(instant);
    }

    /// The first instant after the slot.
    Instant end() {
        return start.plus(length);
    }

    /// Whether both hold a common instant.
    boolean overlaps(TimeSlot other) {
        return start.isBefore(other.end()) && other.start.isBefore(end());
    }

    /// The numbers of its quarter-hours, ascending.
    LongStream quarters() {
        return LongStream.range(firstQuarter(), firstQuarter() + length.dividedBy(QUARTER_HOUR));
    }

    /// The number of its first quarter-hour.
    long firstQuarter() {
        return numberOf(start);
    }

    private static long numberOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }
}
