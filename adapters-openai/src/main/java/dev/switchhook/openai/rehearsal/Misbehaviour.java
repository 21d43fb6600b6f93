package dev.switchhook.openai.rehearsal;

import java.time.Duration;
import java.util.Optional;

/// A fault that a rehearsal server shows in every session, as data.
public sealed interface Misbehaviour {

    /// The handshake is answered with this HTTP status.
    ///
    /// @param retryAfterSeconds the header of that name, when there is one
    record RefuseHandshake(int status, Optional<Integer> retryAfterSeconds) implements Misbehaviour {}

    /// The handshake is answered late.
    record AnswerHandshakeLate(Duration after) implements Misbehaviour {}

    /// `session.update` is never acknowledged.
    record NeverReady() implements Misbehaviour {}

    /// The effective session shows another format than was asked for.
    ///
    /// @param type for example `audio/pcm`
    record EchoFormat(String type) implements Misbehaviour {}

    /// The connection breaks without a close handshake, so long after it was configured.
    record DropAfter(Duration after) implements Misbehaviour {}

    /// The connection breaks when that reply begins; `number` counts from 1.
    record DropAtReply(int number) implements Misbehaviour {}

    /// That reply fails without an `error` event; `number` counts from 1.
    ///
    /// @param code the error code inside `response.done`
    record FailReply(int number, String code) implements Misbehaviour {}

    /// Events and fields that nobody knows come in between.
    record AddUnknownEvents() implements Misbehaviour {}

    /// A line's sound comes as one single event, and an unknown event of 200 KB comes before.
    record SendHugeEvents() implements Misbehaviour {}

    /// The session reaches its longest duration so long after it was configured: `session_expired`, then close 1001.
    record ExpireAfter(Duration after) implements Misbehaviour {}

    /// Once the session is configured this `error` event comes.
    ///
    /// @param code may be empty; then the event has no code
    record SendError(String code, String message) implements Misbehaviour {}

    /// A close frame is neither answered nor obeyed.
    record IgnoreClose() implements Misbehaviour {}
}
