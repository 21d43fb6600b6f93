package dev.switchhook.twilio.rehearsal;

/// What became of one mark of the bridge.
///
/// @param name the bridge's name of the mark
/// @param receivedNanos when it arrived, `System.nanoTime()`
/// @param positionBytes how many bytes of sound were accepted for playing before it, counted from the start of the
///     stream without what was cleared: the place in [Clear#playedBytes] that it stands for
/// @param playedBytes how many bytes of the stream had really been played when it was returned
/// @param returnedNanos when it came due: when the last byte before it had been played, or when it was cleared
/// @param cleared whether it was returned by `clear`, so that it proves nothing about what was heard
public record MarkEcho(
        String name, long receivedNanos, long positionBytes, long playedBytes, long returnedNanos, boolean cleared) {}
