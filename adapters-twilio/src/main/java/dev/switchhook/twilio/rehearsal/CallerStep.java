package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.time.Duration;

/// One thing that a rehearsed caller does. Steps follow each other; when they are over, the caller hangs up.
public sealed interface CallerStep {

    /// Waits until the agent has spoken and has then been quiet.
    ///
    /// @param quiet for how long nothing must have been heard
    record Listen(Duration quiet) implements CallerStep {}

    /// Says a clip.
    ///
    /// @param clip mu-law, 8 kHz
    record Speak(AudioChunk clip) implements CallerStep {}

    /// Waits until so much of the agent's current speech was heard, then says a clip over it.
    ///
    /// @param heard of the speech, as really played
    /// @param clip mu-law, 8 kHz
    record InterruptAfter(Duration heard, AudioChunk clip) implements CallerStep {}

    /// Presses a key.
    ///
    /// @param key one of `0`-`9`, `*`, `#`, `A`-`D`
    record Press(char key) implements CallerStep {}

    /// Hangs up.
    record HangUp() implements CallerStep {}

    /// Listens until the other side ends the call.
    ///
    /// @param longest after which the caller gives up
    record WaitForHangup(Duration longest) implements CallerStep {}
}
