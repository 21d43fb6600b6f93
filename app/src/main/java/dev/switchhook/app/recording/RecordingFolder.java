package dev.switchhook.app.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The directory of the recordings. A name stands in it, so that the table can tell which directory a file is in, when
/// processes on several machines have one each. Safe for use by several threads.
final class RecordingFolder {

    private static final String NAME_FILE = "place";

    private final Path folder;

    RecordingFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// Its name; the directory is made when it is not there.
    String prepare() throws IOException {
        Files.createDirectories(folder);
        Optional<String> known = name();
        if (known.isPresent()) {
            return known.get();
        }
        // Of several processes that come here at once, one names it: a link is made once.
        Path mine = folder.resolve(NAME_FILE + "-" + UUID.randomUUID());
        Files.writeString(mine, UUID.randomUUID().toString());
        try {
            Files.createLink(folder.resolve(NAME_FILE), mine);
        } catch (java.nio.file.FileAlreadyExistsException _) {
            // It has a name by now.
        } catch (UnsupportedOperationException _) {
            Files.move(mine, folder.resolve(NAME_FILE), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(mine);
        }
        return name().orElseThrow(() -> new IOException("the directory of recordings has no name"));
    }

    /// Its name; empty when nothing was ever recorded there.
    Optional<String> name() throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(NAME_FILE)).strip())
                    .filter(name -> name.matches("[0-9a-f-]{36}"));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// The file of a row.
    Path file(RecordingRow row) throws IOException {
        if (!row.isPlain()) {
            throw new IOException("a recording lies in its directory, and nowhere else");
        }
        return folder.resolve(row.path());
    }

    /// Opens a file to be read; empty when it is gone.
    Optional<FileChannel> open(RecordingRow row) throws IOException {
        try {
            return Optional.of(FileChannel.open(file(row), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void delete(RecordingRow row) throws IOException {
        Files.deleteIfExists(file(row));
    }
}
