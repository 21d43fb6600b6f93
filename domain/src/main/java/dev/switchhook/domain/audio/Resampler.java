package dev.switchhook.domain.audio;

import java.util.Arrays;

/// Turns a stream of samples of 8 kHz into one of 24 kHz, or back, by a polyphase filter.
///
/// The pieces may be of any length: the filter's state goes on from piece to piece, so that no seam can be heard.
/// What comes out is aligned with what went in: the first sample out belongs to the first sample in. To give it the
/// filter must have seen [#DELAY_MICROSECONDS] of the sound that follows, so every piece comes out that much shorter
/// or later, and [#flush] gives the rest. Then exactly three samples have come for each one, or one for every three
/// begun.
///
/// Flat within 0.1 dB up to 3.4 kHz; images and aliases are at least 60 dB down. Owned by whoever feeds it; not safe
/// for use by several threads.
public final class Resampler {

    /// How much sound must follow a sample before it can come out, in microseconds.
    public static final int DELAY_MICROSECONDS = LowPass.DELAY * 1_000 / 24;

    private static final int RATIO = 3;
    private static final float[] FILTER = LowPass.coefficients();
    private static final int PHASE_LENGTH = (LowPass.LENGTH + RATIO - 1) / RATIO;

    private final boolean up;
    private float[] past;

    /// How many of the next samples out lie before the first sample in.
    private int early;

    /// How many samples in come before the next one that a sample out falls upon; only on the way down.
    private int untilNext;

    private Resampler(boolean up) {
        this.up = up;
        this.past = new float[(up ? PHASE_LENGTH : LowPass.LENGTH) - 1];
        this.early = up ? LowPass.DELAY : LowPass.DELAY / RATIO;
    }

    /// From 8 kHz to 24 kHz.
    public static Resampler up() {
        return new Resampler(true);
    }

    /// From 24 kHz to 8 kHz.
    public static Resampler down() {
        return new Resampler(false);
    }

    /// Takes the next samples.
    ///
    /// @return what can be said of the other rate by now; empty as long as too little has come
    public short[] resample(short[] samples) {
        float[] stream = Arrays.copyOf(past, past.length + samples.length);
        for (int i = 0; i < samples.length; i++) {
            stream[past.length + i] = samples[i];
        }
        short[] all = up ? raise(stream, samples.length) : lower(stream, samples.length);
        past = Arrays.copyOfRange(stream, samples.length, stream.length);
        int skipped = Math.min(early, all.length);
        early -= skipped;
        return skipped == 0 ? all : Arrays.copyOfRange(all, skipped, all.length);
    }

    /// Ends the stream: what follows it is silence. The next sample that is taken begins a new stream.
    ///
    /// @return the rest
    public short[] flush() {
        short[] rest = resample(new short[up ? LowPass.DELAY / RATIO : LowPass.DELAY]);
        Arrays.fill(past, 0);
        early = up ? LowPass.DELAY : LowPass.DELAY / RATIO;
        untilNext = 0;
        return rest;
    }

    private short[] raise(float[] stream, int count) {
        short[] out = new short[count * RATIO];
        for (int i = 0; i < count; i++) {
            int newest = past.length + i;
            for (int phase = 0; phase < RATIO; phase++) {
                float sum = 0;
                for (int k = phase, j = newest; k < LowPass.LENGTH; k += RATIO, j--) {
                    sum += FILTER[k] * stream[j];
                }
                out[i * RATIO + phase] = rounded(sum * RATIO);
            }
        }
        return out;
    }

    private short[] lower(float[] stream, int count) {
        int first = untilNext;
        int found = count <= first ? 0 : (count - first + RATIO - 1) / RATIO;
        short[] out = new short[found];
        for (int n = 0; n < found; n++) {
            int newest = past.length + first + n * RATIO;
            float sum = 0;
            for (int k = 0; k < LowPass.LENGTH; k++) {
                sum += FILTER[k] * stream[newest - k];
            }
            out[n] = rounded(sum);
        }
        untilNext = first + found * RATIO - count;
        return out;
    }

    private static short rounded(float sample) {
        return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
