package dev.switchhook.app.store;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.UUID;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Tries whether the database can be opened, has the schema that this program needs, and keeps what is written. What it
/// writes is taken back; the schema is left as it is. Works beside a running server.
public final class DatabaseTrial {

    private DatabaseTrial() {}

    /// What came of it.
    public sealed interface Outcome {

        /// Everything works.
        ///
        /// @param migrations how many migrations the schema has seen
        record Works(int migrations) implements Outcome {}

        /// It does not exist yet, and can be made by the first start.
        record NotYet() implements Outcome {}

        /// Its schema is not the one that this program needs.
        ///
        /// @param pending how many migrations are missing; the next start brings them
        record Outdated(int pending) implements Outcome {}

        /// It is in the memory of another process.
        record Elsewhere() implements Outcome {}

        /// It does not work; why, without credentials.
        record Broken(String why) implements Outcome {}
    }

    /// Tries. Blocks for a few seconds at most.
    public static Outcome of(DatabaseSettings settings) {
        if (settings.url().startsWith("jdbc:h2:mem:")) {
            return new Outcome.Elsewhere();
        }
        if (settings.h2File()
                .filter(file -> !Files.exists(Path.of(file + ".mv.db")))
                .isPresent()) {
            return whetherItCanBeMade(Path.of(settings.h2File().orElseThrow()));
        }
        try {
            var schema = Database.flyway(new Visits(settings), settings).info();
            if (schema.pending().length > 0) {
                return new Outcome.Outdated(schema.pending().length);
            }
            writeAndTakeBack(settings);
            return new Outcome.Works(schema.applied().length);
        } catch (FlywayException broken) {
            return new Outcome.Broken(
                    broken.getCause() instanceof DatabaseUnavailable why
                            ? String.valueOf(why.getMessage())
                            : reachable(settings, broken.getClass().getSimpleName()));
        } catch (DatabaseUnavailable unavailable) {
            return new Outcome.Broken(String.valueOf(unavailable.getMessage()));
        } catch (SQLException failed) {
            return new Outcome.Broken("what is written cannot be read again (SQL state " + failed.getSQLState() + ")");
        }
    }

    private static String reachable(DatabaseSettings settings, String kind) {
        try (Connection _ = DatabaseVisit.to(settings)) {
            return "holds a schema that cannot be understood (" + kind + ")";
        } catch (DatabaseUnavailable unavailable) {
            return String.valueOf(unavailable.getMessage());
        } catch (SQLException failed) {
            return "cannot be closed (SQL state " + failed.getSQLState() + ")";
        }
    }

    private static Outcome whetherItCanBeMade(Path file) {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
                ? new Outcome.NotYet()
                : new Outcome.Broken("its folder cannot be written to");
    }

    private static void writeAndTakeBack(DatabaseSettings settings) throws SQLException {
        String node = "doctor-" + UUID.randomUUID();
        try (Connection connection = DatabaseVisit.to(settings)) {
            connection.setAutoCommit(false);
            try (PreparedStatement write = connection.prepareStatement(
                    "insert into node_lease (node_id, address, lease_until) values (?, 'none', current_timestamp)")) {
                write.setString(1, node);
                write.executeUpdate();
            }
            boolean read = knows(connection, node);
            connection.rollback();
            boolean kept = knows(connection, node);
            connection.rollback();
            if (!read || kept) {
                throw new SQLException("a transaction is not what it should be", "25000");
            }
        }
    }

    private static boolean knows(Connection connection, String node) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("select address from node_lease where node_id = ?")) {
            read.setString(1, node);
            try (ResultSet rows = read.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// Connections as a command makes them: through the door of a running server when there is one.
    private record Visits(DatabaseSettings settings) implements DataSource {

        @Override
        public Connection getConnection() {
            return DatabaseVisit.to(settings);
        }

        @Override
        public Connection getConnection(String user, String password) {
            return DatabaseVisit.to(settings);
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
