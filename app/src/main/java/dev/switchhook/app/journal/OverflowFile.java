package dev.switchhook.app.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Entries that the database did not take, one per line, in the order of their noting. Only its owner may read the
/// file, because it holds what was said. While it is open it is locked, so that no other process takes it for one
/// that was left behind. Used by one thread.
final class OverflowFile implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path path;
    private final FileChannel channel;
    private long size;
    private long read;

    private OverflowFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /// Some rows from the place up to which the file has been read.
    ///
    /// @param skipped how many lines held no row, as the last line of a killed process may
    /// @param end where the next ones begin
    record Chunk(List<JournalRow> rows, int skipped, long end) {}

    /// A new file, or the one of that name that nobody uses.
    ///
    /// @throws IOException when there can be none, or another process uses it
    static OverflowFile create(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
                .orElseThrow(() -> new IOException("in use by another process"));
    }

    /// A file that another process has left behind; empty when it is gone, or its process lives.
    static Optional<OverflowFile> adopt(Path path) throws IOException {
        try {
            return open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<OverflowFile> open(Path path, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(path, Set.of(options), ownersOnly());
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new OverflowFile(path, channel));
            }
        } catch (OverlappingFileLockException _) {
            // This very process has it open.
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return Optional.empty();
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path path() {
        return path;
    }

    /// Appends rows as far as there is room, and returns once the disk has them. When it fails, none of them is there.
    ///
    /// @param mostBytes how long the file may grow
    /// @return how many of the rows, the first ones, are in the file now
    int append(List<JournalRow> rows, long mostBytes) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (endsTorn()) {
            lines.write('\n');
        }
        int fitting = 0;
        for (JournalRow row : rows) {
            byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
            if (size + lines.size() + line.length > mostBytes) {
                break;
            }
            lines.writeBytes(line);
            fitting++;
        }
        if (fitting > 0) {
            append(ByteBuffer.wrap(lines.toByteArray()));
        }
        return fitting;
    }

    private void append(ByteBuffer bytes) throws IOException {
        long end = size;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        // What a failed attempt has left behind the end goes.
        channel.truncate(end);
        channel.force(false);
        size = end;
    }

    /// A line without its break: its process was killed while it wrote.
    private boolean endsTorn() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    /// Whether everything was read.
    boolean isRead() {
        return read >= size;
    }

    /// The next rows. They are given again until [#advance] is told that they are kept.
    Chunk next() throws IOException {
        ByteBuffer bytes = bytes(CHUNK_BYTES);
        int end = lastBreak(bytes);
        while (end == 0 && read + bytes.limit() < size) {
            // One line that is longer than that.
            bytes = bytes(bytes.capacity() * 2);
            end = lastBreak(bytes);
        }
        if (read + bytes.limit() >= size) {
            end = bytes.limit();
        }
        List<JournalRow> rows = new ArrayList<>();
        int skipped = 0;
        for (String line : StandardCharsets.UTF_8
                .decode(bytes.slice(0, end))
                .toString()
                .lines()
                .toList()) {
            Optional<JournalRow> row = JournalRow.read(line);
            row.ifPresent(rows::add);
            skipped += row.isEmpty() ? 1 : 0;
        }
        return new Chunk(rows, skipped, read + end);
    }

    private ByteBuffer bytes(int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - read));
        while (bytes.hasRemaining() && channel.read(bytes, read + bytes.position()) > 0) {
            // Read on.
        }
        return bytes.flip();
    }

    /// How many bytes belong to whole lines.
    private static int lastBreak(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    /// Says that everything before that place is kept elsewhere.
    void advance(long end) {
        read = end;
    }

    /// Deletes the file.
    void remove() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }

    /// Leaves the file to whoever adopts it.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
