package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import java.util.List;

/// What we ask of a speech model. Commands take effect in the order in which they are sent.
public sealed interface SpeechCommand {

    /// The caller's sound.
    record Hear(AudioChunk audio) implements SpeechCommand {}

    /// Speak now. Never sent while another reply is in flight.
    ///
    /// @param cue what this reply is for, in words for the model, beside its standing instructions; may be empty
    record Reply(String cue) implements SpeechCommand {}

    /// Say this line now, word for word; one reply comes of it. Never sent while another reply is in flight. A model
    /// that cannot promise the words ([Capabilities#saysExactly]) is asked for them.
    ///
    /// @param text the line, not empty
    /// @param interruptible whether the caller may speak into it; a model that cannot tell the two apart lets them
    record SayExactly(String text, boolean interruptible) implements SpeechCommand {}

    /// Adds a text of the caller's side to the conversation that nobody has spoken, such as keys that were pressed, or
    /// what they have written. No reply follows unless [Reply] is sent.
    ///
    /// @param text the caller's own words, or words about them for the model; not empty
    record Tell(String text) implements SpeechCommand {}

    /// The sound of these utterances was cut short: the model shall remember only what was heard.
    ///
    /// @param heard in the order of speaking; empty when the caller spoke before any sound of the reply was sent
    /// @param cause why it was cut
    record StopReply(List<HeardItem> heard, Cause cause) implements SpeechCommand {

        /// Who cut a reply short.
        public enum Cause {
            /// The caller spoke; the model has noticed that itself.
            CALLER_SPOKE,
            /// We did; the model must be told to stop.
            OUR_DECISION
        }

        /// Keeps its own copy of the list.
        public StopReply {
            heard = List.copyOf(heard);
        }
    }

    /// The outcome of a tool call. No reply follows unless [Reply] is sent.
    record GiveToolResult(ToolCall.Id call, ToolOutcome outcome) implements SpeechCommand {}
}
