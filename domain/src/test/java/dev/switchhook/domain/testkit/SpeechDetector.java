package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioChunk;

/// Notices speech in mu-law sound by its loudness. It counts the time of the sound, never that of the wall.
final class SpeechDetector {

    /// What a piece of sound changed.
    enum Change {
        NONE,
        STARTED,
        STOPPED
    }

    private static final int LOUD = 500;
    private static final int STARTS_AFTER_MILLISECONDS = 60;
    private static final int STOPS_AFTER_MILLISECONDS = 500;

    private boolean speaking;
    private long loudMilliseconds;
    private long quietMilliseconds;

    /// Listens to one chunk; its loudness counts as a whole.
    Change hear(AudioChunk chunk) {
        if (TestSound.loudness(chunk.bytes()) > LOUD) {
            loudMilliseconds += chunk.milliseconds();
            quietMilliseconds = 0;
        } else {
            quietMilliseconds += chunk.milliseconds();
            loudMilliseconds = 0;
        }
        if (!speaking && loudMilliseconds >= STARTS_AFTER_MILLISECONDS) {
            speaking = true;
            return Change.STARTED;
        }
        if (speaking && quietMilliseconds >= STOPS_AFTER_MILLISECONDS) {
            speaking = false;
            return Change.STOPPED;
        }
        return Change.NONE;
    }
}
