package dev.switchhook.domain.port.line;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.util.Optional;

/// What a telephone line tells us, in order. The first event is [Opened]; the last one, exactly once, is [Lost].
public sealed interface LineEvent {

    /// The caller can hear us, and we hear the caller.
    record Opened() implements LineEvent {}

    /// The caller's sound, silence included, as it arrived.
    ///
    /// @param at where in the stream it begins, when the carrier tells: what lies between the end of the piece
    ///     before and this has not arrived
    record CallerAudio(AudioChunk audio, Optional<Duration> at) implements LineEvent {

        /// Sound of which the carrier does not tell where it belongs.
        public CallerAudio(AudioChunk audio) {
            this(audio, Optional.empty());
        }
    }

    /// Everything before this mark has been played, or was dropped.
    record Played(MarkName mark) implements LineEvent {}

    /// The caller pressed a key: one of `0`-`9`, `*`, `#`, `A`-`D`.
    record KeyPressed(char key) implements LineEvent {}

    /// The caller has written this instead of saying it; carriers whose telephones have no keyboard never tell it.
    ///
    /// @param text 1 to 1000 characters
    record Wrote(String text) implements LineEvent {

        /// The longest text, in characters.
        public static final int LONGEST = 1000;

        /// Refuses a text without words, and one that is too long.
        public Wrote {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException("a text has 1 to " + LONGEST + " characters");
            }
        }
    }

    /// The carrier ends the media by its own decision, as a rule because the caller has hung up. No more sound
    /// comes.
    record Stopped() implements LineEvent {}

    /// The media connection is closed, by whomever. Nothing comes after this.
    record Lost() implements LineEvent {}
}
