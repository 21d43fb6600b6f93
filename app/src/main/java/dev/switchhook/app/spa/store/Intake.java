package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Slot;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// Enters appointments into the book that were agreed in another system. It may block; safe for use by several
/// threads. Throws [dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable] when the book cannot be reached.
public final class Intake {

    private static final String SOURCE = "import";
    private static final int MOST_DRAWS = 1_000;

    private final Transactions transactions;
    private final ConfirmationCodes codes;

    /// An intake of a book whose schema has been brought up to date.
    ///
    /// @param random draws codes and pauses; unpredictable in production, and safe for use by several threads
    public Intake(DataSource database, RandomGenerator random) {
        this.transactions = new Transactions(database, RetryPause.jittered(random));
        this.codes = new ConfirmationCodes(random);
    }

    /// An appointment on its way in.
    ///
    /// @param appointment its code may be empty: then one is drawn
    /// @param key the idempotency key, at most 200 characters
    /// @param busy how long therapist and room are needed
    public record Arrival(Appointment appointment, String key, Slot busy) {}

    /// How it ended.
    public enum Outcome {
        /// All of them are in the book; those whose keys were there before have not been entered again.
        ENTERED,
        /// None of them was entered: somebody else has the time, or the code, of one of them.
        TAKEN,
        /// Whether they were entered could not be found out; asking again does no harm.
        UNKNOWN
    }

    /// Enters all of them, or none.
    public Outcome enter(List<Arrival> arrivals, Instant now) {
        return transactions
                .make(new Transactions.Change<Outcome>() {
                    @Override
                    public Outcome in(Rows rows) throws SQLException {
                        for (Arrival arrival : arrivals) {
                            enter(rows, arrival, now);
                        }
                        return Outcome.ENTERED;
                    }

                    @Override
                    public Optional<Outcome> afterConflict(Rows rows) throws SQLException {
                        for (Arrival arrival : arrivals) {
                            if (isInTheWayOf(rows, arrival)) {
                                return Optional.of(Outcome.TAKEN);
                            }
                        }
                        return Optional.empty();
                    }
                })
                .orElse(Outcome.UNKNOWN);
    }

    private void enter(Rows rows, Arrival arrival, Instant now) throws SQLException {
        if (AppointmentRows.bookedUnder(rows, arrival.key()).isPresent()) {
            return;
        }
        Appointment entry = arrival.appointment();
        for (long lapsed : Grid.inTheWay(rows, entry, arrival.busy())) {
            Holds.giveUpLapsed(rows, lapsed, now);
        }
        String code = entry.code().isEmpty() ? unusedCode(rows) : entry.code();
        long id = Entering.row(rows, entry, code, SOURCE, arrival.busy(), now);
        rows.update("update spa_appointment set booked_key = ? where id = ?", arrival.key(), id);
        Grid.take(rows, id, entry, arrival.busy(), "");
    }

    private String unusedCode(Rows rows) throws SQLException {
        String code = codes.next();
        for (int draw = 1; draw < MOST_DRAWS && isInUse(rows, code); draw++) {
            code = codes.next();
        }
        return code;
    }

    private static boolean isInUse(Rows rows, String code) throws SQLException {
        return rows.first(row -> row.getLong(1), "select id from spa_appointment where code = ? and retired = 0", code)
                .isPresent();
    }

    private static boolean isInTheWayOf(Rows rows, Arrival arrival) throws SQLException {
        if (AppointmentRows.bookedUnder(rows, arrival.key()).isPresent()) {
            return false;
        }
        String code = arrival.appointment().code();
        return (!code.isEmpty() && isInUse(rows, code))
                || Grid.takenByOthers(rows, arrival.appointment(), arrival.busy(), "", "");
    }
}
