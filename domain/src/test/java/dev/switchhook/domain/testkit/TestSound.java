package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Sound for tests, as the telephone network carries it: G.711 mu-law at 8 kHz, 8 bytes per millisecond.
///
/// Nothing here takes time: a detector of speech that is tested with it must count the time of the sound, not that
/// of the wall.
public final class TestSound {

    /// A telephone's frame in milliseconds.
    public static final int FRAME_MILLISECONDS = 20;

    private static final int RATE = 8000;
    private static final int BYTES_PER_MILLISECOND = RATE / 1000;
    private static final int LOUD = 9000;

    private TestSound() {}

    /// Something that every detector of speech takes for speech: a loud 440 Hz tone under noise, another one for
    /// every seed.
    public static AudioChunk speech(long seed, int milliseconds) {
        Random random = new Random(seed);
        byte[] sound = new byte[milliseconds * BYTES_PER_MILLISECOND];
        for (int i = 0; i < sound.length; i++) {
            double tone = Math.sin(2 * Math.PI * 440 * i / RATE) * LOUD;
            sound[i] = encode((int) (tone + random.nextGaussian() * LOUD / 6));
        }
        return chunk(sound);
    }

    /// Pure silence.
    public static AudioChunk silence(int milliseconds) {
        byte[] sound = new byte[milliseconds * BYTES_PER_MILLISECOND];
        Arrays.fill(sound, AudioFormat.MULAW_SILENCE);
        return chunk(sound);
    }

    /// Sound that is far too quiet to be taken for speech, but is different for every seed, so that a loss or a swap
    /// is seen.
    public static AudioChunk murmur(long seed, int milliseconds) {
        Random random = new Random(seed);
        byte[] sound = new byte[milliseconds * BYTES_PER_MILLISECOND];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = encode(random.nextInt(-20, 21));
        }
        return chunk(sound);
    }

    /// The sound cut into a telephone's frames of 20 ms.
    public static List<AudioChunk> frames(AudioChunk sound) {
        return sound.pieces(FRAME_MILLISECONDS);
    }

    /// All bytes of these chunks, in order.
    public static byte[] join(List<AudioChunk> chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        chunks.forEach(chunk -> all.writeBytes(chunk.bytes()));
        return all.toByteArray();
    }

    /// The mean absolute amplitude of mu-law sound, of at most 32,124; speech is in the thousands, a quiet line
    /// below 100.
    public static int loudness(byte[] muLaw) {
        long sum = 0;
        for (byte sample : muLaw) {
            sum += Math.abs(decode(sample));
        }
        return muLaw.length == 0 ? 0 : (int) (sum / muLaw.length);
    }

    private static AudioChunk chunk(byte[] sound) {
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }

    /// One 16-bit sample as mu-law (ITU-T G.711).
    static byte encode(int sample) {
        int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        int sign = sample < 0 ? 0x80 : 0;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    /// The 16-bit sample of a mu-law byte (ITU-T G.711).
    static int decode(byte muLaw) {
        int bits = ~muLaw & 0xFF;
        int magnitude = (((bits & 0x0F) << 3) + 132) << ((bits >> 4) & 0x07);
        return (bits & 0x80) == 0 ? magnitude - 132 : 132 - magnitude;
    }
}
