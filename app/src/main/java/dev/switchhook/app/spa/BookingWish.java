package dev.switchhook.app.spa;

import java.time.ZoneId;

/// What is to be entered into the appointment book.
///
/// @param caller the number as the carrier stated it, as data, at most 256 long
/// @param guest the name that the guest gave, as data, at most [#LONGEST_NAME] long; empty when none was given
/// @param zone the zone in which the time was agreed
record BookingWish(
        BookingKey key, String caller, String guest, Service service, Therapist therapist, TimeSlot slot, ZoneId zone) {

    /// How many characters of a name are kept.
    static final int LONGEST_NAME = 80;

    BookingWish {
        if (guest.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of more than " + LONGEST_NAME + " characters");
        }
    }

    /// The same wish for another therapist.
    BookingWish with(Therapist other) {
        return new BookingWish(key, caller, guest, service, other, slot, zone);
    }
}
