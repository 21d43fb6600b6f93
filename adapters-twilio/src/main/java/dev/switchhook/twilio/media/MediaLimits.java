package dev.switchhook.twilio.media;

import java.time.Duration;

/// What a media connection may do, and for how long. Immutable.
///
/// @param startWithin from the handshake to `start`
/// @param probeAfter without a message before we ask the peer whether it is there
/// @param lostAfter without a message before the connection counts as lost
/// @param pingEvery between our pings, so that nothing on the way takes the connection for idle
/// @param lookEvery how often these times are looked at
/// @param mostPending connections that have not started, in the whole program; each has shown a signature and a
///     ticket of an admitted call, and a burst of calls opens hundreds within a second
/// @param mostEarlyFrames pieces of sound before `start`
/// @param mostMessages within [#rateWindow], three times of what is nominal
/// @param rateWindow see [#mostMessages]
/// @param mostMalformed messages that are not what they should be, within [#malformedWindow]
/// @param malformedWindow see [#mostMalformed]
/// @param mostQueued bytes of ours that the connection has not taken yet: 60 s of sound as base64 in JSON
record MediaLimits(
        Duration startWithin,
        Duration probeAfter,
        Duration lostAfter,
        Duration pingEvery,
        Duration lookEvery,
        int mostPending,
        int mostEarlyFrames,
        int mostMessages,
        Duration rateWindow,
        int mostMalformed,
        Duration malformedWindow,
        int mostQueued) {

    /// The limits that hold towards Twilio.
    static MediaLimits standard() {
        return new MediaLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMillis(500),
                512,
                50,
                300,
                Duration.ofSeconds(2),
                5,
                Duration.ofSeconds(10),
                650_000);
    }
}
