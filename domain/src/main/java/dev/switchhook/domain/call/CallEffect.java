package dev.switchhook.domain.call;

import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.tool.ToolCall;

/// Something that a call wants done, by whom. Effects of one step are carried out in their order.
public sealed interface CallEffect {

    /// The line shall do this.
    record ToLine(LineCommand command) implements CallEffect {}

    /// The speech model shall do this.
    record ToModel(SpeechCommand command) implements CallEffect {}

    /// Run this tool call; its outcome comes back as [CallEvent.FromTool].
    record ToTools(ToolCall call) implements CallEffect {}

    /// Control the call at the carrier; the outcome comes back as [CallEvent.FromControl].
    record ToControl(ControlCommand command) implements CallEffect {}

    /// Keep this fact.
    record ToJournal(JournalEntry entry) implements CallEffect {}

    /// Begin a session with the speech model.
    record OpenModel(SpeechBriefing briefing) implements CallEffect {}

    /// End the session with the speech model.
    record CloseModel() implements CallEffect {}

    /// Close the media connection.
    record CloseLine() implements CallEffect {}

    /// From now on, this is the answer when the carrier asks what to do after the media connection has ended.
    record AnswerAfterStream(AfterStream answer) implements CallEffect {}
}
