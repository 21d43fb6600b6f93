package dev.switchhook.app.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The files of a folder that hold what the database did not take: those that ended processes have left behind, and
/// one of our own, which is made when it is needed. Used by one thread.
final class Overflow implements AutoCloseable {

    private static final String PREFIX = "journal-";
    private static final String SUFFIX = ".jsonl";

    private final Path folder;
    private final Path ownPath;
    private final long mostBytes;
    private final Deque<OverflowFile> left = new ArrayDeque<>();
    private Optional<OverflowFile> own = Optional.empty();

    /// @param node the name of this process, unlike that of any other
    /// @param mostBytes how long our own file may grow
    Overflow(Path folder, String node, long mostBytes) {
        this.folder = folder;
        this.ownPath = folder.resolve(PREFIX + node + SUFFIX);
        this.mostBytes = mostBytes;
    }

    /// Takes on what processes that live no more have left behind.
    ///
    /// @return the files that could not be opened
    List<Path> adopt() throws IOException {
        List<Path> unreadable = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return unreadable;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path path : found) {
                try {
                    OverflowFile.adopt(path).ifPresent(left::addLast);
                } catch (IOException _) {
                    unreadable.add(path);
                }
            }
        }
        return unreadable;
    }

    boolean isEmpty() {
        return left.isEmpty() && own.isEmpty();
    }

    /// Keeps rows in our own file.
    ///
    /// @return how many were kept: the first ones, as far as there is room
    int append(List<JournalRow> rows) throws IOException {
        if (own.isEmpty()) {
            own = Optional.of(OverflowFile.create(ownPath));
        }
        return own.get().append(rows, mostBytes);
    }

    /// The next rows; those that were left behind come first.
    OverflowFile.Chunk next() throws IOException {
        return oldest().next();
    }

    /// Says that these rows are in the database now. A file that was read to its end goes.
    void keptElsewhere(OverflowFile.Chunk chunk) throws IOException {
        OverflowFile file = oldest();
        file.advance(chunk.end());
        if (file.isRead()) {
            forget(file);
            file.remove();
        }
    }

    /// Lets a file that cannot be read any more lie where it is.
    ///
    /// @return which one
    Path leave() {
        OverflowFile file = oldest();
        forget(file);
        return file.path();
    }

    private void forget(OverflowFile file) {
        if (!left.remove(file)) {
            own = Optional.empty();
        }
    }

    private OverflowFile oldest() {
        return left.isEmpty() ? own.orElseThrow() : left.getFirst();
    }

    @Override
    public void close() throws IOException {
        for (OverflowFile file : left) {
            file.close();
        }
        if (own.isPresent()) {
            own.get().close();
        }
    }
}
