package dev.switchhook.app.spa;

import dev.switchhook.domain.caller.CallId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// The appointment book in a relational database. Safe for use by several threads.
///
/// A wish is one transaction: look whether it was booked before, enter the appointment, enter its quarter-hours,
/// commit. The constraints of the schema decide every race. A transaction that lost against others is tried again,
/// three times; every try carries the same key and begins with that look, so that no try can book what an earlier
/// one has booked. The same look answers the question that a connection leaves behind when it is lost while
/// committing.
final class JdbcAppointmentBook implements AppointmentBook {

    private static final int MOST_RETRIES = 3;

    private final DataSource database;
    private final ConfirmationCodes codes;
    private final InstantSource clock;
    private final RetryPause pause;

    JdbcAppointmentBook(DataSource database, ConfirmationCodes codes, InstantSource clock, RetryPause pause) {
        this.database = database;
        this.codes = codes;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Set<TakenQuarter> taken(TimeSlot window) {
        try (Connection connection = database.getConnection()) {
            return AppointmentRows.taken(connection, window);
        } catch (SQLException broken) {
            throw new BookUnavailable("the appointment book cannot be read", broken);
        }
    }

    @Override
    public List<Appointment> bookedIn(CallId call) {
        try (Connection connection = database.getConnection()) {
            return AppointmentRows.bookedIn(connection, call);
        } catch (SQLException broken) {
            throw new BookUnavailable("the appointment book cannot be read", broken);
        }
    }

    @Override
    public BookingOutcome book(BookingWish wish) {
        boolean doubtful = false;
        SQLException trouble;
        int retry = 0;
        do {
            if (retry > 0) {
                pause.before(retry);
            }
            try {
                switch (tryToBook(wish)) {
                    case Try.Settled(BookingOutcome outcome) -> {
                        return outcome;
                    }
                    case Try.Again(SQLException why) -> trouble = why;
                    case Try.Doubtful(SQLException why) -> {
                        doubtful = true;
                        trouble = why;
                    }
                }
            } catch (SQLException lasting) {
                trouble = lasting;
                if (!doubtful) {
                    break;
                }
            }
        } while (++retry <= MOST_RETRIES);
        if (doubtful) {
            return new BookingOutcome.Unknown();
        }
        throw new BookUnavailable("the appointment book cannot be written", trouble);
    }

    private sealed interface Try {

        record Settled(BookingOutcome outcome) implements Try {}

        /// It has changed nothing and may be repeated.
        record Again(SQLException why) implements Try {}

        /// Whether it was committed is unknown.
        record Doubtful(SQLException why) implements Try {}
    }

    /// One transaction on one connection.
    ///
    /// @throws SQLException when there is no connection, or for a reason that will not pass; nothing was changed
    private Try tryToBook(BookingWish wish) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Appointment appointment;
            try {
                Optional<Appointment> earlier = AppointmentRows.find(connection, wish);
                if (earlier.isPresent()) {
                    connection.rollback();
                    return new Try.Settled(new BookingOutcome.Booked(earlier.get()));
                }
                String code = codes.next();
                AppointmentRows.insert(connection, wish, code, clock.instant());
                appointment = new Appointment(code, wish.service(), wish.therapist(), wish.slot());
            } catch (SQLException refused) {
                return afterRefusal(connection, wish, refused);
            }
            return commit(connection, appointment);
        }
    }

    private static Try commit(Connection connection, Appointment appointment) {
        try {
            connection.commit();
            return new Try.Settled(new BookingOutcome.Booked(appointment));
        } catch (SQLException failed) {
            return SqlTrouble.isCertainlyRolledBack(failed) ? new Try.Again(failed) : new Try.Doubtful(failed);
        }
    }

    private static Try afterRefusal(Connection connection, BookingWish wish, SQLException refused) throws SQLException {
        return switch (SqlTrouble.of(refused)) {
            case CONFLICT -> {
                connection.rollback();
                yield afterConflict(connection, wish, refused);
            }
            case PASSING -> {
                rollBackIfPossible(connection, refused);
                yield new Try.Again(refused);
            }
            case LASTING -> {
                rollBackIfPossible(connection, refused);
                throw refused;
            }
        };
    }

    /// A constraint does not say whom it protected: it may have been this very wish, another guest's appointment, or
    /// merely a code that is in use. A conflict is reported only after the other transaction has committed, so the
    /// rows tell.
    private static Try afterConflict(Connection connection, BookingWish wish, SQLException refused)
            throws SQLException {
        Optional<Appointment> earlier = AppointmentRows.find(connection, wish);
        Set<TakenQuarter> taken = AppointmentRows.taken(connection, wish.slot());
        connection.rollback();
        if (earlier.isPresent()) {
            return new Try.Settled(new BookingOutcome.Booked(earlier.get()));
        }
        boolean lost = taken.stream().anyMatch(quarter -> quarter.therapist() == wish.therapist());
        return lost ? new Try.Settled(new BookingOutcome.Taken()) : new Try.Again(refused);
    }

    private static void rollBackIfPossible(Connection connection, SQLException refused) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // The server rolls back what a lost connection has left behind.
            refused.addSuppressed(lost);
        }
    }
}
