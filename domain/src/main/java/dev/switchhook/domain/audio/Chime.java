package dev.switchhook.domain.audio;

/// A soft chime of two notes, 600 ms long, in mu-law: tells a caller who waits that the line is alive.
///
/// It is computed in whole numbers, so that it is the same sound everywhere. Each note is the recurrence of a
/// sine,
/// `y[n] = 2 cos(w) y[n-1] - y[n-2]`, swells within 25 ms and fades to nothing.
public final class Chime {

    private static final int RATE = 8_000;
    private static final int NOTE = RATE * 3 / 10;
    private static final int SWELL = RATE / 40;

    /// A tenth of the loudest sample that the telephone network has: clearly quieter than speech.
    private static final int PEAK = 3_200;

    /// How much finer than a sample the recurrence counts, in bits. Its products stay below 2^55.
    private static final int FINE = 20;

    private Chime() {}

    /// The chime: an E and the C below it.
    public static AudioChunk soft() {
        byte[] sound = new byte[2 * NOTE];
        note(659.26, sound, 0);
        note(523.25, sound, NOTE);
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }

    private static void note(double hertz, byte[] into, int from) {
        double step = 2 * StrictMath.PI * hertz / RATE;
        long factor = Math.round(2 * StrictMath.cos(step) * (1L << FINE));
        long before = 0;
        long present = Math.round(PEAK * StrictMath.sin(step) * (1L << FINE));
        for (int i = 0; i < NOTE; i++) {
            long loudness = Math.min((long) i * NOTE / SWELL, NOTE - i);
            into[from + i] = muLaw((int) ((present * loudness / NOTE) >> FINE));
            long next = ((factor * present) >> FINE) - before;
            before = present;
            present = next;
        }
    }

    /// G.711: a sign, an exponent and four bits of mantissa, all inverted.
    private static byte muLaw(int sample) {
        int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
        int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        int sign = sample < 0 ? 0x80 : 0;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }
}
