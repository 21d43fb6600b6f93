package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.audio.MuLaw;

/// Sound that rises and falls as speech does and says nothing.
final class Murmur {

    private static final int RATE = 8000;
    private static final double LOUD = 6000;
    private static final double SYLLABLES_PER_SECOND = 4;

    private Murmur() {}

    /// So much of it, in mu-law.
    ///
    /// @param milliseconds a multiple of 20
    /// @param pitch of the voice, in Hz
    static AudioChunk of(int milliseconds, int pitch) {
        byte[] sound = new byte[milliseconds * RATE / 1000];
        for (int i = 0; i < sound.length; i++) {
            double seconds = (double) i / RATE;
            double syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * SYLLABLES_PER_SECOND * seconds);
            double voice = Math.sin(2 * Math.PI * pitch * seconds) + 0.5 * Math.sin(2 * Math.PI * 3 * pitch * seconds);
            sound[i] = MuLaw.encode((short) (LOUD * syllable * voice));
        }
        return AudioChunk.of(AudioFormat.MULAW_8K, sound);
    }
}
