package dev.switchhook.twilio.rehearsal;

import java.util.List;

/// One `clear` of the bridge, and what the caller had really heard when it arrived.
///
/// @param atNanos when it arrived, `System.nanoTime()`
/// @param playedBytes how many bytes of the stream had been played
/// @param speechBytes how many bytes of the agent's current speech had been played; 0 when the agent was not
///     speaking
/// @param droppedBytes how many queued bytes it threw away
/// @param returnedMarks the marks that came back because of it, in order
public record Clear(long atNanos, long playedBytes, long speechBytes, long droppedBytes, List<String> returnedMarks) {

    /// How much of the agent's current speech had been played, in milliseconds, rounded down.
    public long speechMilliseconds() {
        return speechBytes / 8;
    }
}
