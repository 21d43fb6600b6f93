package dev.switchhook.app.journal;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallArchive;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads the table of the journal, in the order of [JournalTable]. Entries that this version does not know are passed
/// over. Safe for use by several threads.
public final class JdbcArchive implements CallArchive {

    private static final Duration LONGEST_QUERY = Duration.ofSeconds(1);
    private static final String SELECT = "select at, body from journal_entry where call_id = ? order by kept, at, seq";

    private final DataSource database;

    /// An archive that reads the database's table.
    public JdbcArchive(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Noted> entries(CallId call) throws ArchiveUnavailable {
        try (Connection connection = database.getConnection()) {
            // When the time is over, the connection is closed. To cancel the query would take another one, for which a
            // server that has gone silent lets us wait as well.
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_QUERY.toMillis());
            return entries(connection, call);
        } catch (SQLException failed) {
            throw new ArchiveUnavailable("the journal cannot be read, SQL state " + failed.getSQLState(), failed);
        }
    }

    /// The same, by a connection that the caller has.
    static List<Noted> entries(Connection connection, CallId call) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, call.value());
            try (ResultSet rows = select.executeQuery()) {
                List<Noted> notes = new ArrayList<>();
                while (rows.next()) {
                    Instant at = rows.getObject(1, OffsetDateTime.class).toInstant();
                    Optional<JournalEntry> entry = JournalText.read(rows.getString(2));
                    entry.ifPresent(known -> notes.add(new Noted(at, known)));
                }
                return notes;
            }
        }
    }
}
