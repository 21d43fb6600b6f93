package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/// Runs changes of the book, each in one transaction. Safe for use by several threads.
///
/// A transaction that lost against others, or its connection, is tried again, three times. So a change begins
/// with a look whether it has been made already: no try can make again what an earlier one has made, and the
/// same look answers the question that a connection leaves behind when it is lost while committing.
final class Transactions {

    private static final int MOST_RETRIES = 3;

    private final DataSource database;
    private final RetryPause pause;

    Transactions(DataSource database, RetryPause pause) {
        this.database = database;
        this.pause = pause;
    }

    /// A change of the book; it may be made several times, each time after the former was rolled back.
    @FunctionalInterface
    interface Change<T> {

        T in(Rows rows) throws SQLException;

        /// What is to be answered when a constraint has refused the change, which was rolled back; empty to try
        /// again. A constraint does not say whom it protected, but it speaks only after the other transaction
        /// has ended, so the rows tell.
        default Optional<T> afterConflict(Rows rows) throws SQLException {
            return Optional.empty();
        }
    }

    /// What is read of the book.
    @FunctionalInterface
    interface Look<T> {

        T at(Rows rows) throws SQLException;
    }

    /// Reads.
    ///
    /// @throws BookUnavailable when that fails
    <T> T read(Look<T> look) {
        try (Connection connection = database.getConnection()) {
            return look.at(new Rows(connection));
        } catch (SQLException broken) {
            throw new BookUnavailable("the appointment book cannot be read", broken);
        }
    }

    /// Makes a change.
    ///
    /// @return what came of it; empty when that could not be found out
    /// @throws BookUnavailable when it was certainly not made
    <T> Optional<T> make(Change<T> change) {
        boolean doubtful = false;
        SQLException trouble;
        int retry = 0;
        do {
            if (retry > 0) {
                pause.before(retry);
            }
            try {
                switch (attempt(change)) {
                    case Attempt.Settled<T>(T result) -> {
                        return Optional.of(result);
                    }
                    case Attempt.Again<T>(SQLException why) -> trouble = why;
                    case Attempt.Doubtful<T>(SQLException why) -> {
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
            return Optional.empty();
        }
        throw new BookUnavailable("the appointment book cannot be written", trouble);
    }

    private sealed interface Attempt<T> {

        record Settled<T>(T result) implements Attempt<T> {}

        /// It has changed nothing and may be repeated.
        record Again<T>(SQLException why) implements Attempt<T> {}

        /// Whether it was committed is unknown.
        record Doubtful<T>(SQLException why) implements Attempt<T> {}
    }

    /// One transaction on one connection.
    ///
    /// @throws SQLException when there is no connection, or for a reason that will not pass; nothing was
    ///     changed
    private <T> Attempt<T> attempt(Change<T> change) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = change.in(new Rows(connection));
            } catch (SQLException refused) {
                return afterRefusal(connection, change, refused);
            } catch (RuntimeException bug) {
                connection.rollback();
                throw bug;
            }
            try {
                connection.commit();
                return new Attempt.Settled<>(result);
            } catch (SQLException failed) {
                return SqlTrouble.isCertainlyRolledBack(failed)
                        ? new Attempt.Again<>(failed)
                        : new Attempt.Doubtful<>(failed);
            }
        }
    }

    private static <T> Attempt<T> afterRefusal(Connection connection, Change<T> change, SQLException refused)
            throws SQLException {
        return switch (SqlTrouble.of(refused)) {
            case CONFLICT -> {
                connection.rollback();
                Optional<T> answer = change.afterConflict(new Rows(connection));
                connection.rollback();
                yield answer.<Attempt<T>>map(Attempt.Settled::new).orElseGet(() -> new Attempt.Again<>(refused));
            }
            case PASSING -> {
                rollBackIfPossible(connection, refused);
                yield new Attempt.Again<>(refused);
            }
            case LASTING -> {
                rollBackIfPossible(connection, refused);
                throw refused;
            }
        };
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
