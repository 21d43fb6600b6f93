package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/// An appointment in the words of people. What the house has no more is called by its id.
///
/// @param minutes how long the treatment is
record DayLine(LocalDate date, LocalTime time, long minutes, String service, String therapist, String room) {

    static DayLine of(Appointment appointment, House house) {
        ZonedDateTime start = appointment.treatment().start().atZone(house.zone());
        return new DayLine(
                start.toLocalDate(),
                start.toLocalTime(),
                appointment.treatment().length().toMinutes(),
                house.service(appointment.service()).map(Service::name).orElse(appointment.service()),
                house.therapist(appointment.therapist()).map(Therapist::name).orElse(appointment.therapist()),
                house.rooms().stream()
                        .filter(it -> it.id().equals(appointment.room()))
                        .map(Room::name)
                        .findFirst()
                        .orElse(appointment.room()));
    }
}
