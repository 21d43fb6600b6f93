package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Connecting;
import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.LetGo;
import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the model says, what the caller says to it, and which tools it wants.
final class ModelDesk {

    private static final ToolOutcome DONE = new ToolOutcome.Done("{\"outcome\":\"done\"}");
    private static final ToolOutcome LISTEN_FIRST =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"The caller is speaking. Listen first.\"}");
    private static final ToolOutcome CORRECT_FIRST = new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":"
            + "\"You have told the caller something that is not so. Correct it first, then hang up.\"}");
    private static final ToolOutcome WAIT_FIRST = new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":"
            + "\"A tool is at work on what you have told the caller. Wait for it, and tell them, then hang up.\"}");
    private static final ToolOutcome NOT_CONNECTED = new ToolOutcome.Refused(
            "{\"outcome\":\"refused\",\"say\":\"The connection is interrupted. Wait until the caller is back.\"}");

    private final Agent agent;
    private final ModelLink model;
    private final Replies replies;
    private final Interruption interruption;
    private final Errands errands;
    private final Corrections corrections;
    private final Course course;
    private final Watch watch;
    private final CallerSound callerSound;

    ModelDesk(Agent agent, Course course, Watch watch, CallerSound callerSound) {
        this.agent = agent;
        this.model = agent.link();
        this.replies = agent.replies();
        this.interruption = agent.interruption();
        this.errands = agent.errands();
        this.corrections = agent.corrections();
        this.course = course;
        this.watch = watch;
        this.callerSound = callerSound;
    }

    void onModel(SpeechEvent event, Instant now, Outbox out) {
        agent.signOfLife(now);
        switch (event) {
            case SpeechEvent.Ready ready -> ready(ready, now, out);
            case SpeechEvent.Resumable(var with) -> model.resumable(with);
            case SpeechEvent.CallerStartedSpeaking _ -> callerSpeaks(now, out);
            case SpeechEvent.CallerStoppedSpeaking(Optional<ItemId> item) -> callerFallsSilent(item, now);
            case SpeechEvent.CallerSaid(ItemId item, String text) -> agent.callerSaid(item, text, out);
            case SpeechEvent.ReplyStarted(ReplyId reply) ->
                replies.started(reply, !(course.phase() instanceof Reconnecting), now, out);
            case SpeechEvent.ReplyAudio audio -> play(audio, now, out);
            case SpeechEvent.ReplySaid(ReplyId _, ItemId item, String text) -> {
                watch.agentSaid();
                agent.spoken(new Turn.Agent(item, text), out);
            }
            case SpeechEvent.ToolWanted wanted -> toolWanted(wanted, now, out);
            case SpeechEvent.ReplyFinished finished -> replyFinished(finished, now, out);
            case SpeechEvent.Faulted(var fault) -> {
                out.journal(new JournalEntry.ModelFaulted(fault.toString()));
                model.faulted(fault, now);
            }
            case SpeechEvent.Closed _ -> modelClosed(now, out);
        }
    }

    /// What the next session has said before it took over, and is read after that, is the present one's word.
    void onNextModel(SpeechEvent event, Instant now, Outbox out) {
        if (!model.hasSuccessor()) {
            onModel(event, now, out);
            return;
        }
        if (event instanceof SpeechEvent.Faulted(var fault)) {
            out.journal(new JournalEntry.ModelFaulted(fault.toString()));
        }
        model.successorSaid(event, now);
    }

    private void ready(SpeechEvent.Ready ready, Instant now, Outbox out) {
        Optional<Duration> gap = model.ready(ready, now);
        if (gap.isEmpty()) {
            course.ignore(ready, out);
        } else if (course.phase() instanceof Talking) {
            agent.isBack(ready, gap.get(), now, out);
            watch.restart();
        } else {
            out.journal(new JournalEntry.ModelReady(ready.model(), gap.get()));
            out.journal(new JournalEntry.Attended(agent.name(), Optional.of(ready.provider())));
            if (course.phase() instanceof Connecting) {
                course.talk(now, out);
            }
        }
    }

    private void callerSpeaks(Instant now, Outbox out) {
        agent.callerBegins();
        callerSound.callerBegins();
        watch.callerSpeaks();
        if (course.phase() instanceof Leaving leaving) {
            course.callerSpeaks(leaving, now, out);
        }
        if (course.phase() instanceof Talking) {
            if (interruption.holdsTheFloor(now)) {
                agent.callerMustWait();
            } else {
                interruption
                        .breaksOff(Cause.CALLER_SPOKE, now, out)
                        .ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
            }
        }
    }

    private void callerFallsSilent(Optional<ItemId> item, Instant now) {
        agent.callerEnds(item, now);
        callerSound.callerEnds();
        if (course.phase() instanceof Leaving leaving) {
            course.callerFallsSilent(leaving, now);
        }
    }

    private void play(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        switch (course.phase()) {
            case Talking _ -> replies.plays(audio, now, out);
            case Leaving leaving
            when leaving.stage() instanceof Stage.Farewell farewell && !farewell.complete() -> {
                if (replies.plays(audio, now, out)) {
                    course.farewellGoesOn(leaving, now);
                }
            }
            case Connecting _, Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void replyFinished(SpeechEvent.ReplyFinished finished, Instant now, Outbox out) {
        if (!replies.finished(finished.reply(), now)) {
            course.ignore(finished, out);
            return;
        }
        if (course.inConversation()) {
            agent.voice().utteranceComplete(out);
        }
        if (course.phase() instanceof Talking) {
            if (!replies.went(finished.reply(), finished.end(), now) && !agent.givesModelUp(now, out)) {
                course.apologise(EndReason.MODEL_LOST, now, out);
            }
        } else if (course.phase() instanceof Leaving leaving
                && leaving.stage() instanceof Stage.Farewell
                && !replies.anotherIsWanted()) {
            course.goodbyeFinished(leaving, now, out);
        }
    }

    private void modelClosed(Instant now, Outbox out) {
        if (!model.isThere()) {
            return;
        }
        if (course.phase() instanceof Connecting || course.phase() instanceof Talking) {
            agent.losesModel(now, out);
            return;
        }
        if (course.inConversation()) {
            agent.voice().utteranceComplete(out);
        }
        agent.goes();
        if (course.phase() instanceof Leaving leaving
                && leaving.stage() instanceof Stage.Farewell farewell
                && !farewell.complete()) {
            course.farewellEnds(leaving, now);
        }
    }

    // Tools.

    private void toolWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        boolean welcome = course.phase() instanceof Talking || course.phase() instanceof Reconnecting;
        if (!welcome || !errands.takes(wanted.call(), now, out)) {
            course.ignore(wanted, out);
        } else if (wanted.call().tool().equals(Tool.HANG_UP)) {
            hangUpWanted(wanted, now, out);
        } else {
            errands.starts(wanted.call(), now, out);
        }
    }

    private void hangUpWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        ToolCall.Id id = wanted.call().id();
        if (course.phase() instanceof Reconnecting) {
            errands.answers(id, NOT_CONNECTED, out);
        } else if (agent.callerSpeaking() || interruption.wasBrokenOff(wanted.reply())) {
            errands.answers(id, LISTEN_FIRST, out);
        } else if (corrections.holdGoodbyeBack()) {
            corrections.hurry();
            errands.answers(id, CORRECT_FIRST, out);
        } else if (corrections.waitForTools()) {
            errands.answers(id, WAIT_FIRST, out);
        } else {
            errands.answers(id, DONE, out);
            replies.forget();
            Leaving leaving = course.leave(EndReason.AGENT_SAID_GOODBYE, replies.isBeingHeard(), now, out);
            if (!replies.isReplying()) {
                course.goodbyeFinished(leaving, now, out);
            }
        }
    }

    void onToolOutcome(ToolCall.Id id, ToolOutcome outcome, Instant now, Outbox out) {
        errands.toolEnded(id, outcome, course.inConversation() || course.phase() instanceof Reconnecting, now, out);
    }
}
