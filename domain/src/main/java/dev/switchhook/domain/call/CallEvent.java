package dev.switchhook.domain.call;

import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;

/// Something that a call has to react to, by who said it.
public sealed interface CallEvent {

    /// The telephone line said something: the one that was opened last. What an older line of the same call says
    /// after that is not passed on.
    record FromLine(LineEvent event) implements CallEvent {}

    /// The speech model said something: the session that was opened last, unless the call has closed it
    /// ([CallEffect.CloseModel]). What a session says after that is not passed on.
    record FromModel(SpeechEvent event) implements CallEvent {}

    /// A tool call ended.
    record FromTool(ToolCall.Id call, ToolOutcome outcome) implements CallEvent {}

    /// The session that was opened beside the present one ([CallEffect.OpenNextModel]) said something. It may say so
    /// just before it becomes the present one, and be handled after that; it is the present one's word then.
    record FromNextModel(SpeechEvent said) implements CallEvent {}

    /// An attempt to control the call ended, or the carrier reported by itself that the call is over. Also when the
    /// carrier has asked what to do after the media connection has ended, and was told to apologise: that is
    /// [ControlOutcome.Accepted].
    record FromControl(ControlOutcome outcome) implements CallEvent {}

    /// An operator wants something done. What has become of it is noted as [JournalEntry.Operated].
    record FromOperator(OperatorRequest request) implements CallEvent {}

    /// The process is about to stop: let the call go at the next quiet moment, so that another process can go on.
    record HandOverRequested() implements CallEvent {}

    /// Another process has taken the call over. It is not ours any more: nothing may be asked of the carrier.
    record TakenOver() implements CallEvent {}

    /// Handling an event of this call failed by a defect of ours.
    record Broken() implements CallEvent {}

    /// The wished wake-up time has come. Waking too early is harmless.
    record DeadlineReached() implements CallEvent {}
}
