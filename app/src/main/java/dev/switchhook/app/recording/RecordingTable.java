package dev.switchhook.app.recording;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Row;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/// The table of recordings. Slow; safe for use by several threads.
final class RecordingTable {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String SELECT =
            "select call_id, part, place, path, began_at, kept, bytes, ms from recording where deleted_at is null and ";
    private static final String ONE = " where call_id = ? and part = ?";

    private static final Row<RecordingRow> ROW = row -> new RecordingRow(
            new CallId(row.getString("call_id")),
            row.getInt("part"),
            row.getString("place"),
            row.getString("path"),
            row.getObject("began_at", OffsetDateTime.class).toInstant(),
            row.getBoolean("kept"),
            row.getLong("bytes"),
            Duration.ofMillis(row.getLong("ms")));

    private final BoundedDatabase database;

    RecordingTable(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    /// Notes that a recording begins, before there is a file of it.
    RecordingRow begin(CallId call, String node, String place, Instant began) throws SQLException {
        return database.transaction(work -> {
            int part = work.first(
                            row -> row.getInt(1),
                            "select coalesce(max(part), 0) + 1 from recording where call_id = ?",
                            call.value())
                    .orElseThrow();
            String path = RecordingRow.file(call, part);
            work.update(
                    "insert into recording (call_id, part, node, place, path, began_at, kept)"
                            + " values (?, ?, ?, ?, ?, ?, false)",
                    call.value(),
                    part,
                    node,
                    place,
                    path,
                    began.atOffset(ZoneOffset.UTC));
            return new RecordingRow(call, part, place, path, began, false, 0, Duration.ZERO);
        });
    }

    void keep(RecordingRow row) throws SQLException {
        update("update recording set kept = true" + ONE, row);
    }

    /// Notes that the file is complete.
    void finish(RecordingRow row, long bytes, long milliseconds, String sha256) throws SQLException {
        database.transaction(work -> work.update(
                "update recording set kept = true, bytes = ?, ms = ?, sha256 = ?" + ONE,
                bytes,
                milliseconds,
                sha256,
                row.call().value(),
                row.part()));
    }

    /// Notes that the file is gone.
    void deleted(RecordingRow row) throws SQLException {
        update("update recording set deleted_at = current_timestamp, sha256 = null" + ONE, row);
    }

    private void update(String sql, RecordingRow row) throws SQLException {
        database.transaction(work -> work.update(sql, row.call().value(), row.part()));
    }

    /// What there is of a call, by part.
    List<RecordingRow> of(CallId call) throws SQLException {
        return database.transaction(
                work -> work.all(ROW, SELECT + "kept and not doomed and call_id = ? order by part", call.value()));
    }

    /// Says that what there is of a call is to be deleted, wherever it is.
    ///
    /// @return how many
    int doom(CallId call) throws SQLException {
        return database.transaction(work -> work.update(
                "update recording set doomed = true where deleted_at is null and call_id = ?", call.value()));
    }

    /// How many there are of a call.
    int count(CallId call) throws SQLException {
        return database.transaction(work -> work.first(
                        row -> row.getInt(1),
                        "select count(*) from recording where deleted_at is null and call_id = ?",
                        call.value())
                .orElseThrow());
    }

    /// What is to be deleted in that directory: what is older, or doomed.
    List<RecordingRow> ripe(String place, Instant end, int most) throws SQLException {
        return database.transaction(work -> work.all(
                ROW,
                SELECT + "place = ? and (doomed or began_at < ?) order by began_at limit ?",
                place,
                end.atOffset(ZoneOffset.UTC),
                most));
    }

    /// What processes that are gone have not finished in that directory.
    List<RecordingRow> leftBehind(String place, String me, int most) throws SQLException {
        return database.transaction((Transaction work) -> work.all(ROW, SELECT + """
            place = ? and bytes is null and not doomed and node <> ? and not exists (
                select 1 from node_lease where node_id = node and lease_until > current_timestamp)
            and began_at < current_timestamp - interval '10' minute
            order by began_at limit ?\
            """, place, me, most));
    }
}
