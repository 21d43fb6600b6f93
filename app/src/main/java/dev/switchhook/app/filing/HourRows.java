package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/// The rows in which the files of calls are counted, by the hour. They hold nothing of a single call.
final class HourRows {

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private HourRows() {}

    /// Where a call counts.
    record Place(long hour, String outcome, String blame) {

        /// The place of a file under its number.
        static Place of(long number, CallFile file) {
            return new Place(
                    Math.floorDiv(number, MICROS_PER_HOUR),
                    file.outcome().name(),
                    file.blame().map(Enum::name).orElse(""));
        }

        /// The place of a row with `file_no`, `outcome` and `blame`.
        static Place of(ResultSet row) throws SQLException {
            return new Place(
                    Math.floorDiv(row.getLong("file_no"), MICROS_PER_HOUR),
                    row.getString("outcome"),
                    Objects.requireNonNullElse(row.getString("blame"), ""));
        }
    }

    /// A call counts here now, and where it has counted before no longer.
    static void move(Transaction work, Optional<Place> before, Place now) throws SQLException {
        if (before.isPresent()) {
            if (before.get().equals(now)) {
                return;
            }
            add(work, before.get(), -1);
        }
        // When two processes make the same row, one of them does its transaction again.
        if (add(work, now, 1) == 0) {
            work.update(
                    "insert into call_hour (began_hour, outcome, blame, calls) values (?, ?, ?, 1)",
                    now.hour(),
                    now.outcome(),
                    now.blame());
        }
    }

    private static int add(Transaction work, Place place, int calls) throws SQLException {
        return work.update(
                "update call_hour set calls = calls + ? where began_hour = ? and outcome = ? and blame = ?",
                calls,
                place.hour(),
                place.outcome(),
                place.blame());
    }
}
