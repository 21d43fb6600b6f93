package dev.switchhook.twilio.media;

import org.jspecify.annotations.Nullable;

/// What Twilio sends on a media connection (Twilio's "WebSocket messages" page). A `sequence` is at least 0, or -1
/// when it was missing or no such number.
sealed interface StreamMessage {

    /// The first message; it proves nothing.
    record Connected() implements StreamMessage {}

    /// Which call this stream belongs to.
    ///
    /// @param telephoneSound whether the sound is mu-law, 8 kHz, one channel
    record Start(
            long sequence,
            @Nullable String streamSid,
            @Nullable String accountSid,
            @Nullable String callSid,
            @Nullable String ticket,
            boolean telephoneSound)
            implements StreamMessage {}

    /// A piece of sound.
    ///
    /// @param inbound whether it is the caller's
    /// @param timestamp where in the stream it begins, in milliseconds; -1 when that was missing or no such number
    /// @param payload base64, not checked yet
    record Media(long sequence, @Nullable String streamSid, boolean inbound, long timestamp, String payload)
            implements StreamMessage {}

    /// A key was pressed.
    record Dtmf(long sequence, @Nullable String streamSid, String digit) implements StreamMessage {}

    /// A mark of ours comes back.
    record Mark(long sequence, @Nullable String streamSid, String name) implements StreamMessage {}

    /// The stream is over.
    record Stop(long sequence, @Nullable String streamSid) implements StreamMessage {}

    /// A kind of message that we do not know.
    record Unknown() implements StreamMessage {}

    /// Not JSON, or not what its kind requires.
    record Malformed() implements StreamMessage {}
}
