package dev.switchhook.app.recording;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.domain.caller.CallId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Deletes recordings, the file first. Only the files of the own directory are in reach; what another machine has is
/// marked, and deleted there within the hour.
public final class RecordingErasure implements Erasure {

    private final RecordingTable table;
    private final RecordingFolder folder;

    /// Deletes in that directory and database.
    public RecordingErasure(DataSource database, Path directory) {
        this.table = new RecordingTable(database);
        this.folder = new RecordingFolder(directory);
    }

    @Override
    public String what() {
        return "recordings";
    }

    @Override
    public Keeping keeping() {
        return Keeping.RECORDINGS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        try {
            Optional<String> place = folder.name();
            return place.isEmpty() ? 0 : delete(place.get(), end);
        } catch (IOException failed) {
            throw new SQLException("a recording cannot be deleted", failed);
        }
    }

    private int delete(String place, Instant end) throws SQLException, IOException {
        int deleted = 0;
        List<RecordingRow> ripe;
        do {
            ripe = table.ripe(place, end, BATCH);
            for (RecordingRow row : ripe) {
                folder.delete(row);
                table.deleted(row);
                deleted++;
            }
        } while (ripe.size() == BATCH);
        return deleted;
    }

    @Override
    public int about(Person person) throws SQLException {
        int found = 0;
        for (CallId call : person.calls()) {
            found += table.count(call);
        }
        return found;
    }

    @Override
    public int forget(Person person) throws SQLException {
        int doomed = 0;
        for (CallId call : person.calls()) {
            doomed += table.doom(call);
        }
        deleteBefore(Instant.EPOCH);
        return doomed;
    }

    /// Finishes what killed processes have left in the directory: what the caller knew of becomes a whole file, and the
    /// rest is deleted.
    ///
    /// @param me the name of this process, whose recordings go on
    public void mendLeftBehind(String me) throws SQLException, IOException {
        Optional<String> place = folder.name();
        if (place.isPresent()) {
            for (RecordingRow row : table.leftBehind(place.get(), me, BATCH)) {
                mend(row);
            }
        }
    }

    private void mend(RecordingRow row) throws SQLException, IOException {
        Path path = folder.file(row);
        if (!row.kept() || !path.toFile().isFile()) {
            folder.delete(row);
            table.deleted(row);
            return;
        }
        try (SoundFile file = SoundFile.mend(path)) {
            long bytes = file.bytes();
            long milliseconds = file.milliseconds();
            table.finish(row, bytes, milliseconds, TapeWriter.sha256(path));
        }
    }
}
