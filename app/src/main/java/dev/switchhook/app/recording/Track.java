package dev.switchhook.app.recording;

import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;

/// Sound of one side that is not written yet: mu-law, 8 samples a millisecond. Positions count from the beginning of
/// the recording. Used by the owner of the call.
final class Track {

    private byte[] samples = new byte[32_000];
    private long begin;
    private int length;

    /// Up to where there is sound.
    long end() {
        return begin + length;
    }

    /// Adds sound at its end.
    void add(byte[] sound, int from, int count) {
        reserve(count);
        System.arraycopy(sound, from, samples, length, count);
        length += count;
    }

    /// Adds silence up to that position; a track that is longer stays as it is.
    void silentUntil(long position) {
        long count = position - end();
        if (count > 0) {
            reserve((int) count);
            Arrays.fill(samples, length, length + (int) count, AudioFormat.MULAW_SILENCE);
            length += (int) count;
        }
    }

    private void reserve(int count) {
        int wanted = Math.addExact(length, count);
        if (wanted > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(wanted, samples.length * 2));
        }
    }

    /// Takes the oldest samples away, and puts every one of them at every other place of `into`.
    ///
    /// @param first 0 for the left channel, 1 for the right one
    void take(byte[] into, int first) {
        int count = into.length / 2;
        silentUntil(begin + count);
        for (int i = 0; i < count; i++) {
            into[2 * i + first] = samples[i];
        }
        System.arraycopy(samples, count, samples, 0, length - count);
        length -= count;
        begin += count;
    }
}
