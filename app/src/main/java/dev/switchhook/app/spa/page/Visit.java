package dev.switchhook.app.spa.page;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.domain.caller.PhoneNumber;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// An appointment in the words of people. What the house has no more is called by its id.
///
/// @param from the local time at which it begins, such as `09:15`
/// @param until the local time at which the treatment is over
/// @param guest the name, or a dash
/// @param number the last two digits of the number, or a dash
public record Visit(
        String from,
        String until,
        String service,
        String therapist,
        String room,
        String guest,
        String number,
        String code) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final String NONE = "–";

    static Visit of(Appointment appointment, House house) {
        Appointment.Guest guest = appointment.guest();
        return new Visit(
                time(appointment.treatment().start(), house.zone()),
                time(appointment.treatment().end(), house.zone()),
                house.service(appointment.service()).map(Service::name).orElse(appointment.service()),
                house.therapist(appointment.therapist()).map(Therapist::name).orElse(appointment.therapist()),
                house.rooms().stream()
                        .filter(room -> room.id().equals(appointment.room()))
                        .map(Room::name)
                        .findFirst()
                        .orElse(appointment.room()),
                guest.name().isEmpty() ? NONE : guest.name(),
                guest.number().isEmpty() ? NONE : new PhoneNumber(guest.number()).toString(),
                appointment.code());
    }

    /// Whose it is, as well as that is known: the name, or else the number.
    public String who() {
        return guest.equals(NONE) ? number : guest;
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
