package dev.switchhook.app.console.calls;

import dev.switchhook.app.journal.CallBook;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.CallId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads all that is known of one call. It blocks, for some seconds at most. Safe for use by several threads.
@Singleton
final class StoryReader {

    private static final Duration LONGEST_QUERY = Duration.ofSeconds(2);

    private final DataSource database;

    StoryReader(DataSource database) {
        this.database = database;
    }

    /// The call; empty when nothing is known of it.
    ///
    /// @throws SQLException when the database cannot be read now
    Optional<CallStory> read(CallId call) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_QUERY.toMillis());
            return new CallBook(connection).find(call);
        }
    }
}
