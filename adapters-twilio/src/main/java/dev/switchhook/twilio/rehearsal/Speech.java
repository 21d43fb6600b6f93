package dev.switchhook.twilio.rehearsal;

/// One speech of the agent as the caller heard it: sound without a pause of more than 300 ms.
///
/// @param startedNanos when its first byte was played, `System.nanoTime()`
/// @param endedNanos when its last byte so far had been played
/// @param playedBytes how much of it was played, 8 bytes a millisecond
/// @param cleared whether a `clear` cut it short
public record Speech(long startedNanos, long endedNanos, long playedBytes, boolean cleared) {

    /// How much of it was played, in milliseconds, rounded down.
    public long milliseconds() {
        return playedBytes / 8;
    }
}
