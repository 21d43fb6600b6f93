package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The caller's sound from while no model was ready. Past its bound in bytes the oldest sound is dropped,
/// and counted.
final class HeldAudio {

    private final int mostBytes;
    private final Deque<AudioChunk> chunks = new ArrayDeque<>();
    private int bytes;
    private long lostMilliseconds;

    HeldAudio(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(AudioChunk chunk) {
        chunks.addLast(chunk);
        bytes += chunk.byteCount();
        while (bytes > mostBytes) {
            AudioChunk oldest = chunks.removeFirst();
            bytes -= oldest.byteCount();
            lostMilliseconds += oldest.milliseconds();
        }
    }

    /// How much sound was dropped since the last release.
    long lostMilliseconds() {
        return lostMilliseconds;
    }

    List<AudioChunk> release() {
        List<AudioChunk> all = List.copyOf(chunks);
        chunks.clear();
        bytes = 0;
        lostMilliseconds = 0;
        return all;
    }
}
