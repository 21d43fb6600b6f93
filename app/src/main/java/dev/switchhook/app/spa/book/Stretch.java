package dev.switchhook.app.spa.book;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A stretch of real time in which something can happen without a break.
///
/// @param end later than `start`
record Stretch(Instant start, Instant end) {

    /// Whether all of a slot lies in it.
    boolean holds(Slot slot) {
        return !slot.start().isBefore(start) && !slot.end().isAfter(end);
    }

    /// When the house is open on a day: empty on holidays, and on days of the week that are free.
    static List<Stretch> open(House house, LocalDate day) {
        return house.holidays().containsKey(day) ? List.of() : of(house.week(), day, house.zone());
    }

    /// When a therapist works on a day while the house is open.
    static List<Stretch> worked(House house, Therapist therapist, LocalDate day) {
        List<Stretch> open = open(house, day);
        return open.isEmpty() ? open : common(open, of(therapist.week(), day, house.zone()));
    }

    private static List<Stretch> of(Week week, LocalDate day, ZoneId zone) {
        List<Stretch> stretches = new ArrayList<>();
        for (Hours hours : week.on(day.getDayOfWeek())) {
            Instant start = WallClock.instantOf(day.atTime(hours.from()), zone);
            Instant end = WallClock.instantOf(day.atTime(hours.until()), zone);
            if (start.isBefore(end)) {
                stretches.add(new Stretch(start, end));
            }
        }
        return stretches;
    }

    private static List<Stretch> common(List<Stretch> some, List<Stretch> others) {
        List<Stretch> common = new ArrayList<>();
        for (Stretch one : some) {
            for (Stretch other : others) {
                Instant start = later(one.start, other.start);
                Instant end = one.end.isBefore(other.end) ? one.end : other.end;
                if (start.isBefore(end)) {
                    common.add(new Stretch(start, end));
                }
            }
        }
        return common;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
