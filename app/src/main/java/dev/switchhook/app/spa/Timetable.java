package dev.switchhook.app.spa;

import dev.switchhook.app.spa.Placement.Misplaced;
import dev.switchhook.app.spa.Placement.Placed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When the spa is open, and which slots its grid has. Pure: the time of asking comes in as an argument.
///
/// A local time that the clocks skip does not exist and is refused; of a local time that occurs twice the first one
/// is meant. A service lasts its real duration, whatever the clocks do meanwhile.
///
/// @param zone the spa's zone, whose offsets are whole quarter-hours
/// @param opens the first start of an appointment
/// @param closes when the last appointment has ended, on the same day
record Timetable(ZoneId zone, LocalTime opens, LocalTime closes) {

    /// How many days ahead an appointment can be booked.
    static final int MOST_DAYS_AHEAD = 180;

    Timetable {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("the spa opens before it closes");
        }
    }

    /// Today's date at the spa.
    LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /// What is wrong with a date as such; empty when one can ask for appointments on it.
    Optional<Misplaced> problemOf(LocalDate date, Instant now) {
        LocalDate today = today(now);
        LocalDate last = today.plusDays(MOST_DAYS_AHEAD);
        String allowed = today + " to " + last;
        if (date.isBefore(today)) {
            return Optional.of(new Misplaced("date", "is in the past", allowed));
        }
        if (date.isAfter(last)) {
            return Optional.of(new Misplaced("date", "is too far ahead", allowed));
        }
        return Optional.empty();
    }

    /// Where a wish lies.
    Placement place(Service service, LocalDate date, LocalTime time, Instant now) {
        Optional<Misplaced> wrongDate = problemOf(date, now);
        if (wrongDate.isPresent()) {
            return wrongDate.get();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(date.atTime(time));
        if (offsets.isEmpty()) {
            return new Misplaced("time", "does not exist on that date, because the clocks skip it", hours(service));
        }
        Instant start = date.atTime(time).toInstant(offsets.getFirst());
        if (!TimeSlot.onGrid(start)) {
            return new Misplaced("time", "is not on the quarter-hour", "minutes 00, 15, 30, 45");
        }
        if (!start.isAfter(now)) {
            return new Misplaced(
                    "time",
                    "has passed",
                    "a time after " + LocalTime.ofInstant(now, zone).withNano(0));
        }
        TimeSlot slot = new TimeSlot(start, service.duration());
        if (time.isBefore(opens) || slot.end().isAfter(closing(date))) {
            return new Misplaced("time", "is outside the opening hours", hours(service));
        }
        return new Placed(slot);
    }

    private String hours(Service service) {
        return "starts from " + opens + ", ends by " + closes + "; the " + service + " takes "
                + service.duration().toMinutes() + " minutes";
    }

    private Instant closing(LocalDate date) {
        return date.atTime(closes).atZone(zone).toInstant();
    }

    /// Every slot of a service on that date that lies in the future, ascending.
    List<TimeSlot> slots(Service service, LocalDate date, Instant now) {
        List<TimeSlot> slots = new ArrayList<>();
        int perDay = 24 * 4;
        for (int quarter = 0; quarter < perDay; quarter++) {
            LocalTime time = LocalTime.ofSecondOfDay(quarter * TimeSlot.QUARTER_HOUR.toSeconds());
            if (place(service, date, time, now) instanceof Placed(TimeSlot slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /// What the clock at the spa shows at that instant.
    LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
