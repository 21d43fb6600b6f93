package dev.switchhook.app.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes entries out of the queue and into the database, or into a file while that does not work. It has one thread
/// of its own, which alone touches table and files.
final class JournalWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int MOST_ROWS = 1_000;

    private final JournalQueue queue;
    private final TimedTable table;
    private final Overflow overflow;
    private final JournalRules rules;
    private final Thread thread = Thread.ofVirtual().name("journal").unstarted(this::run);

    private final LongAdder stored = new LongAdder();
    private final LongAdder overflowed = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final AtomicBoolean lossIsTold = new AtomicBoolean();

    private boolean out;
    private long triedAt;

    JournalWriter(JournalQueue queue, TimedTable table, Overflow overflow, JournalRules rules) {
        this.queue = queue;
        this.table = table;
        this.overflow = overflow;
        this.rules = rules;
    }

    void start() {
        thread.start();
    }

    JournalCounts counts(long refused) {
        return new JournalCounts(
                queue.size(), stored.sum(), overflowed.sum(), replayed.sum(), lost.sum() + refused, skipped.sum());
    }

    /// Says once that entries are being lost; again only after the database has worked in between.
    void tellOfLoss(String full) {
        if (lossIsTold.compareAndSet(false, true)) {
            LOG.error("event=journal-lost full={}", full);
        }
    }

    /// Waits for the thread, which ends once the queue is closed.
    void awaitEnd() {
        try {
            if (!thread.join(rules.flush())) {
                LOG.error("event=journal-lost full=time entries={}", queue.size());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (overflow) {
            adopt();
            while (!queue.isClosed()) {
                queue.await(rules.gather(), overflow.isEmpty() ? Duration.ofHours(1) : rules.gather());
                step();
            }
            write();
        } catch (IOException failed) {
            LOG.warn("event=journal-file-broken failure={}", failed.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (queue.size() > 0) {
            lost.add(queue.size());
            tellOfLoss("nothing-works");
        }
    }

    private void adopt() {
        try {
            overflow.adopt().forEach(JournalWriter::tellOfUnreadable);
        } catch (IOException failed) {
            LOG.error("event=journal-unreadable file=all", failed);
        }
    }

    private static void tellOfUnreadable(Path file) {
        LOG.error("event=journal-unreadable file={}", file.getFileName());
    }

    private void step() throws InterruptedException {
        try {
            write();
            catchUp();
        } catch (RuntimeException defect) {
            // The message may quote what was said.
            LOG.error("event=journal-broken failure={}", defect.getClass().getName());
            LOG.debug("event=journal-broken", defect);
            queue.pause(rules.retry());
        }
    }

    private void write() throws InterruptedException {
        for (List<JournalRow> rows = queue.oldest(MOST_ROWS); !rows.isEmpty(); rows = queue.oldest(MOST_ROWS)) {
            // Whether a database that was out is back is found out with what the file holds, if it holds anything.
            boolean worthTrying = !out || (overflow.isEmpty() && isDue());
            if (!(worthTrying && inDatabase(rows, Arrival.DIRECT, stored)) && !inFile(rows)) {
                queue.pause(rules.retry());
                return;
            }
            queue.remove(rows.size());
        }
    }

    private boolean isDue() {
        return System.nanoTime() - triedAt >= rules.retry().toNanos();
    }

    private boolean inDatabase(List<JournalRow> rows, Arrival arrival, LongAdder counter) throws InterruptedException {
        try {
            OptionalInt refused = table.insert(rows, arrival);
            if (refused.isPresent()) {
                out = false;
                counter.add(rows.size() - refused.getAsInt());
                lost.add(refused.getAsInt());
                if (refused.getAsInt() > 0) {
                    tellOfLoss("refused-by-database");
                } else {
                    lossIsTold.set(false);
                }
                return true;
            }
            isOut("none");
        } catch (SQLException failed) {
            isOut(String.valueOf(failed.getSQLState()));
        } finally {
            triedAt = System.nanoTime();
        }
        return false;
    }

    private void isOut(String state) {
        if (!out) {
            LOG.warn("event=journal-overflow sql-state={}", state);
        }
        out = true;
    }

    /// @return false when the file cannot be written, and the entries wait in memory
    private boolean inFile(List<JournalRow> rows) {
        try {
            int kept = overflow.append(rows);
            overflowed.add(kept);
            if (kept < rows.size()) {
                lost.add(rows.size() - kept);
                tellOfLoss("file");
            }
            return true;
        } catch (IOException failed) {
            LOG.warn("event=journal-file-broken failure={}", failed.getClass().getSimpleName());
            return false;
        }
    }

    private void catchUp() throws InterruptedException {
        if (out && !isDue()) {
            return;
        }
        while (!overflow.isEmpty() && queue.size() == 0 && !queue.isClosed()) {
            try {
                OverflowFile.Chunk chunk = overflow.next();
                if (!chunk.rows().isEmpty() && !inDatabase(chunk.rows(), Arrival.LATE, replayed)) {
                    return;
                }
                if (chunk.skipped() > 0) {
                    skipped.add(chunk.skipped());
                    LOG.warn("event=journal-skipped lines={}", chunk.skipped());
                }
                overflow.keptElsewhere(chunk);
            } catch (IOException _) {
                tellOfUnreadable(overflow.leave());
            }
            if (overflow.isEmpty()) {
                LOG.info("event=journal-caught-up entries={}", replayed.sum());
            }
        }
    }
}
