package dev.switchhook.openai.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;

/// One line that is being said: which part of its sound and text comes next. Used by one thread.
final class Line {

    private static final int BYTES_PER_MILLISECOND = 8;

    private final String item;
    private final String text;
    private final byte[] sound;
    private final int pieceBytes;
    private int said;

    /// What is said in one go.
    record Piece(String words, AudioChunk sound) {}

    Line(String item, String text, byte[] sound, int pieceBytes) {
        this.item = item;
        this.text = text;
        this.sound = sound;
        this.pieceBytes = Math.min(pieceBytes, Math.max(1, sound.length));
    }

    String item() {
        return item;
    }

    int pieces() {
        return (sound.length + pieceBytes - 1) / pieceBytes;
    }

    /// How long the making of a piece takes, when sound is made that many times faster than it plays.
    long pauseBefore(int piece, double speed) {
        int bytes = Math.min(pieceBytes, sound.length - piece * pieceBytes);
        return Math.round(bytes / (BYTES_PER_MILLISECOND * speed));
    }

    boolean hasNext() {
        return said < pieces();
    }

    Piece next() {
        int from = said * pieceBytes;
        byte[] part = Arrays.copyOfRange(sound, from, Math.min(sound.length, from + pieceBytes));
        String before = saidSoFar();
        said++;
        return new Piece(saidSoFar().substring(before.length()), AudioChunk.of(AudioFormat.MULAW_8K, part));
    }

    /// The text up to here; the text advances evenly with the sound.
    String saidSoFar() {
        return pieces() == 0 ? text : text.substring(0, (int) ((long) text.length() * said / pieces()));
    }
}
