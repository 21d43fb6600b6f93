package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Criteria as SQL: the one that fits the fewest calls leads through its index, in the order of the files,
/// and the others judge what it finds. Databases guess wrongly what is rare when they are asked for the
/// newest only.
///
/// @param leaders what may lead: each has an index
/// @param filters what every call must fit, of `call_file f`
/// @param values of the filters
record Sought(List<Leader> leaders, List<String> filters, List<Object> values) {

    /// More than that are many, however many they are.
    private static final int FEW = 2_000;

    /// An index that leads to calls in their order.
    ///
    /// @param from the table and, if any, the condition, such as `call_file where blame = ?`
    /// @param column of the condition; empty without one
    record Leader(String from, String column, Optional<Object> value) {

        /// The files in the order of the newest first.
        String files(String what) {
            // With the column, which is the same everywhere, H2 sees that its index has that order already.
            String order = column.isEmpty() ? "file_no desc" : column + " desc, file_no desc";
            return "select " + what + " from " + from + (value.isPresent() ? " and " : " where ")
                    + "file_no < ? and file_no >= ? order by " + order + " limit ?";
        }

        Object[] values(long before, long from, int most) {
            return value.isPresent()
                    ? new Object[] {value.get(), before, from, most}
                    : new Object[] {before, from, most};
        }
    }

    /// @param mark of the caller who is sought; empty when none is
    static Sought of(Criteria criteria, Optional<String> mark) {
        Sought sought = new Sought(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        mark.ifPresent(it -> sought.has("caller_mark", it));
        criteria.reason().ifPresent(it -> sought.has("reason", it.name()));
        criteria.assistant().ifPresent(it -> sought.has("assistant", it));
        criteria.blame().ifPresent(it -> sought.has("blame", it.name()));
        criteria.outcome().ifPresent(it -> sought.has("outcome", it.name()));
        criteria.tool().ifPresent(it -> sought.listed("call_file_tool", "tool", it));
        criteria.spoken().forEach(it -> sought.listed("call_file_word", "word", it));
        criteria.least().ifPresent(it -> sought.filter("f.duration_ms + 0 >= ?", it.toMillis()));
        criteria.most().ifPresent(it -> sought.filter("f.duration_ms + 0 <= ?", it.toMillis()));
        return sought;
    }

    private void has(String column, Object value) {
        leaders.add(new Leader("call_file where " + column + " = ?", column, Optional.of(value)));
        // Written so that no index fits: the numbers of the files are to lead, and nothing else.
        filter("f." + column + " || '' = ?", value);
    }

    private void listed(String table, String column, Object value) {
        leaders.add(new Leader(table + " where " + column + " = ?", column, Optional.of(value)));
        filter("exists (select 1 from " + table + " x where x.file_no = f.file_no and x." + column + " = ?)", value);
    }

    private void filter(String condition, Object value) {
        filters.add(condition);
        values.add(value);
    }

    /// The one that leads to the fewest files between these numbers.
    Leader leader(Transaction work, long before, long from) throws SQLException {
        Leader best = new Leader("call_file", "", Optional.empty());
        long fewest = Long.MAX_VALUE;
        for (Leader leader : leaders) {
            long count = work.first(
                            row -> row.getLong(1),
                            "select count(*) from (" + leader.files("file_no") + ") led",
                            leader.values(before, from, FEW))
                    .orElse(0L);
            if (count < fewest) {
                fewest = count;
                best = leader;
            }
        }
        return best;
    }
}
