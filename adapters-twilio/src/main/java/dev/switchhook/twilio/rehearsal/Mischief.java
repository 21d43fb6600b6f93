package dev.switchhook.twilio.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One way in which the telephone network misbehaves in a rehearsed call, as data. What has a time happens
/// once in a call, in the first media stream that lasts so long, and the time counts from the start of that
/// stream; everything else holds for the whole call.
public sealed interface Mischief {

    /// Frames of odd sizes instead of 20 ms.
    record OddFrames() implements Mischief {}

    /// Every so-manyth frame is lost on the way; timestamps go on.
    ///
    /// @param every at least 2
    record Gaps(int every) implements Mischief {}

    /// An event of an unknown kind, and an unknown field, after every so-manyth frame.
    record UnknownEvents(int every) implements Mischief {}

    /// Marks come back late.
    record LateMarks(Duration by) implements Mischief {}

    /// From so long after the start of each stream on, no mark comes back.
    record LostMarks(Duration from) implements Mischief {}

    /// The socket is closed without `stop`.
    record MissingStop() implements Mischief {}

    /// The connection is reset without any close frame.
    record Reset(Duration after) implements Mischief {}

    /// The connection is reset without any close frame, when so much of a speech of the agent was heard.
    record ResetInSpeech(Duration heard) implements Mischief {}

    /// For a time nothing travels on the media connection in either direction, and nobody is told: a
    /// half-open connection.
    ///
    /// @param lasts afterwards everything travels again, the news that the bridge has closed it, too
    record HalfOpen(Duration after, Duration lasts) implements Mischief {}

    /// Twilio does not notice that the bridge has closed the media socket: neither the action nor the next
    /// verb follows, and the call goes on in silence until the REST API ends or redirects it.
    record LostClose() implements Mischief {}

    /// Twilio notices late that the bridge has closed the media socket.
    record LateClose(Duration by) implements Mischief {}

    /// When a stream is over, its action is not asked, and the call goes on in silence until the REST API
    /// ends or redirects it.
    record LostAction() implements Mischief {}

    /// Every request for a document takes so much longer to reach the bridge; 15 s and more are too late for
    /// Twilio.
    record SlowWebhooks(Duration by) implements Mischief {}

    /// The caller hangs up so long after the call was placed, whatever the script says.
    record EarlyHangup(Duration after) implements Mischief {}

    /// No `connected`.
    record NoConnected() implements Mischief {}

    /// No `start`: media at once.
    record NoStart() implements Mischief {}

    /// A second `start` in the middle of the stream.
    record SecondStart(Duration after) implements Mischief {}

    /// A binary frame in the middle of the stream.
    record BinaryFrame(Duration after) implements Mischief {}

    /// Twilio stops reading from the media socket.
    record StopsReading(Duration after) implements Mischief {}

    /// The voice webhook is signed with another token.
    record ForgedWebhook() implements Mischief {}

    /// The voice webhook is delivered twice, with the same idempotency token; the second answer is executed.
    record RepeatedWebhook() implements Mischief {}

    /// The WebSocket handshake is signed with another token.
    record ForgedHandshake() implements Mischief {}

    /// The WebSocket handshake is signed over the URL with a slash behind it, as Twilio's security page
    /// warns.
    record TrailingSlash() implements Mischief {}

    /// The status callback is never sent.
    record LostStatus() implements Mischief {}

    /// The status callback is sent twice.
    record RepeatedStatus() implements Mischief {}

    /// The status callback is sent late.
    record LateStatus(Duration by) implements Mischief {}

    /// All four states are reported, the last one first.
    record ShuffledStatus() implements Mischief {}

    /// The mischief of one kind, if the call does that.
    static <T extends Mischief> Optional<T> find(List<Mischief> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// Whether the call does this.
    static boolean has(List<Mischief> all, Class<? extends Mischief> kind) {
        return all.stream().anyMatch(kind::isInstance);
    }
}
