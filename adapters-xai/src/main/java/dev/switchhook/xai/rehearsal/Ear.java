package dev.switchhook.xai.rehearsal;

/// Hears in mu-law sound where the caller speaks: by the energy of windows of 20 ms, on the clock of the sound
/// itself, so that neither a slow machine nor a burst of frames changes what is heard. Used by one thread.
final class Ear {

    private static final int WINDOW_BYTES = 160;
    private static final int WINDOW_MILLISECONDS = 20;
    private static final int LOUD_WINDOWS = 3;
    private static final double LOUD_RMS = 500;
    private static final int PROGRESS_MILLISECONDS = 400;

    /// What the ear tells; positions are milliseconds of sound since the session began.
    interface Listener {
        void speechStarted(long position);

        void speechGoesOn();

        void speechStopped(long position);
    }

    private final Listener listener;
    private final int silenceMilliseconds;
    private long sumOfSquares;
    private int samples;
    private long position;
    private int loudWindows;
    private int quietMilliseconds;
    private int spokenMilliseconds;
    private boolean speaking;

    Ear(int silenceMilliseconds, Listener listener) {
        this.silenceMilliseconds = silenceMilliseconds;
        this.listener = listener;
    }

    void hear(byte[] mulaw) {
        for (byte code : mulaw) {
            int sample = linear(code);
            sumOfSquares += (long) sample * sample;
            if (++samples == WINDOW_BYTES) {
                boolean loud = Math.sqrt((double) sumOfSquares / samples) > LOUD_RMS;
                sumOfSquares = 0;
                samples = 0;
                position += WINDOW_MILLISECONDS;
                window(loud);
            }
        }
    }

    private void window(boolean loud) {
        loudWindows = loud ? loudWindows + 1 : 0;
        quietMilliseconds = loud ? 0 : quietMilliseconds + WINDOW_MILLISECONDS;
        if (!speaking) {
            if (loudWindows == LOUD_WINDOWS) {
                speaking = true;
                spokenMilliseconds = 0;
                listener.speechStarted(position - (long) LOUD_WINDOWS * WINDOW_MILLISECONDS);
            }
            return;
        }
        spokenMilliseconds += WINDOW_MILLISECONDS;
        if (quietMilliseconds >= silenceMilliseconds) {
            speaking = false;
            listener.speechStopped(position - quietMilliseconds);
        } else if (spokenMilliseconds % PROGRESS_MILLISECONDS == 0) {
            listener.speechGoesOn();
        }
    }

    /// G.711 mu-law to 16 bit linear.
    static int linear(byte code) {
        int inverted = ~code & 0xFF;
        int magnitude = ((((inverted & 0x0F) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
        return (inverted & 0x80) != 0 ? -magnitude : magnitude;
    }
}
