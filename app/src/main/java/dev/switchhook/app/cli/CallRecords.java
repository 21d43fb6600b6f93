package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.CallSearch;
import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import dev.switchhook.app.filing.Criteria;
import dev.switchhook.app.filing.JdbcCallSearch;
import dev.switchhook.app.journal.CallBook;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.DatabaseUnavailable;
import dev.switchhook.app.store.DatabaseVisit;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

    /// What a command does with the files of calls.
    @FunctionalInterface
    interface Searching {

        /// Searches and prints.
        ///
        /// @return the exit code
        int search(CallSearch search) throws SearchUnavailable;
    }

    /// Lets a command search.
    ///
    /// @return its exit code, or the one for a database that cannot be used
    static int search(SwitchhookCommand top, PrintWriter err, Searching searching) {
        DatabaseSettings settings = AppSettings.databaseOf(top.load());
        try {
            return searching.search(new JdbcCallSearch(() -> DatabaseVisit.to(settings)));
        } catch (DatabaseUnavailable | SearchUnavailable unavailable) {
            err.println("switchhook: " + unavailable.getMessage());
            return ExitCode.USAGE;
        }
    }

    /// The calls that fit, the newest first, however long that takes.
    ///
    /// @param most how many at most
    static List<CallFile> newest(CallSearch search, Criteria criteria, int most) throws SearchUnavailable {
        List<CallFile> found = new ArrayList<>();
        OptionalLong before = CallSearch.NEWEST;
        do {
            CallSearch.Page page = search.find(criteria, before);
            found.addAll(page.calls());
            before = page.next();
        } while (before.isPresent() && found.size() < most);
        return found.subList(0, Math.min(most, found.size()));
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
