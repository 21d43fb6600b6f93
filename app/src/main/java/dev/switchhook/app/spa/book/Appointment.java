package dev.switchhook.app.spa.book;

import java.time.ZoneId;

/// An agreement with a guest.
///
/// @param code what the guest is told to remember
/// @param service the id of the service
/// @param therapist the id of the therapist
/// @param room the id of the room
/// @param treatment when the guest is treated, without the buffer
/// @param zone in which the time was agreed
/// @param guest for whom
public record Appointment(
        String code, String service, String therapist, String room, Slot treatment, ZoneId zone, Guest guest) {

    /// For whom an appointment is.
    ///
    /// @param number the number as the carrier stated it, as data, at most 256 long
    /// @param name the name that was given, as data, at most [#LONGEST_NAME] long; empty when none was given
    public record Guest(String number, String name) {

        /// How many characters of a name are kept.
        public static final int LONGEST_NAME = 80;

        /// Refuses what is too long for the book.
        public Guest {
            if (name.length() > LONGEST_NAME || number.length() > 256) {
                throw new IllegalArgumentException(
                        "a name of more than " + LONGEST_NAME + " characters, or a number of" + " more than 256");
            }
        }
    }
}
