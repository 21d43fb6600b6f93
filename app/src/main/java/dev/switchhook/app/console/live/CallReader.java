package dev.switchhook.app.console.live;

import dev.switchhook.app.journal.CallBook;
import dev.switchhook.domain.caller.CallId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads one call for its page. It blocks, for 3 s at most. Safe for use by several threads.
@Singleton
final class CallReader {

    private static final Duration LONGEST_QUERY = Duration.ofSeconds(1);

    private final DataSource database;

    CallReader(DataSource database) {
        this.database = database;
    }

    /// The call; empty when nothing is known of it.
    ///
    /// @throws SQLException when the database cannot be read now
    Optional<CallView> read(CallId call) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_QUERY.toMillis());
            return new CallBook(connection).find(call).map(CallView::of);
        }
    }
}
