package dev.switchhook.app.recording;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.recording.CallRecorder;
import dev.switchhook.domain.port.recording.Tape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// Records calls into WAV files. A call that nobody records costs nothing. Safe for use by several threads.
public final class Recorder implements CallRecorder, AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final RecordingFolder folder;
    private final RecordingTable table;
    private final String node;
    private final RecordingCounts counts = new RecordingCounts();
    private final Set<Writing> writings = ConcurrentHashMap.newKeySet();

    private record Writing(TapeWriter writer, Thread thread) {}

    /// A recorder into that directory, which notes in that database what there is.
    ///
    /// @param node the name of this process
    public Recorder(DataSource database, Path directory, String node) {
        this.folder = new RecordingFolder(directory);
        this.table = new RecordingTable(database);
        this.node = node;
    }

    /// Makes the directory.
    ///
    /// @throws IOException when nothing can be written there
    public void prepare() throws IOException {
        folder.prepare();
    }

    @Override
    public Tape begin(CallId call, Instant now) {
        TapeWriter writer = new TapeWriter(call, now, node, folder, table, counts);
        Thread thread = Thread.ofVirtual().name("recording " + call).unstarted(writer);
        Writing writing = new Writing(writer, thread);
        writings.removeIf(other -> other.thread.getState() == Thread.State.TERMINATED);
        writings.add(writing);
        thread.start();
        return new RunningTape(new Reel(now), writer, counts);
    }

    /// How many recordings could not begin, or end too early.
    public long failed() {
        return counts.failed.sum();
    }

    /// How many samples are silence in the recordings because they came too late, or the disk was too slow.
    public long lostSamples() {
        return counts.lostSamples.sum();
    }

    /// Waits until what calls have recorded is written, for a few seconds at most. What does not get there is finished
    /// by
    /// whoever looks after what was left behind.
    @Override
    public void close() {
        writings.forEach(writing -> writing.writer.end());
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (Writing writing : writings) {
                writing.thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
