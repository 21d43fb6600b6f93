package dev.switchhook.app.crash;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.testkit.TestSound;

/// What the callers of the crash test say.
final class CallerWords {

    private static final AudioChunk WORD = TestSound.speech(1, 400);

    private CallerWords() {}

    /// A word, loud enough for every detector of speech.
    static AudioChunk oneWord() {
        return WORD;
    }
}
