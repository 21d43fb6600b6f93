package dev.switchhook.app.spa.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.LongStream;

/// A stretch of time on the grid of quarter-hours, which are counted from 1970-01-01T00:00Z.
///
/// @param start on the grid
/// @param length whole quarter-hours, at least one
public record Slot(Instant start, Duration length) {

    /// The grid on which appointments stand.
    public static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private static final long QUARTER_SECONDS = 900;

    /// Refuses what is off the grid.
    public Slot {
        if (!onGrid(start)) {
            throw new IllegalArgumentException("a slot starts on a quarter-hour");
        }
        if (!length.isPositive() || length.toMillis() % (QUARTER_SECONDS * 1000) != 0) {
            throw new IllegalArgumentException("a slot is as long as some quarter-hours");
        }
    }

    /// All of a day in a zone; a day that the zone skips is as long as a quarter-hour.
    public static Slot ofDay(LocalDate day, ZoneId zone) {
        return ofDays(day, 1, zone);
    }

    /// All of some days that follow each other.
    public static Slot ofDays(LocalDate first, int days, ZoneId zone) {
        Instant start = WallClock.startOf(first, zone);
        Instant end = WallClock.startOf(first.plusDays(days), zone);
        return new Slot(start, start.isBefore(end) ? Duration.between(start, end) : QUARTER_HOUR);
    }

    /// Whether a treatment may start at that instant.
    public static boolean onGrid(Instant instant) {
        return instant.getEpochSecond() % QUARTER_SECONDS == 0 && instant.getNano() == 0;
    }

    /// The first instant on the grid that is not before that one.
    public static Instant onGridFrom(Instant instant) {
        long next = Math.ceilDiv(instant.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS;
        Instant rounded = Instant.ofEpochSecond(next);
        return rounded.isBefore(instant) ? rounded.plus(QUARTER_HOUR) : rounded;
    }

    /// The instant after its last moment.
    public Instant end() {
        return start.plus(length);
    }

    /// Its quarter-hours, ascending.
    public LongStream quarters() {
        return LongStream.range(firstQuarter(), firstQuarter() + quarterCount());
    }

    /// The number of its first quarter-hour.
    public long firstQuarter() {
        return Math.floorDiv(start.getEpochSecond(), QUARTER_SECONDS);
    }

    /// How many quarter-hours it has.
    public long quarterCount() {
        return length.toSeconds() / QUARTER_SECONDS;
    }

    /// The same start, and as much longer as a service's buffer, or another time on the grid.
    public Slot longerBy(Duration more) {
        return new Slot(start, length.plus(more));
    }

    /// Whether the two have a moment in common.
    public boolean overlaps(Slot other) {
        return start.isBefore(other.end()) && other.start.isBefore(end());
    }
}
