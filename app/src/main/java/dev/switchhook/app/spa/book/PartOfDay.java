package dev.switchhook.app.spa.book;

import java.time.LocalTime;
import java.util.Locale;

/// A part of the day by which a guest narrows a wish: until noon, until five, after that. What counts is when
/// the treatment starts, by the clock on the wall.
public enum PartOfDay {
    /// Until noon.
    MORNING(LocalTime.MIN, LocalTime.NOON),
    /// From noon until five.
    AFTERNOON(LocalTime.NOON, LocalTime.of(17, 0)),
    /// From five.
    EVENING(LocalTime.of(17, 0), LocalTime.MAX);

    private final LocalTime from;
    private final LocalTime until;

    PartOfDay(LocalTime from, LocalTime until) {
        this.from = from;
        this.until = until;
    }

    /// Whether a treatment that starts at this time belongs to it.
    public boolean holds(LocalTime start) {
        return !start.isBefore(from) && start.isBefore(until);
    }

    /// The word as people say it, in small letters.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
