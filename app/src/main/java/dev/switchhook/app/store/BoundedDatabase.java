package dev.switchhook.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A database that is given a limited time for every transaction, whatever goes wrong: no connection to be had, a lock
/// that somebody holds, a query that takes long, a server that has gone silent. Safe for use by several threads.
public final class BoundedDatabase {

    /// For drivers that cannot limit the time by closing the connection.
    private static final int LONGEST_STATEMENT_SECONDS = 1;

    private static final int MOST_TRIES = 5;

    private final Connections database;
    private final Duration longest;

    /// @param longest how long a transaction may take, waiting for a connection included
    public BoundedDatabase(DataSource database, Duration longest) {
        this(database::getConnection, longest);
    }

    /// @param database opens a connection for every transaction, which is closed afterwards
    /// @param longest how long a transaction may take, waiting for a connection included
    public BoundedDatabase(Connections database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    /// Where connections come from.
    @FunctionalInterface
    public interface Connections {

        /// A connection that the caller closes.
        Connection open() throws SQLException;
    }

    /// What is done in a transaction. It may be run again after the transaction was rolled back.
    @FunctionalInterface
    public interface Work<T> {

        /// Does it.
        T in(Transaction transaction) throws SQLException;
    }

    /// What becomes of a row.
    @FunctionalInterface
    public interface Row<T> {

        /// Reads one row.
        T read(ResultSet row) throws SQLException;
    }

    /// Does the work in one transaction. When that loses against another transaction, it is done again in a new one.
    ///
    /// @throws SQLException when it cannot be done in time; whether it was done is unknown then
    public <T> T transaction(Work<T> work) throws SQLException {
        long deadline = System.nanoTime() + longest.toNanos();
        int tries = 1;
        while (true) {
            try {
                return once(work, deadline);
            } catch (SQLException failed) {
                if (!lostAgainstAnother(failed) || tries++ == MOST_TRIES) {
                    throw failed;
                }
            }
        }
    }

    private <T> T once(Work<T> work, long deadline) throws SQLException {
        try (Connection connection = database.open()) {
            Transaction transaction = new Transaction(connection, deadline);
            transaction.limitTime();
            connection.setAutoCommit(false);
            try {
                T result = work.in(transaction);
                transaction.limitTime();
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBackIfPossible(connection, failed);
                throw failed;
            }
        }
    }

    private static void rollBackIfPossible(Connection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            // The server rolls back what a lost connection has left behind.
            failed.addSuppressed(lost);
        }
    }

    /// Whether the transaction was certainly rolled back because of another one, and can succeed when it is repeated.
    private static boolean lostAgainstAnother(SQLException failed) {
        return switch (Objects.requireNonNullElse(failed.getSQLState(), "")) {
            // Unique key, serialization failure, deadlock; H2: row changed meanwhile.
            case "23505", "40001", "40P01", "90131" -> true;
            default -> false;
        };
    }

    /// The statements of one transaction, for the thread that runs it.
    public static final class Transaction {

        private final Connection connection;
        private final long deadline;

        private Transaction(Connection connection, long deadline) {
            this.connection = connection;
            this.deadline = deadline;
        }

        /// Changes rows.
        ///
        /// @return how many
        public int update(String sql, @Nullable Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        }

        /// The first row that fits.
        public <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... values) throws SQLException {
            return all(row, sql, values).stream().findFirst();
        }

        /// All rows that fit.
        public <T> List<T> all(Row<T> row, String sql, @Nullable Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        }

        private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
            limitTime();
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                if (connection.getNetworkTimeout() == 0) {
                    statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
                }
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement;
            } catch (SQLException failed) {
                statement.close();
                throw failed;
            }
        }

        /// When the time is over, the connection is closed, and its server rolls back. To have the statement
        /// cancelled instead would keep the connection, but takes another one, for which a server that has gone
        /// silent lets us wait as well.
        private void limitTime() throws SQLException {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new SQLTimeoutException("the database took too long");
            }
            connection.setNetworkTimeout(Runnable::run, (int) left);
        }
    }
}
