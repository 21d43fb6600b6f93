package dev.switchhook.domain.audio;

/// An encoding of sound as it travels.
///
/// @param name a short name for logs, for example `mulaw/8000`
/// @param bytesPerMillisecond how many bytes hold one millisecond of one channel, at least 1
public record AudioFormat(String name, int bytesPerMillisecond) {

    /// G.711 mu-law, 8 kHz, one channel, no header: what the telephone network speaks.
    public static final AudioFormat MULAW_8K = new AudioFormat("mulaw/8000", 8);

    /// Linear samples of 16 bits, little-endian, 24 kHz, one channel, no header: what most speech models speak by
    /// default.
    public static final AudioFormat PCM16_24K = new AudioFormat("pcm16/24000", 48);

    /// The byte that stands for silence in mu-law.
    public static final byte MULAW_SILENCE = (byte) 0xFF;

    /// Refuses a format that would make durations meaningless.
    public AudioFormat {
        if (bytesPerMillisecond < 1) {
            throw new IllegalArgumentException("bytesPerMillisecond must be at least 1, was " + bytesPerMillisecond);
        }
    }
}
