package dev.switchhook.domain.rehearsal;

import dev.switchhook.domain.audio.MuLaw;
import java.util.function.IntSupplier;

/// Hears in mu-law sound where a caller speaks, by the loudness of windows of 20 ms.
///
/// It counts the time of the sound, never that of the wall, so that neither a slow machine nor a burst of frames
/// changes
/// what is heard. Used by one thread.
public final class Ear {

    /// What an ear tells; times are milliseconds of sound since it began to listen.
    public interface Listener {

        /// Speech has begun, at that time.
        void speechStarted(long began);

        /// Speech goes on; told after every window of 20 ms.
        ///
        /// @param spoken for how long it has lasted, in milliseconds
        void speechGoesOn(long spoken);

        /// It has been quiet for long enough: the utterance is over.
        ///
        /// @param now the end of the quiet that says so
        void speechStopped(long now);
    }

    private static final int WINDOW_BYTES = 160;
    private static final int WINDOW_MILLISECONDS = 20;
    private static final int LOUD_WINDOWS = 3;

    /// Root of the mean square of 16-bit samples; the quietest words of a telephone call are above it, line noise is
    /// below.
    private static final double LOUD = 450;

    private final IntSupplier silenceMilliseconds;
    private final Listener listener;
    private long sumOfSquares;
    private int samples;
    private long now;
    private int loudWindows;
    private int quietMilliseconds;
    private long spokenMilliseconds;
    private boolean speaking;

    /// An ear that takes so much quiet for the end of an utterance.
    ///
    /// @param silenceMilliseconds asked anew for every window, because a session may change it
    public Ear(IntSupplier silenceMilliseconds, Listener listener) {
        this.silenceMilliseconds = silenceMilliseconds;
        this.listener = listener;
    }

    /// Listens to a piece of sound of any length; the listener is told before this returns.
    public void hear(byte[] muLaw) {
        for (byte code : muLaw) {
            long sample = MuLaw.decode(code);
            sumOfSquares += sample * sample;
            if (++samples == WINDOW_BYTES) {
                boolean loud = Math.sqrt((double) sumOfSquares / samples) > LOUD;
                sumOfSquares = 0;
                samples = 0;
                now += WINDOW_MILLISECONDS;
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
                listener.speechStarted(now - (long) LOUD_WINDOWS * WINDOW_MILLISECONDS);
            }
            return;
        }
        spokenMilliseconds += WINDOW_MILLISECONDS;
        if (quietMilliseconds >= silenceMilliseconds.getAsInt()) {
            speaking = false;
            listener.speechStopped(now);
        } else {
            listener.speechGoesOn(spokenMilliseconds);
        }
    }
}
