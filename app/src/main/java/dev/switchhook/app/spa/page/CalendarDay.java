package dev.switchhook.app.spa.page;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.book.Therapist;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A day of the spa as a calendar: a row for each quarter-hour, a column for each therapist.
///
/// @param day in the spa's zone
/// @param holiday why the spa is closed; empty on other days
/// @param columns the names of the therapists
/// @param rows in the order of time; none when nobody works and nothing is booked
/// @param visits all appointments, in the order of time
public record CalendarDay(LocalDate day, String holiday, List<String> columns, List<Row> rows, List<Visit> visits) {

    /// A quarter-hour.
    ///
    /// @param time when it begins
    /// @param hour whether that is a full hour
    /// @param cells what begins in it, from left to right; a column that is taken from an earlier row has none
    public record Row(String time, boolean hour, List<Cell> cells) {}

    /// What begins in a quarter-hour at a therapist.
    public sealed interface Cell {

        /// A treatment.
        ///
        /// @param quarters how many rows it takes
        record Taken(Visit visit, int quarters) implements Cell {}

        /// Time that can be booked.
        record Free() implements Cell {}

        /// Nobody works.
        record Closed() implements Cell {}
    }

    /// The calendar of a day.
    ///
    /// @param appointments of that day, in the order of time
    static CalendarDay of(LocalDate day, House house, List<Appointment> appointments) {
        Map<String, String> columns = new LinkedHashMap<>();
        house.therapists().forEach(therapist -> columns.put(therapist.id(), therapist.name()));
        appointments.forEach(appointment -> columns.putIfAbsent(appointment.therapist(), appointment.therapist()));
        String holiday = house.holidays().getOrDefault(day, "");
        return new CalendarDay(
                day,
                holiday,
                List.copyOf(columns.values()),
                rows(day, house, appointments, List.copyOf(columns.keySet())),
                appointments.stream().map(visit -> Visit.of(visit, house)).toList());
    }

    private static List<Row> rows(LocalDate day, House house, List<Appointment> appointments, List<String> therapists) {
        List<Slot> open = open(day, house.week().on(day.getDayOfWeek()), house);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Slot slot : open) {
            first = Math.min(first, slot.firstQuarter());
            last = Math.max(last, slot.firstQuarter() + slot.quarterCount());
        }
        for (Appointment appointment : appointments) {
            first = Math.min(first, appointment.treatment().firstQuarter());
            last = Math.max(
                    last,
                    appointment.treatment().firstQuarter()
                            + appointment.treatment().quarterCount());
        }
        Map<String, Long> takenUntil = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (long quarter = first; quarter < last; quarter++) {
            List<Cell> cells = new ArrayList<>();
            for (String therapist : therapists) {
                if (takenUntil.getOrDefault(therapist, first) <= quarter) {
                    Cell cell = cell(quarter, therapist, appointments, day, house);
                    if (cell instanceof Cell.Taken(Visit _, int quarters)) {
                        takenUntil.put(therapist, quarter + quarters);
                    }
                    cells.add(cell);
                }
            }
            Instant begins = Instant.ofEpochSecond(quarter * Slot.QUARTER_HOUR.toSeconds());
            rows.add(new Row(
                    Visit.time(begins, house.zone()),
                    begins.atZone(house.zone()).getMinute() == 0,
                    List.copyOf(cells)));
        }
        return List.copyOf(rows);
    }

    private static Cell cell(
            long quarter, String therapist, List<Appointment> appointments, LocalDate day, House house) {
        for (Appointment appointment : appointments) {
            Slot treatment = appointment.treatment();
            if (appointment.therapist().equals(therapist) && treatment.firstQuarter() == quarter) {
                return new Cell.Taken(Visit.of(appointment, house), Math.toIntExact(treatment.quarterCount()));
            }
        }
        boolean works = contains(open(day, house.week().on(day.getDayOfWeek()), house), quarter)
                && house.therapist(therapist)
                        .map(Therapist::week)
                        .map(week -> contains(open(day, week.on(day.getDayOfWeek()), house), quarter))
                        .orElse(false);
        return works ? new Cell.Free() : new Cell.Closed();
    }

    private static List<Slot> open(LocalDate day, List<Hours> hours, House house) {
        if (house.holidays().containsKey(day)) {
            return List.of();
        }
        Slot whole = Slot.ofDay(day, house.zone());
        return whole.quarters()
                .mapToObj(quarter -> Instant.ofEpochSecond(quarter * Slot.QUARTER_HOUR.toSeconds()))
                .filter(begins -> hours.stream().anyMatch(stretch -> {
                    var time = begins.atZone(house.zone()).toLocalTime();
                    return !time.isBefore(stretch.from()) && time.isBefore(stretch.until());
                }))
                .map(begins -> new Slot(begins, Slot.QUARTER_HOUR))
                .toList();
    }

    private static boolean contains(List<Slot> slots, long quarter) {
        return slots.stream().anyMatch(slot -> slot.firstQuarter() == quarter);
    }
}
