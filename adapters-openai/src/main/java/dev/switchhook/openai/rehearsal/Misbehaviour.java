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

    /// Every reply fails without an `error` event.
    ///
    /// @param code the error code inside `response.done`
    record FailEveryReply(String code) implements Misbehaviour {}

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

    /// The session ends so long after it began, its `expires_at` tells so from the beginning, and then
    /// `session_expired` and close 1001 come. The wire counts in whole seconds.
    record SessionLasts(Duration life) implements Misbehaviour {}

    /// In the middle of a line of that reply, after its first piece of sound, the connection is closed with that
    /// code; `number` counts replies from 1.
    ///
    /// @param code for example 1011 or 1013
    record CloseInReply(int number, int code) implements Misbehaviour {}

    /// So long after the session was configured nothing is sent any more: no event, no pong, no answer to a close.
    /// The connection stays open and what comes in is read.
    record FallSilentAfter(Duration after) implements Misbehaviour {}

    /// The same from that reply on, of which nobody hears; `number` counts from 1.
    record FallSilentAtReply(int number) implements Misbehaviour {}

    /// The transcript of the caller's utterance of that number (from 1) cannot be made, and the server says so.
    record FailTranscript(int number) implements Misbehaviour {}

    /// The transcripts of each two utterances come in the wrong order, the second one first.
    record SwapTranscripts() implements Misbehaviour {}

    /// What the caller said is told only after the answer to it is over.
    record TranscribeLate() implements Misbehaviour {}

    /// Every tool call is sent twice under the same id.
    record RepeatToolCalls() implements Misbehaviour {}

    /// When a reply was interrupted, a piece of its sound comes after its end.
    record SendLateSound() implements Misbehaviour {}

    /// Once the session is configured nothing is read any more.
    record StopReading() implements Misbehaviour {}

    /// The session shows that another model answers.
    record EchoModel(String model) implements Misbehaviour {}

    /// The server is Azure's: under [OpenAiRehearsal#azureBaseUrl], with its own header for the key, without a
    /// version in the query, and with deployments instead of models.
    record BeAzure() implements Misbehaviour {}

    /// That happens to one connection only, so that the next one shows a provider that is well again. Not for
    /// [BeAzure].
    ///
    /// @param number counts the connections that are asked for, let in or not, from 1
    record InConnection(int number, Misbehaviour what) implements Misbehaviour {}
}
