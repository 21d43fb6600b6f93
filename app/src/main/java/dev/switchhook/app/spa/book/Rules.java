package dev.switchhook.app.spa.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// How near and how far ahead the spa takes appointments.
///
/// @param notice how long before its start an appointment is agreed at the latest, 0 or more
/// @param daysAhead how many days after today the last bookable day is, 0 or more
public record Rules(Duration notice, int daysAhead) {

    /// Refuses negative values.
    public Rules {
        if (notice.isNegative() || daysAhead < 0) {
            throw new IllegalArgumentException("the notice and the days ahead are 0 or more");
        }
    }

    /// The last day on which an appointment can be.
    public LocalDate lastDay(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone).plusDays(daysAhead);
    }

    /// Whether an appointment may still be agreed that starts then: it lies ahead, and far enough.
    public boolean inTime(Instant start, Instant now) {
        return start.isAfter(now) && !start.isBefore(now.plus(notice));
    }
}
