package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.Optional;

/// What a speech model tells us, in order. The last event of a session, exactly once, is [Closed].
///
/// Sound and text of a reply come between its [ReplyStarted] and its [ReplyFinished] as a rule; late ones may follow
/// an interruption and carry the id of the reply that they belong to.
public sealed interface SpeechEvent {

    /// The session is set up as wanted, the sound formats included: the model hears and can speak.
    ///
    /// @param provider who answers, see [SpeechModel#name]
    /// @param model the model that really answers, as the provider names it
    /// @param longest how long the session lasts from now on, at most
    record Ready(String provider, String model, Duration longest) implements SpeechEvent {}

    /// From now on the session can be taken up again with this, should it be lost. A later one replaces it.
    record Resumable(Resumption resumption) implements SpeechEvent {}

    /// The caller has begun to speak.
    record CallerStartedSpeaking() implements SpeechEvent {}

    /// The caller's turn is over; the model answers it unasked.
    ///
    /// @param item the utterance, when the provider has named it: [CallerSaid] may tell its words much later
    record CallerStoppedSpeaking(Optional<ItemId> item) implements SpeechEvent {

        /// The turn is over, and its utterance has no name yet.
        public CallerStoppedSpeaking() {
            this(Optional.empty());
        }
    }

    /// What the model understood the caller to say. It may come before, during or after the answer; at most once per
    /// utterance.
    record CallerSaid(ItemId item, String text) implements SpeechEvent {}

    /// A reply begins, asked for or not.
    record ReplyStarted(ReplyId reply) implements SpeechEvent {}

    /// A piece of the agent's sound. It comes faster than it plays.
    record ReplyAudio(ReplyId reply, ItemId item, AudioChunk audio) implements SpeechEvent {}

    /// What the agent says in one utterance, as text, whole.
    record ReplySaid(ReplyId reply, ItemId item, String text) implements SpeechEvent {}

    /// The model wants a tool to be run. Comes once per call id, when its arguments are complete.
    record ToolWanted(ReplyId reply, ToolCall call) implements SpeechEvent {}

    /// The reply is over: no more sound of it comes.
    record ReplyFinished(ReplyId reply, ReplyEnd end) implements SpeechEvent {}

    /// Something is wrong. The session lives on unless [Closed] follows.
    record Faulted(SpeechFault fault) implements SpeechEvent {}

    /// The session is gone, by whomever. Nothing comes after this.
    record Closed() implements SpeechEvent {}

    /// How a reply ended.
    enum ReplyEnd {
        /// As the model meant it to.
        COMPLETE,
        /// Stopped, by the caller's speaking or by us.
        INTERRUPTED,
        /// Cut by a limit of the provider.
        INCOMPLETE,
        /// The provider failed to produce it.
        FAILED
    }
}
