package dev.switchhook.app.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Puts entries that came to the table late, by way of a file, before what happened after them.
///
/// An entry gets the place of the first one of its call that is later: by its number when the same process noted it,
/// otherwise by the clock. It is never put before an earlier entry of its own process. So an entry can stand wrong
/// among those of other processes only when it came late *and* clocks differ.
final class LatePlaces {

    private static final String PLACE = """
        select min(other.kept) from journal_entry as late join journal_entry as other
            on other.call_id = late.call_id and other.kept < late.kept
        where late.call_id = ? and late.node = ? and late.seq = ?
            and case when other.node = late.node then other.seq > late.seq else other.at > late.at end
            and other.kept >= coalesce(
                (select own.kept from journal_entry as own
                    where own.call_id = late.call_id and own.node = late.node and own.seq < late.seq
                    order by own.seq desc limit 1),
                0)\
        """;
    private static final String MOVE = "update journal_entry set kept = ? where call_id = ? and node = ? and seq = ?";

    private LatePlaces() {}

    /// Finds the places of entries of one process that were written just now.
    ///
    /// @param rows in the order of their noting
    static void find(Connection connection, List<JournalRow> rows) throws SQLException {
        // Where nothing is later than an entry, nothing is later than the next one of that process and call: as a rule
        // it takes one look for each call, however many entries come.
        Set<String> atTheEnd = new HashSet<>();
        for (JournalRow row : rows) {
            if (!atTheEnd.contains(row.call())) {
                OptionalLong place = placeOf(connection, row);
                if (place.isPresent()) {
                    move(connection, row, place.getAsLong());
                } else {
                    atTheEnd.add(row.call());
                }
            }
        }
    }

    private static OptionalLong placeOf(Connection connection, JournalRow row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PLACE)) {
            select.setString(1, row.call());
            select.setString(2, row.node());
            select.setLong(3, row.seq());
            try (ResultSet found = select.executeQuery()) {
                return found.next() && found.getObject(1) != null
                        ? OptionalLong.of(found.getLong(1))
                        : OptionalLong.empty();
            }
        }
    }

    private static void move(Connection connection, JournalRow row, long place) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, place);
            update.setString(2, row.call());
            update.setString(3, row.node());
            update.setLong(4, row.seq());
            update.executeUpdate();
        }
    }
}
