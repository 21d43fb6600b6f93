package dev.switchhook.app.spa;

import java.time.LocalTime;
import java.util.Locale;

/// A part of the day by which a guest narrows a wish: until noon, until five, after that.
enum PartOfDay {
    MORNING(LocalTime.MIN, LocalTime.NOON),
    AFTERNOON(LocalTime.NOON, LocalTime.of(17, 0)),
    EVENING(LocalTime.of(17, 0), LocalTime.MAX);

    private final LocalTime from;
    private final LocalTime until;

    PartOfDay(LocalTime from, LocalTime until) {
        this.from = from;
        this.until = until;
    }

    /// Whether an appointment that starts at this time belongs to it.
    boolean holds(LocalTime start) {
        return !start.isBefore(from) && start.isBefore(until);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
