package dev.switchhook.app.spa.book;

import java.time.LocalTime;

/// A stretch of one day, by the clock on the wall.
///
/// @param from on a quarter-hour
/// @param until on a quarter-hour, later than `from`
public record Hours(LocalTime from, LocalTime until) {

    /// Refuses an empty stretch, and one that is off the grid.
    public Hours {
        if (!from.isBefore(until) || from.toSecondOfDay() % 900 != 0 || until.toSecondOfDay() % 900 != 0) {
            throw new IllegalArgumentException(from + "-" + until + ": hours begin and end on quarter-hours, in order");
        }
    }
}
