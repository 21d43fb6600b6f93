package dev.switchhook.openai.rehearsal;

/// Detects speech in mu-law sound by its loudness. It counts the time of the sound, never that of the wall, so sound
/// may come faster than it plays. Used by one thread.
final class Ear {

    /// What an ear notices.
    interface Noticed {

        /// Speech has begun, at that time of the sound.
        void speechStarted(long milliseconds);

        /// Speech has ended, at that time of the sound.
        void speechStopped(long milliseconds);
    }

    private static final int FRAME_BYTES = 160;
    private static final int FRAME_MILLISECONDS = 20;
    private static final int SPEECH_FRAMES = 3;

    /// Root of the mean square of 16-bit samples; the quietest words of a phone call are above it, line noise is
    /// below.
    private static final double LOUD = 400;

    private final Noticed noticed;
    private final EffectiveSession session;
    private long squares;
    private int samples;
    private long frames;
    private int loudFrames;
    private int quietFrames;
    private boolean speaking;

    Ear(EffectiveSession session, Noticed noticed) {
        this.session = session;
        this.noticed = noticed;
    }

    void hear(byte[] sound) {
        for (byte sample : sound) {
            long amplitude = decode(sample);
            squares += amplitude * amplitude;
            samples++;
            if (samples == FRAME_BYTES) {
                frameEnds(Math.sqrt((double) squares / FRAME_BYTES) > LOUD);
                squares = 0;
                samples = 0;
            }
        }
    }

    private void frameEnds(boolean loud) {
        frames++;
        loudFrames = loud ? loudFrames + 1 : 0;
        quietFrames = loud ? 0 : quietFrames + 1;
        long now = frames * FRAME_MILLISECONDS;
        if (!speaking && loudFrames >= SPEECH_FRAMES) {
            speaking = true;
            long began = now - (long) SPEECH_FRAMES * FRAME_MILLISECONDS;
            noticed.speechStarted(Math.max(0, began - session.prefixMilliseconds()));
        } else if (speaking && quietFrames * FRAME_MILLISECONDS >= session.silenceMilliseconds()) {
            speaking = false;
            noticed.speechStopped(now);
        }
    }

    /// The 16-bit sample of a mu-law byte (ITU-T G.711).
    private static int decode(byte muLaw) {
        int bits = ~muLaw & 0xFF;
        int magnitude = (((bits & 0x0F) << 3) + 132) << ((bits >> 4) & 0x07);
        return (bits & 0x80) == 0 ? magnitude - 132 : 132 - magnitude;
    }
}
