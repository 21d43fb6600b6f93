package dev.switchhook.app.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// The table of the journal. Every method blocks. Safe for use by several threads.
///
/// The entries of a call stand in the order in which they came, because the clocks of processes differ and the
/// database has but one sequence; a process sends its own in the order of their noting. What comes late, by way of a
/// file, is put where it belongs by [LatePlaces].
final class JournalTable {

    private static final String INSERT = """
        insert into journal_entry (call_id, node, seq, at, kind, body) values (?, ?, ?, ?, ?, ?)
        on conflict do nothing\
        """;

    private static final int LONGEST_WAIT_MILLISECONDS = 2_000;

    private final DataSource database;

    JournalTable(DataSource database) {
        this.database = database;
    }

    /// Writes rows in one transaction; those that are there already are left alone.
    ///
    /// @param arrival whether they are the latest of their process, or are put back to where they belong
    /// @return how many rows the database refused for what they hold; the others are committed
    /// @throws SQLException when nothing can be written now; whether something was written is unknown, and doing it
    ///     again is harmless
    int insert(List<JournalRow> rows, Arrival arrival) throws SQLException {
        try {
            insertAll(rows, arrival);
            return 0;
        } catch (SQLException failed) {
            if (!blamesTheRow(failed)) {
                throw failed;
            }
        }
        int refused = 0;
        for (JournalRow row : rows) {
            try {
                insertAll(List.of(row), arrival);
            } catch (SQLException failed) {
                if (!blamesTheRow(failed)) {
                    throw failed;
                }
                refused++;
            }
        }
        return refused;
    }

    private void insertAll(List<JournalRow> rows, Arrival arrival) throws SQLException {
        try (Connection connection = database.getConnection()) {
            // A server that has gone silent is given up early, so that its return is noticed early.
            connection.setNetworkTimeout(Runnable::run, LONGEST_WAIT_MILLISECONDS);
            connection.setAutoCommit(false);
            int[] written = insert(connection, rows);
            if (arrival == Arrival.LATE) {
                // Those that were there already keep their place.
                LatePlaces.find(
                        connection,
                        IntStream.range(0, written.length)
                                .filter(i -> written[i] != 0)
                                .mapToObj(rows::get)
                                .toList());
            }
            connection.commit();
        }
    }

    private static int[] insert(Connection connection, List<JournalRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (JournalRow row : rows) {
                insert.setString(1, row.call());
                insert.setString(2, row.node());
                insert.setLong(3, row.seq());
                insert.setObject(4, row.at().atOffset(ZoneOffset.UTC));
                insert.setString(5, row.kind());
                insert.setString(6, row.body());
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    /// Data exceptions, broken constraints and exceeded limits: the same row would fail for ever, and everything that
    /// waits behind it with it.
    private static boolean blamesTheRow(SQLException failed) {
        String state = failed.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
