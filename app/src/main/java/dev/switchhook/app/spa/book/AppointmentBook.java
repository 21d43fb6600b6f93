package dev.switchhook.app.spa.book;

import dev.switchhook.domain.caller.CallId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The appointment book. It may block; safe for use by several threads.
///
/// It is the book that forbids double booking, not its users: of any number of simultaneous wishes for one
/// therapist or one room and one quarter-hour, exactly one is held or booked. Every change carries a key; the
/// same key, however often it comes, changes once and is answered alike. Everything throws [BookUnavailable]
/// when the book cannot be reached; nothing was changed then.
public interface AppointmentBook {

    /// What is fixed about the spa. Not older than a minute.
    House house();

    /// What is taken inside a window, by holds that have not lapsed and by appointments.
    ///
    /// @param now decides which holds have lapsed
    Occupancy occupied(Slot window, Instant now);

    /// Keeps a slot for a caller, in the place of what the same call has held before.
    HoldOutcome hold(Hold wish, Instant now);

    /// What a call holds and has not lapsed.
    Optional<Hold> heldBy(CallId call, Instant now);

    /// Books what the call holds; when it replaces an appointment, that one is given up in the same
    /// transaction.
    ///
    /// @param agreed the code of the hold that the caller has agreed to: a call may have got another one
    ///     meanwhile, which is not booked; empty for whatever is held
    /// @param key the idempotency key, at most 200 characters; what was booked under it, and has been cancelled
    ///     or moved since, may be booked again
    CommitOutcome commit(CallId call, Optional<String> agreed, String key, Instant now);

    /// Books whatever the call holds.
    default CommitOutcome commit(CallId call, String key, Instant now) {
        return commit(call, Optional.empty(), key, now);
    }

    /// What was booked under that key, the latest of it, though it may be cancelled or moved.
    Optional<Appointment> bookedUnder(String key);

    /// Cancels an appointment.
    ///
    /// @param key the idempotency key, at most 200 characters
    CancelOutcome cancel(String code, String key, Instant now);

    /// What was cancelled under that key.
    Optional<Appointment> cancelledUnder(String key);

    /// Gives up what the call holds, if anything.
    void release(CallId call);

    /// Gives up what has lapsed.
    ///
    /// @return how many holds
    int releaseLapsed(Instant now);

    /// The appointment of that code that has not been cancelled.
    Optional<Appointment> withCode(String code);

    /// The appointments of a guest that have not been cancelled, by the number, the next one first, those that
    /// are over last; at most 50.
    List<Appointment> of(String number, Instant now);

    /// The appointments of one day in the spa's zone that have not been cancelled, in the order of time.
    List<Appointment> on(LocalDate day);

    /// How keeping a slot ended.
    sealed interface HoldOutcome {

        /// It is kept.
        record Held(Hold hold) implements HoldOutcome {}

        /// Somebody else has it.
        record Taken() implements HoldOutcome {}

        /// Whether it is kept could not be found out; asking again does no harm.
        record Unknown() implements HoldOutcome {}
    }

    /// How a booking ended.
    sealed interface CommitOutcome {

        /// It is committed.
        record Booked(Appointment appointment) implements CommitOutcome {}

        /// The call holds nothing (any more), or not what was agreed.
        record NothingHeld() implements CommitOutcome {}

        /// The appointment that was to be moved exists no more; the hold was given up.
        record NothingToMove() implements CommitOutcome {}

        /// Whether it was committed could not be found out.
        record Unknown() implements CommitOutcome {}
    }

    /// How a cancellation ended.
    sealed interface CancelOutcome {

        /// It is cancelled, now or before under the same key.
        record Cancelled(Appointment appointment) implements CancelOutcome {}

        /// There is no such appointment (any more).
        record NoneSuch() implements CancelOutcome {}

        /// Whether it was cancelled could not be found out.
        record Unknown() implements CancelOutcome {}
    }

    /// The book cannot be reached. Its message holds nothing of a guest.
    final class BookUnavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /// Says why.
        public BookUnavailable(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
