package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.Arrays;

/// The number of a call, hidden in its first sound: two different bytes are silence in mu-law, and which of them
/// stands where spells the number. Nobody hears it, no voice detector hears it, and the model's side can tell by it
/// whom it has heard.
final class Watermark {

    private static final byte ZERO = AudioFormat.MULAW_SILENCE;
    private static final byte ONE = 0x7F;
    private static final int BITS = 16;
    private static final int FRAME = 160;

    private Watermark() {}

    /// 20 ms of silence that spell this number, 0 to 32767.
    static AudioChunk of(int number) {
        byte[] frame = new byte[FRAME];
        Arrays.fill(frame, ZERO);
        frame[0] = ONE;
        for (int bit = 0; bit < BITS - 1; bit++) {
            frame[1 + bit] = ((number >> bit) & 1) == 1 ? ONE : ZERO;
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, frame);
    }

    /// The number that is spelled in this sound, or -1.
    static int read(byte[] sound) {
        for (int start = 0; start + BITS <= sound.length; start++) {
            if (sound[start] == ONE) {
                int number = 0;
                for (int bit = 0; bit < BITS - 1; bit++) {
                    number |= (sound[start + 1 + bit] == ONE ? 1 : 0) << bit;
                }
                return number;
            }
        }
        return -1;
    }
}
