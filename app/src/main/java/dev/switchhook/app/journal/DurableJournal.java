package dev.switchhook.app.journal;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.NodeId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/// Keeps the entries of all calls in the database, at most a second behind, and in a local file while the database
/// does not take them; once it does, the file is caught up with and goes. Nothing is there twice, because every entry
/// has a number of its own.
///
/// Noting only enqueues: a full queue loses the entry, and counts it. Events that meant nothing are not kept. What was
/// said is private: it is in the table and in the file, and never in the log.
public final class DurableJournal implements CallJournal, AutoCloseable {

    private final String node;
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder refused = new LongAdder();
    private final JournalQueue queue;
    private final JournalWriter writer;

    private DurableJournal(String node, JournalQueue queue, JournalWriter writer) {
        this.node = node;
        this.queue = queue;
        this.writer = writer;
    }

    /// Starts the journal of a process. It first catches up with the files that ended processes have left in its
    /// folder.
    public static DurableJournal start(DataSource database, NodeId node, JournalRules rules) {
        JournalQueue queue = new JournalQueue(rules.queueBytes());
        JournalWriter writer = new JournalWriter(
                queue,
                new TimedTable(new JournalTable(database), rules.longestWrite()),
                new Overflow(rules.folder(), node.value(), rules.fileBytes()),
                rules);
        writer.start();
        return new DurableJournal(node.value(), queue, writer);
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        if (entry instanceof JournalEntry.Ignored) {
            return;
        }
        JournalRow row = new JournalRow(
                call.value(), node, numbers.getAndIncrement(), at, JournalText.kind(entry), JournalText.write(entry));
        if (!queue.offer(row, isUrgent(entry))) {
            refused.increment();
            writer.tellOfLoss("memory");
        }
    }

    /// What another process must know that goes on with the call, perhaps in the next moment.
    private static boolean isUrgent(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.ToolEnded _, JournalEntry.LineInterrupted _, JournalEntry.LetGo _ -> true;
            default -> false;
        };
    }

    /// What has become of the entries so far.
    public JournalCounts counts() {
        return writer.counts(refused.sum());
    }

    /// Writes what waits, for at most two seconds. What is noted afterwards is lost and counted.
    @Override
    public void close() {
        queue.close();
        writer.awaitEnd();
    }
}
