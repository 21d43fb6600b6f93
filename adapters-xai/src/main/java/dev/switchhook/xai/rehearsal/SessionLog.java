package dev.switchhook.xai.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Collects what is reported of one session. Safe for use by several threads.
final class SessionLog {

    /// More than an hour of sound.
    private static final int MOST_HEARD_BYTES = 32 * 1024 * 1024;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Long> speechStarted = new ArrayList<>();
    private final List<SessionReport.Truncation> truncations = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> sent = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final CompletableFuture<SessionReport> ended = new CompletableFuture<>();
    private boolean closed;

    synchronized void heard(byte[] audio) {
        if (heard.size() + audio.length <= MOST_HEARD_BYTES) {
            heard.writeBytes(audio);
        } else {
            complain("more sound than any call has");
        }
    }

    synchronized void speechStarted(long nanos) {
        speechStarted.add(nanos);
    }

    synchronized void truncated(String item, long milliseconds) {
        truncations.add(new SessionReport.Truncation(item, milliseconds));
    }

    synchronized void sent(String item, byte[] audio) {
        sent.computeIfAbsent(item, _ -> new ByteArrayOutputStream()).writeBytes(audio);
    }

    /// How much sound of an utterance was sent, or -1 when there is no such utterance.
    synchronized long sentMilliseconds(String item) {
        ByteArrayOutputStream audio = sent.get(item);
        return audio == null ? -1 : audio.size() / 8;
    }

    synchronized void complain(String complaint) {
        if (complaints.size() < 1000) {
            complaints.add(complaint);
        }
    }

    /// The connection is gone; nothing more is written down.
    void closed() {
        synchronized (this) {
            closed = true;
        }
        ended.complete(report());
    }

    CompletableFuture<SessionReport> ended() {
        return ended.copy();
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
                closed);
    }

    private static AudioChunk chunk(ByteArrayOutputStream bytes) {
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes.toByteArray());
    }
}
