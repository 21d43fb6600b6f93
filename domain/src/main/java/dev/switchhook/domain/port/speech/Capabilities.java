package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;
import java.util.Set;

/// What a speech model can do. The core asks this, never which provider it has.
///
/// @param formats the sound formats that it takes and gives
/// @param truncates whether it can be told how much of an utterance was heard, and obeys
/// @param resumes whether a lost session can be taken up again on the provider's side; see [Resumption]
/// @param saysExactly whether it says a given line word for word by itself; others are asked to in words, and may
///     reword it
/// @param longestSession after this time at the latest the provider ends a session
/// @param billing what is paid for, in a few words for people, such as `tokens` or `minutes of the session`
public record Capabilities(
        Set<AudioFormat> formats,
        boolean truncates,
        boolean resumes,
        boolean saysExactly,
        Duration longestSession,
        String billing) {

    /// Keeps its own copy of the set.
    public Capabilities {
        formats = Set.copyOf(formats);
    }
}
