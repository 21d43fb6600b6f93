package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts the caller's sound into the frames of the wire: 20 ms each, or odd ones. Used by one thread.
final class FrameCutter {

    private static final int[] REGULAR = {Caller.FRAME};
    private static final int[] ODD = {157, 40, 163, 320, 1, 159, 280};

    /// One frame of the wire.
    ///
    /// @param timestampMilliseconds the place of its first byte in the stream
    record Frame(AudioChunk sound, long timestampMilliseconds) {}

    private final int[] sizes;
    private byte[] rest = new byte[0];
    private int cut;
    private long position;

    FrameCutter(boolean odd) {
        sizes = odd ? ODD : REGULAR;
    }

    /// Adds sound and gives back the frames that are complete with it.
    List<Frame> add(AudioChunk sound) {
        byte[] all = Arrays.copyOf(rest, rest.length + sound.byteCount());
        System.arraycopy(sound.bytes(), 0, all, rest.length, sound.byteCount());
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        while (all.length - from >= sizes[cut % sizes.length]) {
            int size = sizes[cut++ % sizes.length];
            frames.add(
                    new Frame(AudioChunk.of(sound.format(), Arrays.copyOfRange(all, from, from + size)), position / 8));
            from += size;
            position += size;
        }
        rest = Arrays.copyOfRange(all, from, all.length);
        return frames;
    }
}
