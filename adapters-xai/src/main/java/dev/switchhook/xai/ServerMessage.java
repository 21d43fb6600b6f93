package dev.switchhook.xai;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.Optional;

/// What the provider says, as far as we act upon it (wire/xai.md 3.2).
sealed interface ServerMessage {

    record SessionCreated(Optional<String> model) implements ServerMessage {}

    /// The conversation has a name.
    ///
    /// @param id with what the conversation can be taken up again
    record ConversationCreated(Optional<String> id) implements ServerMessage {}

    /// The effective session.
    ///
    /// @param hears the wire name of the format in which it takes sound, or an empty text
    /// @param speaks the wire name of the format in which it gives sound, or an empty text
    record SessionUpdated(Optional<String> model, String hears, String speaks) implements ServerMessage {}

    /// Something is part of the conversation now, or was before this session.
    ///
    /// @param item may be an empty text
    /// @param call of a tool call
    record ItemAdded(ItemId item, Optional<ToolCall.Id> call) implements ServerMessage {}

    record SpeechStarted(ItemId item) implements ServerMessage {}

    record SpeechStopped(ItemId item) implements ServerMessage {}

    /// All that was understood of an utterance of the caller so far; replaces what was said about it before.
    ///
    /// @param settled whether the provider holds it for complete; it may think better of it
    record CallerWords(ItemId item, String text, boolean settled) implements ServerMessage {}

    record ResponseCreated(ReplyId reply) implements ServerMessage {}

    /// A piece of the agent's sound.
    ///
    /// @param milliseconds how long the provider says that this lasts; 0 when it does not say
    record Sound(ReplyId reply, ItemId item, AudioChunk audio, double milliseconds) implements ServerMessage {}

    record WordsDelta(ReplyId reply, ItemId item, String text) implements ServerMessage {}

    record WordsDone(ReplyId reply, ItemId item, String text) implements ServerMessage {}

    record ToolCallDone(ReplyId reply, ToolCall call) implements ServerMessage {}

    record ResponseDone(ReplyId reply, ReplyEnd end) implements ServerMessage {}

    /// Something went wrong, according to the provider.
    ///
    /// @param type what to decide by; the code is unreliable
    record ProviderError(String type, String code, String text) implements ServerMessage {}

    /// A message that we know and need not.
    record Needless(String type) implements ServerMessage {}

    record Unknown(String type) implements ServerMessage {}

    /// A message that cannot be read, or lacks what its type must have.
    record Garbled(String why) implements ServerMessage {}
}
