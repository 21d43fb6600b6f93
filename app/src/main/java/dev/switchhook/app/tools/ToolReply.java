package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import java.util.function.Consumer;

/// What a tool replies, before it is put into JSON for the model.
///
/// The answers are records (or maps) of texts, numbers, enums, dates, and lists of these. Their texts are made
/// harmless on the way: see [PlainText].
public sealed interface ToolReply {

    /// It is done, and its effect is committed.
    record Done(Object answer) implements ToolReply {}

    /// Taken on; it takes longer than a caller waits, and the tool replies again when it is over: see
    /// [VoiceTool#run(IncomingCall, ToolCall.Id, Record, Consumer)].
    ///
    /// @param answer what the model is told meanwhile
    record Accepted(Object answer) implements ToolReply {}

    /// Declined for a reason of the business; nothing was changed.
    record Refused(Object answer) implements ToolReply {}

    /// Whether it took effect could not be found out.
    record Unknown() implements ToolReply {}
}
