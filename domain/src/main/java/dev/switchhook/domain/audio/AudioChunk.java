package dev.switchhook.domain.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A piece of sound of any length, immutable, safe to share between threads.
///
/// It is made from raw bytes or from base64 text, whichever the wire gave, and converts only when the other form is
/// asked for. A chunk that passes from one base64 wire to another is therefore never decoded.
public final class AudioChunk {

    private final AudioFormat format;
    private final int byteCount;
    private final byte @Nullable [] bytes;
    private final @Nullable String base64;

    private AudioChunk(AudioFormat format, int byteCount, byte @Nullable [] bytes, @Nullable String base64) {
        this.format = format;
        this.byteCount = byteCount;
        this.bytes = bytes;
        this.base64 = base64;
    }

    /// A chunk of these bytes. The array is not copied: the caller gives it away.
    public static AudioChunk of(AudioFormat format, byte[] bytes) {
        return new AudioChunk(format, bytes.length, bytes, null);
    }

    /// A chunk of standard, padded base64 text.
    ///
    /// @return empty when the text is not such base64, or holds no byte
    public static Optional<AudioChunk> ofBase64(AudioFormat format, String text) {
        int length = text.length();
        if (length == 0 || length % 4 != 0) {
            return Optional.empty();
        }
        int padding = text.charAt(length - 1) != '=' ? 0 : text.charAt(length - 2) != '=' ? 1 : 2;
        for (int i = 0; i < length - padding; i++) {
            if (!isBase64(text.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new AudioChunk(format, length / 4 * 3 - padding, null, text));
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    /// The format of the sound.
    public AudioFormat format() {
        return format;
    }

    /// How many bytes of sound this is; never negative.
    public int byteCount() {
        return byteCount;
    }

    /// How long the sound lasts, in whole milliseconds, rounded down.
    public long milliseconds() {
        return byteCount / format.bytesPerMillisecond();
    }

    /// How long the sound lasts.
    public Duration duration() {
        return Duration.ofMillis(milliseconds());
    }

    /// The bytes. The array must not be changed.
    public byte[] bytes() {
        return bytes != null ? bytes : Base64.getDecoder().decode(base64);
    }

    /// The bytes as standard, padded base64.
    public String base64() {
        return base64 != null ? base64 : Base64.getEncoder().encodeToString(bytes);
    }

    /// This chunk cut into pieces of at most `milliseconds`, in order; itself alone when it is short enough.
    public List<AudioChunk> pieces(int milliseconds) {
        int size = milliseconds * format.bytesPerMillisecond();
        if (byteCount <= size) {
            return List.of(this);
        }
        byte[] all = bytes();
        List<AudioChunk> pieces = new ArrayList<>();
        for (int from = 0; from < all.length; from += size) {
            pieces.add(of(format, Arrays.copyOfRange(all, from, Math.min(all.length, from + size))));
        }
        return pieces;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AudioChunk chunk
                && format.equals(chunk.format)
                && byteCount == chunk.byteCount
                && Arrays.equals(bytes(), chunk.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "AudioChunk[" + format.name() + ", " + byteCount + " bytes]";
    }
}
