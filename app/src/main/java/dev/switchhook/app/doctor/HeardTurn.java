package dev.switchhook.app.doctor;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a model did in one turn of an examination. Used by one thread.
final class HeardTurn {

    private final Set<AudioFormat> formats = new HashSet<>();
    private final StringBuilder said = new StringBuilder();
    private Optional<SpeechEvent.ReplyEnd> end = Optional.empty();
    private Optional<SpeechFault> fault = Optional.empty();
    private Optional<String> understood = Optional.empty();
    private boolean noticed;
    private boolean wantsTool;
    private boolean closed;
    private long bytes;
    private long firstSoundNanos;
    private long lastSoundNanos;

    void on(SpeechEvent event, long atNanos) {
        switch (event) {
            case SpeechEvent.CallerStartedSpeaking _ -> noticed = true;
            case SpeechEvent.CallerSaid(var _, String text) -> understood = Optional.of(text);
            case SpeechEvent.ReplyAudio audio -> {
                formats.add(audio.audio().format());
                firstSoundNanos = bytes == 0 ? atNanos : firstSoundNanos;
                lastSoundNanos = atNanos;
                bytes += audio.audio().byteCount();
            }
            case SpeechEvent.ReplySaid words -> said.append(words.text());
            case SpeechEvent.ToolWanted _ -> wantsTool = true;
            case SpeechEvent.ReplyFinished finished -> end = Optional.of(finished.end());
            case SpeechEvent.Faulted faulted -> fault = Optional.of(faulted.fault());
            case SpeechEvent.Closed _ -> closed = true;
            default -> {
                // The rest proves nothing that is examined.
            }
        }
    }

    boolean noticed() {
        return noticed;
    }

    Optional<String> understood() {
        return understood;
    }

    boolean wantsTool() {
        return wantsTool;
    }

    Optional<SpeechEvent.ReplyEnd> end() {
        return end;
    }

    Optional<SpeechFault> fault() {
        return fault;
    }

    boolean closed() {
        return closed;
    }

    String said() {
        return said.toString();
    }

    Set<AudioFormat> formats() {
        return Set.copyOf(formats);
    }

    long bytes() {
        return bytes;
    }

    /// How long it took until all the sound was here, since the first of it.
    long soundNanos() {
        return lastSoundNanos - firstSoundNanos;
    }
}
