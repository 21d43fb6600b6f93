package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A draft whose every word is understood.
///
/// @param service as long as the draft wants it
/// @param therapist empty for the first one who is free
/// @param room empty for the first one that is free
/// @param code empty for a new one
/// @param id what the other system calls it; empty when that has no name for it
record Wanted(
        LocalDate date,
        LocalTime time,
        Service service,
        Optional<Therapist> therapist,
        Optional<Room> room,
        Appointment.Guest guest,
        String code,
        String id) {

    /// A draft, read.
    ///
    /// @param wanted empty when there are mistakes
    record Reading(Optional<Wanted> wanted, List<Mistake> mistakes) {

        Reading {
            mistakes = List.copyOf(mistakes);
        }
    }

    /// Understands a draft.
    static Reading read(Draft draft, House house) {
        return new Understanding(draft, house).reading();
    }

    /// The idempotency key: the other system's name for it, or else everything that is told about it.
    String key() {
        return id.isEmpty()
                ? "import:content:"
                        + digest(String.join(
                                "\n",
                                date.toString(),
                                time.toString(),
                                service.id(),
                                service.duration().toString(),
                                therapist.map(Therapist::id).orElse(""),
                                room.map(Room::id).orElse(""),
                                guest.name(),
                                guest.number(),
                                code))
                : "import:id:" + digest(id);
    }

    /// Whether an appointment of the book is this one. Therapist and room may have been chosen for it, and a file
    /// without numbers tells none.
    boolean isLike(Appointment known, ZoneId zone) {
        ZonedDateTime start = known.treatment().start().atZone(zone);
        return start.toLocalDate().equals(date)
                && start.toLocalTime().equals(time)
                && known.service().equals(service.id())
                && known.guest().name().equals(guest.name());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
