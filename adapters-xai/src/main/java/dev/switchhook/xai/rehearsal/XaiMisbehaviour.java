package dev.switchhook.xai.rehearsal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// In which ways a rehearsal server misbehaves: faults as data. Immutable.
///
/// @param refuseWith the HTTP status with which every handshake is refused; 0 for none
/// @param handshakeDelay how long the answer to a handshake is held back
/// @param dropAtResponse the connection breaks at the first sound of the response of that number, from 1; 0 for
///     never
/// @param expireAtResponse the session reaches its longest duration at the first sound of that response; 0 for never
/// @param oddities whatever else is wrong
public record XaiMisbehaviour(
        int refuseWith, Duration handshakeDelay, int dropAtResponse, int expireAtResponse, Set<Oddity> oddities) {

    /// A way to be wrong that needs no number.
    public enum Oddity {
        /// `session.created` is never sent, as before May 2026.
        NO_SESSION_CREATED,
        /// `conversation.created` is never sent.
        NO_CONVERSATION_CREATED,
        /// `session.updated` is never sent.
        NEVER_READY,
        /// `session.updated` shows the provider's default formats.
        WRONG_ECHO,
        /// An error answers the first `session.update`.
        REFUSED_SESSION,
        /// Sound is said to be as short as if it had 48 bytes in a millisecond.
        STATIC,
        /// Unknown, unreadable and incomplete messages are mixed in.
        STRANGE_MESSAGES,
        /// The first piece of sound of every response comes in a message of 200 KiB.
        HUGE_MESSAGES,
        /// After the session is confirmed, nothing is read any more, not even a ping.
        DEAF,
        /// After the session is confirmed, nothing is said any more; the connection lives.
        SILENT,
        /// A connection that is to break at a response is closed with code 1011 instead.
        CLOSES_WITH_1011,
        /// A connection that is to break at a response lives, but nothing is said any more.
        FALLS_SILENT,
        /// Responses that call tools end as incomplete after the call.
        CUTS_TOOL_CALLS,
        /// Tool calls are announced and told twice.
        REPEATS_TOOL_CALLS,
        /// Once the session is confirmed, an error comes that means nothing.
        HARMLESS_ERROR,
        /// When a response is interrupted, a piece of its sound comes after its end.
        LATE_SOUND,
        /// What the caller said is told only after the answer to it is over.
        LATE_TRANSCRIPTS,
        /// A handshake that wants an earlier conversation is answered with HTTP 400.
        REFUSES_RESUMPTION_AT_HANDSHAKE,
        /// An error answers the wish for an earlier conversation; a new one begins.
        REFUSES_RESUMPTION,
        /// Earlier conversations are forgotten: a new one begins without a word.
        FORGETS_CONVERSATIONS
    }

    /// Keeps its own copy of the set.
    public XaiMisbehaviour {
        oddities = Set.copyOf(oddities);
    }

    /// A server without fault.
    public static XaiMisbehaviour none() {
        return new XaiMisbehaviour(0, Duration.ZERO, 0, 0, Set.of());
    }

    /// A server that refuses every handshake.
    public static XaiMisbehaviour refusing(int status) {
        return new XaiMisbehaviour(status, Duration.ZERO, 0, 0, Set.of());
    }

    /// A server that is slow to answer handshakes.
    public static XaiMisbehaviour slowHandshake(Duration delay) {
        return new XaiMisbehaviour(0, delay, 0, 0, Set.of());
    }

    /// A server whose connection breaks.
    public static XaiMisbehaviour droppingAt(int response) {
        return new XaiMisbehaviour(0, Duration.ZERO, response, 0, Set.of());
    }

    /// A server that closes with code 1011 in the middle of a sentence.
    public static XaiMisbehaviour closingWith1011At(int response) {
        return new XaiMisbehaviour(0, Duration.ZERO, response, 0, Set.of(Oddity.CLOSES_WITH_1011));
    }

    /// A server that says nothing any more from the middle of a sentence on; the connection lives.
    public static XaiMisbehaviour fallingSilentAt(int response) {
        return new XaiMisbehaviour(0, Duration.ZERO, response, 0, Set.of(Oddity.FALLS_SILENT));
    }

    /// A server whose session expires.
    public static XaiMisbehaviour expiringAt(int response) {
        return new XaiMisbehaviour(0, Duration.ZERO, 0, response, Set.of());
    }

    /// A server with these oddities.
    public static XaiMisbehaviour with(Oddity first, Oddity... more) {
        return new XaiMisbehaviour(0, Duration.ZERO, 0, 0, EnumSet.of(first, more));
    }

    boolean has(Oddity oddity) {
        return oddities.contains(oddity);
    }
}
