package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.book.Therapist;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/// What a guest would like to agree.
///
/// @param therapist empty for anybody who offers it
/// @param date in the spa's zone
/// @param guest for whom
/// @param moved the appointment that is given up for it; empty for a new one
record Wish(
        House house,
        Service service,
        Optional<Therapist> therapist,
        LocalDate date,
        LocalTime time,
        Appointment.Guest guest,
        Optional<Appointment> moved) {

    /// Whether an appointment with that therapist is given up for it: whoever only moves one stays with the
    /// same person, if that is possible.
    boolean isMovedFrom(Therapist other) {
        return moved.filter(it -> it.therapist().equals(other.id())).isPresent();
    }

    /// Whether this is what is held. The guest's name makes no difference.
    boolean isHeldBy(Hold hold, Slot treatment) {
        Appointment wished = hold.wished();
        return wished.service().equals(service.id())
                && wished.treatment().equals(treatment)
                && therapist.map(it -> it.id().equals(wished.therapist())).orElse(true)
                && hold.replaces().equals(moved.map(Appointment::code));
    }
}
