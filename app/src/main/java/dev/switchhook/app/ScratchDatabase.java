package dev.switchhook.app;

import dev.switchhook.app.store.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The database of a rehearsal: the one that the user has named, or else a file that is deleted afterwards, so that
/// rehearsed appointments never get among real ones by default.
final class ScratchDatabase implements AutoCloseable {

    private final Optional<Path> folder;

    private ScratchDatabase(Optional<Path> folder) {
        this.folder = folder;
    }

    static ScratchDatabase unless(DatabaseSettings chosen) {
        boolean untouched =
                chosen.equals(new DatabaseSettings(DatabaseSettings.DEFAULT_URL, Optional.empty(), Optional.empty()));
        try {
            return new ScratchDatabase(
                    untouched ? Optional.of(Files.createTempDirectory("switchhook-demo")) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What has to be set so that this database is used.
    Map<String, String> settings() {
        return folder.map(path -> Map.of(
                        "switchhook.database-url",
                        "jdbc:h2:file:" + path.resolve("switchhook"),
                        "switchhook.journal-directory",
                        path.toString()))
                .orElse(Map.of());
    }

    @Override
    public void close() {
        folder.ifPresent(ScratchDatabase::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
