package dev.switchhook.twilio.rehearsal;

/// Something that happened at the desk that a `<Dial>` called.
///
/// @param number the number that was called
/// @param atNanos `System.nanoTime()`
public record DeskEvent(String number, What what, long atNanos) {

    /// What happens at a desk.
    public enum What {
        /// Its telephone begins to ring.
        RINGS,
        /// Somebody takes the call.
        ANSWERS,
        /// The conversation is over.
        HANGS_UP,
        /// The line is engaged.
        IS_BUSY,
        /// Nobody has answered in time.
        DOES_NOT_ANSWER
    }
}
