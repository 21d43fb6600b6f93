package dev.switchhook.openai.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What the server saw of one session. Written by the session's event loop, read by whoever wants a report; safe for
/// both.
///
/// It keeps at most 30 minutes of sound in each direction, because a rehearsal is never longer.
final class Notebook {

    private static final int MOST_BYTES = 30 * 60 * 8_000;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Long> speechStarted = new ArrayList<>();
    private final List<SessionReport.Truncation> truncations = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> sent = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final CompletableFuture<SessionReport> ended;
    private boolean closedByBridge;
    private boolean cutByUs;

    /// An empty notebook.
    ///
    /// @param ended gets the report when the session has ended
    Notebook(CompletableFuture<SessionReport> ended) {
        this.ended = ended;
    }

    synchronized void heard(byte[] sound) {
        add(heard, sound);
    }

    synchronized void speechStarted() {
        speechStarted.add(System.nanoTime());
    }

    synchronized void truncated(String item, long milliseconds) {
        truncations.add(new SessionReport.Truncation(item, milliseconds));
    }

    synchronized void sent(String item, byte[] sound) {
        add(sent.computeIfAbsent(item, _ -> new ByteArrayOutputStream()), sound);
    }

    synchronized void complain(String breach) {
        complaints.add(breach);
    }

    /// The end of the connection comes from us; what happens after it is not the bridge's doing.
    synchronized void cutByUs() {
        cutByUs = true;
    }

    /// The bridge has closed, or the connection is gone.
    void ended() {
        synchronized (this) {
            closedByBridge = !cutByUs;
        }
        ended.complete(report());
    }

    synchronized SessionReport report() {
        List<SessionReport.SentItem> items = sent.entrySet().stream()
                .map(item -> new SessionReport.SentItem(item.getKey(), chunk(item.getValue())))
                .toList();
        return new SessionReport(
                chunk(heard),
                List.copyOf(speechStarted),
                List.copyOf(truncations),
                items,
                List.copyOf(complaints),
                closedByBridge);
    }

    private static void add(ByteArrayOutputStream all, byte[] sound) {
        if (all.size() + sound.length <= MOST_BYTES) {
            all.writeBytes(sound);
        }
    }

    private static AudioChunk chunk(ByteArrayOutputStream sound) {
        return AudioChunk.of(AudioFormat.MULAW_8K, sound.toByteArray());
    }
}
