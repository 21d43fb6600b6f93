package dev.switchhook.app.spa.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/// What the clock on the wall means, on the days too on which somebody turns it.
///
/// A time that occurs twice is the first of the two; a time that the clock skips is the moment of the skip. So
/// two stretches of a day that follow each other by the clock do so in real time, whatever the clock does.
final class WallClock {

    private WallClock() {}

    /// The instant of a local time.
    static Instant instantOf(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.getFirst());
        }
        ZoneOffsetTransition skip = zone.getRules().getTransition(local);
        return skip.getInstant();
    }

    /// Whether the clock shows that time on that day.
    static boolean shows(LocalDateTime local, ZoneId zone) {
        return !zone.getRules().getValidOffsets(local).isEmpty();
    }

    /// The first instant of a day.
    static Instant startOf(LocalDate day, ZoneId zone) {
        return instantOf(day.atStartOfDay(), zone);
    }
}
