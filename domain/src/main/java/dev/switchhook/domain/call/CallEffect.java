package dev.switchhook.domain.call;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.recording.TapeOrder;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import java.util.Optional;

/// Something that a call wants done, by whom. Effects of one step are carried out in their order.
public sealed interface CallEffect {

    /// The line shall do this.
    record ToLine(LineCommand command) implements CallEffect {}

    /// The speech model shall do this.
    record ToModel(SpeechCommand command) implements CallEffect {}

    /// Run this tool call; its outcome comes back as [CallEvent.FromTool].
    ///
    /// @param said what was said before
    record ToTools(ToolCall call, Said said) implements CallEffect {}

    /// Control the call at the carrier; the outcome comes back as [CallEvent.FromControl].
    record ToControl(ControlCommand command) implements CallEffect {}

    /// Keep this fact.
    record ToJournal(JournalEntry entry) implements CallEffect {}

    /// Begin a session with the speech model.
    record OpenModel(SpeechBriefing briefing) implements CallEffect {}

    /// End the session with the speech model.
    record CloseModel() implements CallEffect {}

    /// End the session with the speech model, because it is of no use. Who chooses between providers chooses another
    /// one next, if there is one.
    record GiveModelUp(SpeechFault why) implements CallEffect {}

    /// Begin another session beside the present one; what it says comes as [CallEvent.FromNextModel]. One at a time:
    /// a next session that is there is ended.
    record OpenNextModel(SpeechBriefing briefing) implements CallEffect {}

    /// End the present session and go on with the next one: from now on commands go to it, and what it says comes as
    /// [CallEvent.FromModel].
    record SwitchModel() implements CallEffect {}

    /// End the next session; the present one stays.
    record CloseNextModel() implements CallEffect {}

    /// Record the caller's sound and the agent's, keep what was recorded, or do not.
    record ToTape(TapeOrder order) implements CallEffect {}

    /// Close the media connection.
    record CloseLine() implements CallEffect {}

    /// From now on the call stands so, here and durably: it decides what the carrier is told when it asks what to do
    /// after the media connection has ended, and what another process does that finds the call without an owner.
    ///
    /// @param reason why, for states that have a reason
    record Stand(CallState state, Optional<EndReason> reason) implements CallEffect {}

    /// The call is let go, durably: another process may serve it from now on.
    record LetGo() implements CallEffect {}
}
