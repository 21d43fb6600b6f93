package dev.switchhook.domain.audio;

/// G.711 mu-law, what the telephone network carries: 16-bit samples as bytes, 8,000 in a second.
///
/// The samples are those of ITU-T G.711, table 2, in 16 bits (that table counts in 14). Decoding and encoding again
/// gives the same byte for every byte but one: the negative zero becomes the positive one. Safe for use by several
/// threads.
public final class MuLaw {

    /// Added to every magnitude, so that each segment begins at a power of two.
    private static final int BIAS = 0x84;

    private static final int LOUDEST = 32_635;
    private static final short[] LINEAR = linear();

    private MuLaw() {}

    private static short[] linear() {
        short[] table = new short[256];
        for (int code = 0; code < table.length; code++) {
            int bits = ~code & 0xFF;
            int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
            table[code] = (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
        return table;
    }

    /// The 16-bit sample of a mu-law byte, between -32,124 and 32,124.
    public static short decode(byte code) {
        return LINEAR[code & 0xFF];
    }

    /// The mu-law byte of a 16-bit sample, by the decision values of the recommendation; what is louder than they reach
    /// is clipped.
    public static byte encode(short sample) {
        int magnitude = Math.min(Math.abs((int) sample), LOUDEST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = (magnitude >> (segment + 3)) & 0x0F;
        int sign = sample < 0 ? 0x80 : 0;
        return (byte) ~(sign | (segment << 4) | step);
    }

    /// The samples of these bytes.
    public static short[] decode(byte[] codes) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            samples[i] = decode(codes[i]);
        }
        return samples;
    }

    /// The bytes of these samples.
    public static byte[] encode(short[] samples) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            codes[i] = encode(samples[i]);
        }
        return codes;
    }
}
