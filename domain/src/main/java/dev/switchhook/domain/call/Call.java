package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The call machine: events and the time go in, effects and a wished wake-up time come out.
///
/// It starts no thread, reads no clock, draws no random number, logs nothing and knows no vendor. It has one owner,
/// which calls [#on] with one event at a time and carries out the effects in order before the next one.
///
/// The course of a call: the line opens, the model is asked for; when both are there the agent greets, once. They
/// talk; when the caller speaks into the agent's sound, playing stops and the model learns how much was heard. A
/// tool's outcome is given to the model, which then answers. When the media connection ends without a decision of
/// ours, the caller is waited for and got back ([Reconnection]), and the conversation goes on. The call ends by one
/// latch ([Leaving]), which is opened by a caller who objects at once, and by the loss of the line that should carry
/// the farewell: the farewell is heard to its last word, the carrier is asked to hang up until it says that the line
/// is down, and the media connection is closed ([Departure]).
///
/// The model may go at any time, and that is not the end (fault rows O1 to O4, [ModelLink]):
///
/// - CONNECTING: an opening that fails is asked for again as long as the first model may take; then, or once
///   everybody has refused, the carrier apologises. The caller's sound is kept, and a chime says that we are
///   there.
/// - TALKING: a session that ends, falls silent or fails every reply is replaced, and the phase stays. What is
///   at the line plays on; the caller's sound is kept; policies see no silence, and their goodbyes wait for
///   the next model. Without one in time, or when the next one fails every reply, too, the carrier
///   apologises. A next session beside the present one exists in this phase only.
/// - RECONNECTING: the session is kept for a while, and none is opened before the caller is back.
/// - LEAVING: a session that ends during the farewell ends the farewell; what was said of it is heard.
public final class Call {

    /// Nothing becomes due by being looked at again at once: whoever wishes that would keep a processor busy.
    private static final Duration SOONEST = Duration.ofMillis(1);

    private final Agent agent;
    private final Course course;
    private final LineDesk line;
    private final ModelDesk model;
    private final Duties duties;
    private CallState stood = CallState.ANNOUNCED;
    private @Nullable Past past;

    /// A call that was announced and whose line is about to open.
    public Call(IncomingCall incoming, Assistant assistant, CallRules rules) {
        Watch watch = new Watch();
        CallerSound callerSound = new CallerSound();
        this.agent = new Agent(incoming, assistant, rules);
        this.course = new Course(
                agent, watch, rules, new Attempts(rules, incoming.id().hashCode()));
        this.line = new LineDesk(agent, course, watch, callerSound, rules);
        this.model = new ModelDesk(agent, course, watch, callerSound);
        this.duties = new Duties(assistant, rules, agent, course, watch, callerSound, line, model);
    }

    /// A call that another process has served before and left behind.
    ///
    /// When it was live, it waits for its line: it resumes the conversation once [LineEvent.Opened] comes. When
    /// anything else comes first, it looks the call up at the carrier, and asks it to connect again. When it was
    /// being ended, it goes on with that.
    public static Call leftBehind(IncomingCall incoming, Assistant assistant, CallRules rules, Past past) {
        Call call = new Call(incoming, assistant, rules);
        call.past = past;
        call.course.opened(past.openedAt());
        call.agent.remembers(past);
        call.duties.overdueIsNoted(past.leave().overdue());
        call.course.found(past, past.openedAt());
        return call;
    }

    /// With what a call that is about to begin will open its first session, so that one can be made ready for it.
    public static SpeechBriefing firstBriefing(IncomingCall incoming, Assistant assistant) {
        return new SpeechBriefing(
                incoming.id(),
                new Recollection().instructions(assistant, List.of()),
                assistant.toolbox().tools(),
                AudioFormat.MULAW_8K,
                Optional.empty(),
                assistant.provider());
    }

    /// Where the call stands.
    public CallPhase phase() {
        return course.phase();
    }

    /// The finished turns, oldest first.
    public List<Turn> turns() {
        return agent.turns();
    }

    /// Takes one event.
    ///
    /// @param now the time of the event; never earlier than that of the event before
    public Step on(CallEvent event, Instant now) {
        Outbox out = new Outbox(stood);
        goOnWhereItWasLeft(now, out);
        switch (event) {
            case CallEvent.FromLine(LineEvent said) -> line.onLine(said, now, out);
            case CallEvent.FromModel(SpeechEvent said) -> model.onModel(said, now, out);
            case CallEvent.FromNextModel(SpeechEvent said) -> model.onNextModel(said, now, out);
            case CallEvent.FromTool(ToolCall.Id id, ToolOutcome outcome) -> model.onToolOutcome(id, outcome, now, out);
            case CallEvent.FromControl(ControlOutcome outcome) -> course.controlled(outcome, now, out);
            case CallEvent.HandOverRequested _ -> duties.letGo(now);
            case CallEvent.TakenOver _ -> course.takenOver(out);
            case CallEvent.Broken _ -> course.apologise(EndReason.OUR_FAULT, now, out);
            case CallEvent.DeadlineReached _ -> {}
        }
        Instant wakeAt = duties.look(now, out);
        if (!(course.phase() instanceof Talking)) {
            agent.link().closeSuccessor(out);
        }
        stood = out.stood();
        Instant soonest = now.plus(SOONEST);
        return out.step(wakeAt.isBefore(soonest) ? soonest : wakeAt);
    }

    private void goOnWhereItWasLeft(Instant now, Outbox out) {
        if (past != null) {
            out.journal(new JournalEntry.FoundLeftBehind(past.state()));
            out.stand(
                    past.state(), past.state() == CallState.LIVE ? Optional.empty() : Optional.of(Course.reason(past)));
            course.found(past, now);
            course.departure().leavesToDesk(out);
            past = null;
        }
    }
}
