package dev.switchhook.app.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/// A WAV file that grows: mu-law (format 7), 8 kHz, two channels. Its header is right after every [#append], so that
/// what a killed process has left can be listened to. Only its owner may read it. Used by one thread.
final class SoundFile implements AutoCloseable {

    static final int HEADER = 58;

    private static final int CHANNELS = 2;
    private static final int RATE = 8_000;
    private static final short MULAW = 7;
    /// What the four bytes of a length can hold, header and padding left out: 37 hours.
    private static final long LONGEST = 0xFFFF_FF00L - HEADER;

    private final FileChannel channel;
    private long sound;

    private SoundFile(FileChannel channel) {
        this.channel = channel;
    }

    /// A new file.
    static SoundFile create(Path path) throws IOException {
        SoundFile file = new SoundFile(FileChannel.open(
                path, Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly()));
        file.writeHeader();
        return file;
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// Appends samples of both channels, side by side.
    void append(ByteBuffer stereo) throws IOException {
        int length = stereo.remaining();
        if (sound + length > LONGEST) {
            throw new IOException("a WAV file is full");
        }
        write(stereo, HEADER + sound);
        sound += length;
        writeHeader();
    }

    /// Appends silence.
    ///
    /// @param samples of each channel
    void appendSilence(long samples, byte silence) throws IOException {
        byte[] second = new byte[RATE * CHANNELS];
        Arrays.fill(second, silence);
        for (long left = samples * CHANNELS; left > 0; left -= second.length) {
            append(ByteBuffer.wrap(second, 0, (int) Math.min(left, second.length)));
        }
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private void writeHeader() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (HEADER - 8 + sound)).put(ascii("WAVE"));
        header.put(ascii("fmt "))
                .putInt(18)
                .putShort(MULAW)
                .putShort((short) CHANNELS)
                .putInt(RATE);
        header.putInt(RATE * CHANNELS)
                .putShort((short) CHANNELS)
                .putShort((short) 8)
                .putShort((short) 0);
        header.put(ascii("fact")).putInt(4).putInt((int) (sound / CHANNELS));
        header.put(ascii("data")).putInt((int) sound);
        write(header.flip(), 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// How long its sound is, in milliseconds.
    long milliseconds() {
        return sound * 1000 / (RATE * CHANNELS);
    }

    /// How long the file is, in bytes.
    long bytes() {
        return HEADER + sound;
    }

    /// Opens what a killed process has left, and makes its header tell how much sound there is.
    static SoundFile mend(Path path) throws IOException {
        SoundFile file = new SoundFile(
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try {
            file.sound = Math.max(0, file.channel.size() - HEADER) / CHANNELS * CHANNELS;
            file.channel.truncate(HEADER + file.sound);
            file.writeHeader();
            return file;
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
