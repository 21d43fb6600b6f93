package dev.switchhook.app.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The table of the journal, for somebody who cannot wait: a driver may take far longer to notice that its database is
/// gone than an entry may be kept in memory. Used by one thread.
final class TimedTable {

    private final JournalTable table;
    private final Duration longest;
    private FutureTask<Integer> latest = new FutureTask<>(() -> 0);

    /// @param longest how long a write may take
    TimedTable(JournalTable table, Duration longest) {
        this.table = table;
        this.longest = longest;
        latest.run();
    }

    /// Writes rows; see [JournalTable#insert].
    ///
    /// @param arrival how they come to the table
    /// @return how many rows were refused; empty when they were not written in time, in which case they may be
    ///     written later
    /// @throws SQLException when the database says that it does not write them
    OptionalInt insert(List<JournalRow> rows, Arrival arrival) throws SQLException, InterruptedException {
        if (!latest.isDone()) {
            return OptionalInt.empty();
        }
        latest = new FutureTask<>(() -> table.insert(rows, arrival));
        Thread.ofVirtual().name("journal-write").start(latest);
        try {
            return OptionalInt.of(latest.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return OptionalInt.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new SQLException(failed.getCause());
        }
    }
}
