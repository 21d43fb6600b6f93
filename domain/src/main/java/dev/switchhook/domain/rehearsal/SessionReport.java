package dev.switchhook.domain.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;
import java.util.List;

/// What a rehearsal server saw of one session, to be compared with what the rehearsed telephone saw. Times are
/// `System.nanoTime()` of the process that rehearses.
///
/// @param heard all sound that the bridge sent, in the order of arrival
/// @param speechStartedNanos when each "the caller has started to speak" was sent
/// @param truncations what the bridge said was heard, in order
/// @param sentItems the sound of each utterance that was sent to the bridge, in order
/// @param complaints every breach of the wire that was seen, in words; empty when the bridge spoke correctly
/// @param closed whether the bridge has closed the session
public record SessionReport(
        AudioChunk heard,
        List<Long> speechStartedNanos,
        List<Truncation> truncations,
        List<SentItem> sentItems,
        List<String> complaints,
        boolean closed) {

    /// What the bridge told the model about an utterance that was cut short.
    ///
    /// @param item the utterance
    /// @param heardMilliseconds how much of it the caller heard, according to the bridge
    public record Truncation(String item, long heardMilliseconds) {}

    /// The sound of one utterance as it was sent.
    public record SentItem(String item, AudioChunk audio) {}
}
