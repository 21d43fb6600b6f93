package dev.switchhook.app.spa;

import dev.switchhook.app.tools.Problem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/// What the spa's tools answer; the names of the components are those that the model reads.
final class SpaAnswers {

    private SpaAnswers() {}

    /// A start at which somebody is free.
    record Free(LocalDate date, String weekday, LocalTime time, List<Therapist> therapists) {}

    /// The openings of a day; those of the days after it when there is none.
    record Openings(
            Service service, long minutes, LocalDate date, String weekday, List<Free> openings, List<Free> later) {}

    /// A committed booking.
    record Confirmation(
            String code,
            Service service,
            Therapist therapist,
            LocalDate date,
            String weekday,
            LocalTime time,
            long minutes) {}

    /// Nothing was booked.
    record Refusal(List<Problem> problems, List<Free> alternatives) {}

    static Free free(Opening opening, Timetable timetable) {
        LocalDateTime start = timetable.local(opening.slot().start());
        return new Free(start.toLocalDate(), weekday(start.toLocalDate()), start.toLocalTime(), opening.therapists());
    }

    static Confirmation confirmation(Appointment appointment, Timetable timetable) {
        LocalDateTime start = timetable.local(appointment.slot().start());
        return new Confirmation(
                appointment.code(),
                appointment.service(),
                appointment.therapist(),
                start.toLocalDate(),
                weekday(start.toLocalDate()),
                start.toLocalTime(),
                appointment.slot().length().toMinutes());
    }

    static String weekday(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
