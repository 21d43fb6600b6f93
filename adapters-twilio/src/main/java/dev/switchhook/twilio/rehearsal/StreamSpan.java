package dev.switchhook.twilio.rehearsal;

import java.util.OptionalLong;

/// When a media stream of a call began and ended, as Twilio saw it. Times are `System.nanoTime()`.
///
/// @param streamSid the stream
/// @param startedNanos when `start` was sent
/// @param firstAudioNanos when the first sound of the bridge arrived in it
/// @param cutNanos since when nothing travelled on its connection any more, though Twilio had not noticed it;
///     empty when everything travelled until the end
/// @param endedNanos when Twilio took it for ended; empty while it goes on
/// @param unplayedBytes sound that waited to be played when the stream was ended or lost, 8 bytes a
///     millisecond; 0 when the caller ended it
public record StreamSpan(
        String streamSid,
        long startedNanos,
        OptionalLong firstAudioNanos,
        OptionalLong cutNanos,
        OptionalLong endedNanos,
        long unplayedBytes) {

    /// From when on the caller was without the agent: when nothing travelled any more, or when the stream
    /// ended.
    OptionalLong leftAloneNanos() {
        return cutNanos.isPresent() ? cutNanos : endedNanos;
    }
}
