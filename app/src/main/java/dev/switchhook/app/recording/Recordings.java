package dev.switchhook.app.recording;

import dev.switchhook.domain.caller.CallId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// What was recorded of calls, for whoever may listen to it. Slow; safe for use by several threads.
public final class Recordings {

    private final RecordingTable table;
    private final RecordingFolder folder;

    /// The recordings in that directory and database.
    public Recordings(DataSource database, Path directory) {
        this.table = new RecordingTable(database);
        this.folder = new RecordingFolder(directory);
    }

    /// One file of a call.
    ///
    /// @param number counted from 1; a call that has changed hands has several
    /// @param beganAt when its first sample was recorded
    /// @param length zero while it is being recorded
    /// @param bytes of the file; 0 while it is being recorded
    /// @param here whether the file lies in the directory of this process; else another machine has it
    public record Part(int number, Instant beganAt, Duration length, long bytes, boolean here) {}

    /// What there is of a call, by number.
    public List<Part> of(CallId call) throws SQLException, IOException {
        String place = folder.name().orElse("");
        return table.of(call).stream()
                .map(row -> new Part(
                        row.part(),
                        row.beganAt(),
                        row.length(),
                        row.bytes(),
                        row.place().equals(place)))
                .toList();
    }

    /// Opens a WAV file.
    ///
    /// @return a channel that the caller closes; empty when there is no such part, or another machine has it
    public Optional<FileChannel> open(CallId call, int number) throws SQLException, IOException {
        String place = folder.name().orElse("");
        for (RecordingRow row : table.of(call)) {
            if (row.part() == number && row.place().equals(place)) {
                return folder.open(row);
            }
        }
        return Optional.empty();
    }
}
