package dev.switchhook.domain.port.line;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.turn.MarkName;

/// What we ask of a telephone line. Commands take effect in the order in which they are sent.
public sealed interface LineCommand {

    /// Play this sound after everything that was sent before.
    record Play(AudioChunk audio) implements LineCommand {}

    /// Say so ([LineEvent.Played]) when everything sent before has been played, or was dropped by [StopPlaying].
    record Mark(MarkName name) implements LineCommand {}

    /// Stop at once and drop what has not been played. Every outstanding mark comes back.
    record StopPlaying() implements LineCommand {}
}
