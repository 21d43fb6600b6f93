package dev.switchhook.xai;

import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ReplyId;
import java.util.Optional;

/// What the provider repeats of a conversation that is taken up again, before it confirms the session (wire/xai.md
/// 3.4): all of it was told before, and nothing of it may be told, answered or carried out a second time, neither now
/// nor when the provider comes back to it later. Owned by the dialogue.
///
/// @param callerWords learns which utterances are old
/// @param toolCalls learns which calls are old
record Past(CallerWordsLedger callerWords, ToolCalls toolCalls) {

    /// Whether a message that comes before the confirmation is of the past.
    boolean holds(ServerMessage message) {
        return switch (message) {
            case ServerMessage.ItemAdded(var item, Optional<ToolCall.Id> call) -> {
                callerWords.known(item);
                call.ifPresent(toolCalls::known);
                yield true;
            }
            case ServerMessage.CallerWords(var item, String _, boolean _) -> {
                callerWords.known(item);
                yield true;
            }
            case ServerMessage.ToolCallDone(ReplyId _, ToolCall call) -> {
                toolCalls.known(call.id());
                yield true;
            }
            case ServerMessage.SpeechStarted _,
                    ServerMessage.SpeechStopped _,
                    ServerMessage.ResponseCreated _,
                    ServerMessage.Sound _,
                    ServerMessage.WordsDelta _,
                    ServerMessage.WordsDone _,
                    ServerMessage.ResponseDone _ -> true;
            case ServerMessage.SessionCreated _,
                    ServerMessage.ConversationCreated _,
                    ServerMessage.SessionUpdated _,
                    ServerMessage.ProviderError _,
                    ServerMessage.Needless _,
                    ServerMessage.Unknown _,
                    ServerMessage.Garbled _ -> false;
        };
    }
}
