package dev.switchhook.domain.call;

import dev.switchhook.domain.call.CallPhase.Connecting;
import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.LetGo;
import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What becomes due in each phase, and when the next thing will be: what the agent owes, what a policy wants, and the
/// end of everybody's patience.
final class Duties {

    /// When a policy is asked again that wants to look again, but does not say when.
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String STILL_THERE_CUE = "Ask the caller in one short sentence whether they are still there.";

    private final Assistant assistant;
    private final CallRules rules;
    private final Agent agent;
    private final ModelLink model;
    private final Replies replies;
    private final Errands errands;
    private final Course course;
    private final Watch watch;
    private final CallerSound callerSound;
    private final LineDesk line;
    private final ModelDesk tools;
    private Instant letGoBy = Instant.MAX;
    private boolean overdueNoted;

    Duties(
            Assistant assistant,
            CallRules rules,
            Agent agent,
            Course course,
            Watch watch,
            CallerSound callerSound,
            LineDesk line,
            ModelDesk tools) {
        this.assistant = assistant;
        this.rules = rules;
        this.agent = agent;
        this.model = agent.link();
        this.replies = agent.replies();
        this.errands = agent.errands();
        this.course = course;
        this.watch = watch;
        this.callerSound = callerSound;
        this.line = line;
        this.tools = tools;
    }

    /// The call is to be let go at the next quiet moment.
    void letGo(Instant now) {
        letGoBy = earliest(letGoBy, now.plus(rules.resuming().quietMoment()));
    }

    /// Another process has noted that the ending takes too long.
    void overdueIsNoted(boolean noted) {
        overdueNoted = noted;
    }

    /// Does what has become due, and says when the next thing will be.
    Instant look(Instant now, Outbox out) {
        errands.goOn(course.isServed() || course.inConversation(), now, out);
        for (ToolDesk.Running late : errands.overdue(now)) {
            tools.onToolOutcome(late.call().id(), new ToolOutcome.TimedOut(late.deadline()), now, out);
        }
        letGoWhenQuiet(now, out);
        Instant next = switch (course.phase()) {
            case Connecting(Instant giveUpAt) -> lookWhileConnecting(giveUpAt, now, out);
            case Talking _ -> lookWhileTalking(now, out);
            case Reconnecting lost -> lookWhileReconnecting(lost, now, out);
            case Leaving leaving -> lookWhileLeaving(leaving, now, out);
            case LetGo _, Ended _ -> Instant.MAX;
        };
        return course.isServed() ? earliest(letGoBy, next) : next;
    }

    private void letGoWhenQuiet(Instant now, Outbox out) {
        if (course.isServed()
                && letGoBy.isBefore(Instant.MAX)
                && ((agent.quiet(now) && !line.keysWait()) || !now.isBefore(letGoBy))) {
            out.add(new CallEffect.LetGo());
            out.journal(new JournalEntry.LetGo());
            course.goSilently(out);
        }
    }

    private Instant lookWhileConnecting(Instant giveUpAt, Instant now, Outbox out) {
        if (giveUpAt.equals(Instant.MAX)) {
            return giveUpAt;
        }
        if (model.isRefusedForGood() || !now.isBefore(giveUpAt)) {
            course.apologise(EndReason.MODEL_UNAVAILABLE, now, out);
            return look(now, out);
        }
        return earliest(giveUpAt, agent.awaitsModel(now, out));
    }

    private Instant lookWhileReconnecting(Reconnecting lost, Instant now, Outbox out) {
        Instant giveUpAt = lost.since().plus(rules.resuming().longest());
        if (!now.isBefore(giveUpAt)) {
            course.apologise(EndReason.LINE_LOST, now, out);
            return look(now, out);
        }
        if (!now.isBefore(lost.stage().until())) {
            course.become(Reconnection.due(lost, now, out));
            return look(now, out);
        }
        Instant next = earliest(earliest(giveUpAt, lost.stage().until()), errands.nextDeadline());
        // A model costs money, and may be there for nobody. When the caller comes back, another one is told of the
        // call.
        Instant closeAt = model.isThere() ? course.reconnection().keepsModelUntil(lost) : Instant.MAX;
        if (!now.isBefore(closeAt)) {
            agent.close(out);
            return look(now, out);
        }
        return earliest(next, closeAt);
    }

    private Instant lookWhileTalking(Instant now, Outbox out) {
        if (!model.isReady()) {
            return lookWithoutModel(now, out);
        }
        callerSound.fillsIn(now).ifPresent(silence -> line.hear(silence, out));
        if (agent.stopsListening(now)) {
            callerSound.callerEnds();
        }
        agent.interruption().heedsCaller(now, out).ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
        line.takeKeys(now, out);
        Instant ahead = agent.looksAhead(now, out);
        replies.goesOn(now, out);
        if (replies.silentSince(now).isPresent()) {
            out.closeModel();
            agent.losesModel(now, out);
            return look(now, out);
        }
        Instant stay = obey(verdict(now), now, out);
        if (!(course.phase() instanceof Talking)) {
            return look(now, out);
        }
        Instant sound = earliest(agent.coversSilence(now, out), callerSound.fillsInAt());
        return earliest(earliest(ahead, stay), earliest(agent.nextLook(now), earliest(line.keysDue(), sound)));
    }

    /// The model is gone, and another one is asked for, up to a limit. What the caller says meanwhile is not
    /// known, so that there is no silence, and nobody can say goodbye; both can wait.
    private Instant lookWithoutModel(Instant now, Outbox out) {
        if (!model.isThere() && !model.isPausing()) {
            agent.open(now, out);
        }
        Instant giveUpAt = model.troubleSince().plus(rules.modelLoss());
        boolean over = model.isRefusedForGood() || !now.isBefore(giveUpAt);
        Verdict verdict = over ? new Verdict.GiveUp(EndReason.MODEL_LOST) : verdict(now);
        return switch (verdict) {
            case Verdict.Stay(Instant until) ->
                earliest(until.isAfter(now) ? until : giveUpAt, waitForModel(giveUpAt, now, out));
            case Verdict.AskWhetherPresent _, Verdict.Warn _, Verdict.SayGoodbyeThenHangUp _ ->
                waitForModel(giveUpAt, now, out);
            case Verdict.GiveUp _ -> {
                course.apologise(EndReason.MODEL_LOST, now, out);
                yield look(now, out);
            }
            case Verdict.HangUpNow _ -> {
                obey(verdict, now, out);
                yield look(now, out);
            }
        };
    }

    private Instant waitForModel(Instant giveUpAt, Instant now, Outbox out) {
        return earliest(earliest(giveUpAt, errands.nextDeadline()), agent.awaitsModel(now, out));
    }

    private Verdict verdict(Instant now) {
        boolean quiet = model.isReady() && isQuiet(now);
        Optional<Instant> lost = model.isReady() ? Optional.empty() : Optional.of(model.troubleSince());
        return assistant.policy().judge(watch.facts(now, course.openedAt(), quiet, agent.latestTurns(), lost));
    }

    private boolean isQuiet(Instant now) {
        return agent.quiet(now) && !line.keysWait() && callerSound.flows(now);
    }

    /// Does what a policy wants.
    ///
    /// @return when it is asked again
    private Instant obey(Verdict verdict, Instant now, Outbox out) {
        switch (verdict) {
            case Verdict.Stay(Instant until) -> {
                return until.isAfter(now) ? until : now.plus(SOON);
            }
            case Verdict.AskWhetherPresent _ -> {
                watch.asked();
                replies.want(STILL_THERE_CUE, now, out);
            }
            case Verdict.Warn(String cue) -> {
                if (replies.maySpeak() && !watch.hasWarned()) {
                    watch.warned();
                    out.journal(new JournalEntry.Warned());
                    replies.want(cue, now, out);
                }
            }
            case Verdict.SayGoodbyeThenHangUp(EndReason reason) -> {
                course.leave(reason, false, now, out);
                course.askForFarewell(now, out);
            }
            case Verdict.GiveUp(EndReason reason) -> course.apologise(reason, now, out);
            // Nobody is cut off without a word because something broke.
            case Verdict.HangUpNow(EndReason reason)
            when reason.decidedBy() == Decider.FAULT -> course.apologise(reason, now, out);
            case Verdict.HangUpNow(EndReason reason) -> course.hangUp(reason, now, out);
        }
        return Instant.MAX;
    }

    private Instant lookWhileLeaving(Leaving leaving, Instant now, Outbox out) {
        replies.askNext(now, out);
        CallPhase next =
                course.departure().look(leaving, agent.voice().everythingHeard(), agent.callerSpeaking(), now, out);
        if (!next.equals(leaving)) {
            course.become(next);
            return look(now, out);
        }
        Instant overdueAt = overdueNoted ? Instant.MAX : course.departure().overdueAt(leaving, out);
        if (!now.isBefore(overdueAt)) {
            overdueNoted = true;
            out.journal(new JournalEntry.EndingOverdue(Duration.between(leaving.hangUpFrom(), now)));
            return look(now, out);
        }
        return earliest(
                earliest(overdueAt, errands.nextStart()), leaving.stage().until());
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
