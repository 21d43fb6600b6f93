package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;

/// Sound that grows at its end: mu-law, 8 bytes a millisecond. Used by one thread.
final class Recording {

    private static final byte[] NOTHING = {};

    private byte[] bytes = new byte[64_000];
    private int length;

    void add(byte[] sound, int offset, int count) {
        reserve(count);
        System.arraycopy(sound, offset, bytes, length, count);
        length += count;
    }

    void addSilence(int count) {
        reserve(count);
        Arrays.fill(bytes, length, length + count, AudioFormat.MULAW_SILENCE);
        length += count;
    }

    int length() {
        return length;
    }

    AudioChunk copy() {
        return AudioChunk.of(AudioFormat.MULAW_8K, Arrays.copyOf(bytes, length));
    }

    /// Forgets everything.
    void clear() {
        bytes = NOTHING;
        length = 0;
    }

    private void reserve(int count) {
        int wanted = Math.addExact(length, count);
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
        }
    }
}
