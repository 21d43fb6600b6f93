package dev.switchhook.app.live;

import dev.switchhook.app.journal.JournalText;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Processes that serve calls, as a database sees them, and a clock that is moved by hand.
public final class LiveHouse implements InstantSource {

    private final DataSource database;
    private final AtomicLong seq = new AtomicLong();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    /// @param database its schema is up to date
    public LiveHouse(DataSource database) {
        this.database = database;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /// Lets time pass.
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /// Does away with everything.
    public void clear() throws SQLException {
        execute("delete from journal_entry");
        execute("delete from call_record");
        execute("delete from node_lease");
    }

    /// A process holds a lease.
    public void process(String node) throws SQLException {
        execute(
                "insert into node_lease (node_id, address, lease_until)"
                        + " values (?, '', current_timestamp + interval '1' hour)",
                node);
    }

    /// The lease of a process runs out.
    public void lapse(String node) throws SQLException {
        execute(
                "update node_lease set lease_until = current_timestamp - interval '1' hour where node_id = ?", node);
    }

    /// A process serves a call.
    public void call(String call, String caller, String node) throws SQLException {
        execute(
                "insert into call_record (call_id, caller, called, state, owner, epoch, announced_at, touched_at)"
                        + " values (?, ?, '+4930999999', 'LIVE', ?, 1, ?, ?)",
                call,
                caller,
                node,
                now.atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC));
    }

    /// A call takes another state.
    public void state(String call, String state) throws SQLException {
        execute("update call_record set state = ? where call_id = ?", state, call);
    }

    /// A process notes an entry.
    public void note(String call, String node, JournalEntry entry) throws SQLException {
        try (Connection connection = database.getConnection()) {
            note(connection, call, node, entry);
        }
    }

    /// The same in a transaction that somebody else commits.
    public void note(Connection connection, String call, String node, JournalEntry entry) throws SQLException {
        execute(
                connection,
                "insert into journal_entry (call_id, node, seq, at, kind, body) values (?, ?, ?, ?, ?, ?)",
                call,
                node,
                seq.getAndIncrement(),
                now.atOffset(ZoneOffset.UTC),
                JournalText.kind(entry),
                JournalText.write(entry));
    }

    /// Runs a statement.
    public void execute(String sql, @Nullable Object... values) throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, sql, values);
        }
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
