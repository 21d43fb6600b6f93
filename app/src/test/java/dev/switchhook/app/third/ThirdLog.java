package dev.switchhook.app.third;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.Transcoder;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What the third server has seen of one session. Safe for use by several threads.
final class ThirdLog {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Long> speechStarted = new ArrayList<>();
    private final List<SessionReport.Truncation> truncations = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> sent = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final CompletableFuture<SessionReport> ended = new CompletableFuture<>();
    private int pongs;

    synchronized void heard(byte[] sound) {
        heard.writeBytes(sound);
    }

    synchronized void speechStarted() {
        speechStarted.add(System.nanoTime());
    }

    synchronized void truncated(String line, long milliseconds) {
        truncations.add(new SessionReport.Truncation(line, milliseconds));
    }

    synchronized void sent(String line, byte[] sound) {
        sent.computeIfAbsent(line, _ -> new ByteArrayOutputStream()).writeBytes(sound);
    }

    /// How much sound of a line was sent, in milliseconds; -1 when there is no such line.
    synchronized long sentMilliseconds(String line) {
        ByteArrayOutputStream sound = sent.get(line);
        return sound == null ? -1 : sound.size() / AudioFormat.PCM16_24K.bytesPerMillisecond();
    }

    synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    synchronized void ponged() {
        pongs++;
    }

    synchronized int pongs() {
        return pongs;
    }

    CompletableFuture<SessionReport> ended() {
        return ended.copy();
    }

    void close() {
        ended.complete(report());
    }

    private synchronized SessionReport report() {
        List<SessionReport.SentItem> items = sent.entrySet().stream()
                .map(line -> new SessionReport.SentItem(
                        line.getKey(), narrow(line.getValue().toByteArray())))
                .toList();
        return new SessionReport(
                narrow(heard.toByteArray()),
                List.copyOf(speechStarted),
                List.copyOf(truncations),
                items,
                List.copyOf(complaints),
                true);
    }

    private static AudioChunk narrow(byte[] wide) {
        Transcoder transcoder = Transcoder.toMuLaw();
        List<AudioChunk> narrow = new ArrayList<>();
        transcoder.transcode(AudioChunk.of(AudioFormat.PCM16_24K, wide)).ifPresent(narrow::add);
        transcoder.flush().ifPresent(narrow::add);
        return AudioChunk.of(AudioFormat.MULAW_8K, TestSound.join(narrow));
    }
}
