package dev.switchhook.app.spa;

/// How the entering of a wish ended.
sealed interface BookingOutcome {

    /// The appointment is committed; by this try, or by an earlier one of the same wish.
    record Booked(Appointment appointment) implements BookingOutcome {}

    /// Somebody else has at least one of the quarter-hours; nothing was changed.
    record Taken() implements BookingOutcome {}

    /// The connection was lost while committing, and the book could not be asked afterwards.
    record Unknown() implements BookingOutcome {}
}
