package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.journal.CallBook;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.DatabaseUnavailable;
import dev.switchhook.app.store.DatabaseVisit;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import picocli.CommandLine.ExitCode;

/// Reads the records of calls for a command, and tells in one line why they cannot be read.
final class CallRecords {

    /// No such table: PostgreSQL's state, and those of H2.
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    private CallRecords() {}

    /// What a command does with the records.
    @FunctionalInterface
    interface Reading {

        /// Reads and prints.
        ///
        /// @return the exit code
        int read(CallBook book) throws SQLException;
    }

    private static Connection opened(DatabaseSettings settings, PrintWriter err) throws SQLException {
        try (Progress _ = Progress.begin(err, "opening the database", Ink.onTerminal())) {
            return DatabaseVisit.to(settings);
        }
    }

    /// Lets a command read.
    ///
    /// @return its exit code, or the one for a database that cannot be used
    static int read(SwitchhookCommand top, PrintWriter err, Reading reading) {
        DatabaseSettings settings = AppSettings.databaseOf(top.load());
        try (Connection connection = opened(settings, err)) {
            return reading.read(new CallBook(connection));
        } catch (DatabaseUnavailable unavailable) {
            err.println("switchhook: " + unavailable.getMessage());
        } catch (SQLException failed) {
            String state = String.valueOf(failed.getSQLState());
            err.println("switchhook: the database " + settings.shown()
                    + (NO_TABLE.contains(state)
                            ? " holds no calls yet; 'switchhook serve' prepares it"
                            : " cannot be read (SQL state " + state + ")"));
        }
        return ExitCode.USAGE;
    }
}
