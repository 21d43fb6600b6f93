package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The caller's sound from while no model was ready. Past its bound in bytes the oldest sound is dropped.
final class HeldAudio {

    private final int mostBytes;
    private final Deque<AudioChunk> chunks = new ArrayDeque<>();
    private int bytes;

    HeldAudio(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(AudioChunk chunk) {
        chunks.addLast(chunk);
        bytes += chunk.byteCount();
        while (bytes > mostBytes) {
            bytes -= chunks.removeFirst().byteCount();
        }
    }

    List<AudioChunk> release() {
        List<AudioChunk> all = List.copyOf(chunks);
        chunks.clear();
        bytes = 0;
        return all;
    }
}
