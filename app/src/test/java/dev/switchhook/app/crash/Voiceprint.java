package dev.switchhook.app.crash;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.ArrayList;
import java.util.List;

/// What the agents of the crash test sound like: every 10 ms say which session of the provider speaks and what kind
/// of line it is, so that what a caller heard proves by itself who has said what. Speech passes through the program
/// byte by byte.
final class Voiceprint {

    /// What a line is.
    enum Kind {
        TALK,
        GOODBYE
    }

    /// A piece of a line that was heard.
    record Heard(int session, Kind kind) {}

    private static final byte[] MAGIC = {0x05, (byte) 0x85, 0x06, (byte) 0x86};
    private static final int CELL = 80;
    private static final int HEADER = 9;

    private Voiceprint() {}

    /// A line of that length.
    ///
    /// @param session 0 to 65535
    static AudioChunk line(int session, Kind kind, int milliseconds) {
        byte[] sound = new byte[milliseconds * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        for (int at = 0; at < sound.length; at++) {
            sound[at] = (at & 1) == 0 ? 0x10 : (byte) 0x90;
        }
        for (int cell = 0; cell + HEADER <= sound.length; cell += CELL) {
            System.arraycopy(MAGIC, 0, sound, cell, MAGIC.length);
            sound[cell + 4] = (byte) (session >> 8);
            sound[cell + 5] = (byte) session;
            sound[cell + 6] = (byte) (kind == Kind.GOODBYE ? 1 : 0);
            int check = check(sound, cell);
            sound[cell + 7] = (byte) (check >> 8);
            sound[cell + 8] = (byte) check;
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }

    /// The lines that can be made out in what was heard, in order; one that goes on is told once.
    static List<Heard> read(byte[] sound) {
        List<Heard> lines = new ArrayList<>();
        for (int at = 0; at + HEADER <= sound.length; at++) {
            if (isHeader(sound, at)) {
                int session = ((sound[at + 4] & 0xFF) << 8) | (sound[at + 5] & 0xFF);
                Heard heard = new Heard(session, sound[at + 6] == 1 ? Kind.GOODBYE : Kind.TALK);
                if (lines.isEmpty() || !lines.getLast().equals(heard)) {
                    lines.add(heard);
                }
            }
        }
        return lines;
    }

    private static boolean isHeader(byte[] sound, int at) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (sound[at + i] != MAGIC[i]) {
                return false;
            }
        }
        int check = ((sound[at + 7] & 0xFF) << 8) | (sound[at + 8] & 0xFF);
        return (sound[at + 6] == 0 || sound[at + 6] == 1) && check == check(sound, at);
    }

    /// Sound that was cut in the middle of these bytes, and goes on with silence or with another line, must not pass.
    private static int check(byte[] sound, int at) {
        int mixed = 17;
        for (int i = 4; i < 7; i++) {
            mixed = mixed * 8_191 + (sound[at + i] & 0xFF);
        }
        return (mixed ^ (mixed >>> 16)) & 0xFFFF;
    }
}
