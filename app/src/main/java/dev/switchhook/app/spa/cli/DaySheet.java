package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.domain.caller.PhoneNumber;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// A day as a sheet for people. What a guest is called moves no terminal.
final class DaySheet {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, yyyy-MM-dd", Locale.ENGLISH);

    private DaySheet() {}

    static String of(List<Appointment> appointments, LocalDate day, House house, boolean numbers) {
        String holiday = house.holidays().getOrDefault(day, "");
        String head = DAY.format(day) + (holiday.isEmpty() ? "" : ", closed: " + plain(holiday)) + "\n";
        if (appointments.isEmpty()) {
            return head + "Nothing is booked.\n";
        }
        Columns columns = new Columns("time", "min", "service", "therapist", "room", "guest", "number", "code");
        for (Appointment appointment : appointments) {
            DayLine line = DayLine.of(appointment, house);
            Appointment.Guest guest = appointment.guest();
            columns.add(
                    line.time().toString(),
                    Long.toString(line.minutes()),
                    plain(line.service()),
                    plain(line.therapist()),
                    plain(line.room()),
                    guest.name().isEmpty() ? "-" : plain(guest.name()),
                    number(guest.number(), numbers),
                    appointment.code());
        }
        return head + columns.text();
    }

    private static String number(String number, boolean told) {
        if (number.isEmpty()) {
            return "-";
        }
        return told ? plain(number) : new PhoneNumber(number).toString();
    }

    private static String plain(String text) {
        return PlainText.of(text, Appointment.Guest.LONGEST_NAME);
    }
}
