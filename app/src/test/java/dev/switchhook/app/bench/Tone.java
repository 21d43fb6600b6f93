package dev.switchhook.app.bench;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;
import java.util.OptionalInt;

/// What the agents of the bench sound like: every byte of a reply is the same one, another one for every reply of a
/// session, so that what a caller heard tells by itself which reply it came from and how much of it was played.
/// Greetings spell the number of their session.
final class Tone {

    private static final byte SESSION = 0x02;
    private static final int FIRST_DIGIT = 0x10;
    private static final int DIGITS = 48;
    private static final int HALF = 63;

    private Tone() {}

    /// The byte of a reply.
    ///
    /// @param reply counts the replies of a session after its greeting from 0; 126 of them are told apart
    static byte of(int reply) {
        int code = Math.floorMod(reply, 2 * HALF);
        return (byte) (code < HALF ? 0x40 + code : 0xC0 + code - HALF);
    }

    /// The sound of a reply.
    static AudioChunk reply(int reply, int milliseconds) {
        byte[] sound = new byte[milliseconds * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        Arrays.fill(sound, of(reply));
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }

    /// The first sound of a session.
    ///
    /// @param session its number; numbers of less than 2304 are told apart
    static AudioChunk greeting(int session, int milliseconds) {
        byte[] sound = new byte[milliseconds * AudioFormat.MULAW_8K.bytesPerMillisecond()];
        byte[] word = word(session);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = word[i % word.length];
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }

    private static byte[] word(int session) {
        int number = Math.floorMod(session, DIGITS * DIGITS);
        return new byte[] {SESSION, (byte) (FIRST_DIGIT + number / DIGITS), (byte) (FIRST_DIGIT + number % DIGITS)};
    }

    /// The number of the session whose greeting was heard first.
    ///
    /// @param heard from that byte on
    static OptionalInt session(byte[] heard, int from) {
        int at = place(heard, from);
        return at < 0
                ? OptionalInt.empty()
                : OptionalInt.of((heard[at + 1] - FIRST_DIGIT) * DIGITS + heard[at + 2] - FIRST_DIGIT);
    }

    /// Where the first greeting begins.
    ///
    /// @return -1 when there is none from that byte on
    static int place(byte[] heard, int from) {
        for (int i = Math.max(0, from); i + 2 < heard.length; i++) {
            if (heard[i] == SESSION && digit(heard[i + 1]) && digit(heard[i + 2])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean digit(byte code) {
        return code >= FIRST_DIGIT && code < FIRST_DIGIT + DIGITS;
    }

    /// How many bytes of that reply are in this sound from that place on.
    static int count(byte[] heard, int from, byte reply) {
        int count = 0;
        for (int i = Math.max(0, from); i < heard.length; i++) {
            if (heard[i] == reply) {
                count++;
            }
        }
        return count;
    }
}
