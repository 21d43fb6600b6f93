package dev.switchhook.app.spa;

import dev.switchhook.domain.caller.CallId;
import java.util.List;
import java.util.Set;

/// The appointment book of the spa. It may block; safe for use by several threads.
///
/// It is the book that forbids double booking, not its users: of any number of simultaneous wishes for one therapist
/// and one quarter-hour, exactly one is booked.
interface AppointmentBook {

    /// The quarter-hours inside a window in which therapists of today's staff are busy.
    ///
    /// @throws BookUnavailable when the book cannot be read
    Set<TakenQuarter> taken(TimeSlot window);

    /// Enters a wish. Asking again with the same key, or in the same call for the same service, start and guest,
    /// gives the appointment that was booked first.
    ///
    /// @throws BookUnavailable when the book cannot be reached; nothing was changed
    BookingOutcome book(BookingWish wish);

    /// What was booked in a call, oldest first.
    ///
    /// @throws BookUnavailable when the book cannot be read
    List<Appointment> bookedIn(CallId call);
}
