package dev.switchhook.app.filing;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/// Deletes the words by which calls are found, when what was said in them is deleted. Those of a person go with the
/// person's files, see [FileErasure].
public final class FoundWordErasure implements Erasure {

    private final FileErasure files;

    /// Deletes in this database, whose schema is up to date.
    public FoundWordErasure(DataSource database) {
        this.files = new FileErasure(database);
    }

    @Override
    public String what() {
        return "words by which calls are found";
    }

    @Override
    public Keeping keeping() {
        return Keeping.TRANSCRIPTS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        return files.deleteWordsBefore(end);
    }

    @Override
    public int about(Person person) {
        return 0;
    }

    @Override
    public int forget(Person person) {
        return 0;
    }
}
