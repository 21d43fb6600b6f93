package dev.switchhook.domain.audio;

import java.util.Optional;

/// Turns a stream of sound from [AudioFormat#MULAW_8K] into [AudioFormat#PCM16_24K], or back.
///
/// The chunks may be cut anywhere, also through the middle of a 16-bit sample: the odd byte waits for its other half.
/// What comes out is [Resampler#DELAY_MICROSECONDS] behind, until [#flush]; then the sound is as long as it was, to
/// one sample of 8 kHz. It holds no more than a filter's length of sound. Owned by whoever feeds it; not safe for use
/// by several threads.
public final class Transcoder {

    private final boolean up;
    private final Resampler resampler;
    private byte odd;
    private int odds;

    private Transcoder(boolean up) {
        this.up = up;
        this.resampler = up ? Resampler.up() : Resampler.down();
    }

    /// From mu-law to linear samples.
    public static Transcoder toPcm16() {
        return new Transcoder(true);
    }

    /// From linear samples to mu-law.
    public static Transcoder toMuLaw() {
        return new Transcoder(false);
    }

    /// Takes the next piece of the stream.
    ///
    /// @return what it comes to, as far as it can be said by now; empty when that is nothing
    /// @throws IllegalArgumentException when the piece has another format
    public Optional<AudioChunk> transcode(AudioChunk piece) {
        AudioFormat wanted = up ? AudioFormat.MULAW_8K : AudioFormat.PCM16_24K;
        if (!piece.format().equals(wanted)) {
            throw new IllegalArgumentException("sound of " + wanted.name() + " is wanted, not of "
                    + piece.format().name());
        }
        return chunk(resampler.resample(up ? MuLaw.decode(piece.bytes()) : samples(piece.bytes())));
    }

    /// Ends the stream; the next piece begins a new one. Half a sample that was left over is dropped.
    ///
    /// @return the rest of the sound; empty when there was none
    public Optional<AudioChunk> flush() {
        odds = 0;
        return chunk(resampler.flush());
    }

    private Optional<AudioChunk> chunk(short[] samples) {
        if (samples.length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                up
                        ? AudioChunk.of(AudioFormat.PCM16_24K, littleEndian(samples))
                        : AudioChunk.of(AudioFormat.MULAW_8K, MuLaw.encode(samples)));
    }

    private short[] samples(byte[] bytes) {
        short[] samples = new short[(odds + bytes.length) / 2];
        for (int i = 0; i < samples.length; i++) {
            int low = 2 * i - odds;
            samples[i] = (short) (((low < 0 ? odd : bytes[low]) & 0xFF) | bytes[low + 1] << 8);
        }
        int left = odds + bytes.length - 2 * samples.length;
        if (left == 1 && bytes.length > 0) {
            odd = bytes[bytes.length - 1];
        }
        odds = left;
        return samples;
    }

    private static byte[] littleEndian(short[] samples) {
        byte[] bytes = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }
}
