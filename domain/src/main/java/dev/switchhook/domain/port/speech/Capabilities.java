package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;
import java.util.Set;

/// What a speech model can do. The core asks this, never which provider it has.
///
/// @param formats the sound formats that it takes and gives
/// @param truncates whether it can be told how much of an utterance was heard, and obeys
/// @param resumes whether a lost session can be taken up again on the provider's side
/// @param longestSession after this time at the latest the provider ends a session
public record Capabilities(Set<AudioFormat> formats, boolean truncates, boolean resumes, Duration longestSession) {

    /// Keeps its own copy of the set.
    public Capabilities {
        formats = Set.copyOf(formats);
    }
}
