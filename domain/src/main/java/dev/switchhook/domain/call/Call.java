package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.call.CallPhase.Connecting;
import dev.switchhook.domain.call.CallPhase.Ended;
import dev.switchhook.domain.call.CallPhase.Leaving;
import dev.switchhook.domain.call.CallPhase.LetGo;
import dev.switchhook.domain.call.CallPhase.Reconnecting;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.call.CallPhase.Talking;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.ReplyId;
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
/// - TALKING: a session that ends or falls silent is replaced, and the phase stays. What is at the line
///   plays on; the caller's sound is kept; policies see no silence, and their goodbyes wait for the next
///   model. Without one in time the carrier apologises. A next session beside the present one exists in this
///   phase only.
/// - RECONNECTING: the session is kept for a while, and none is opened before the caller is back.
/// - LEAVING: a session that ends during the farewell ends the farewell; what was said of it is heard.
public final class Call {

    /// When a policy is asked again that wants to look again, but does not say when.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// Nothing becomes due by being looked at again at once: whoever wishes that would keep a processor busy.
    private static final Duration SOONEST = Duration.ofMillis(1);

    private static final String FAREWELL_CUE =
            "Say goodbye to the caller in one short, friendly sentence. Ask nothing. The call ends after it.";
    private static final String STILL_THERE_CUE = "Ask the caller in one short sentence whether they are still there.";

    private static final ToolOutcome DONE = new ToolOutcome.Done("{\"outcome\":\"done\"}");
    private static final ToolOutcome LISTEN_FIRST =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"The caller is speaking. Listen first.\"}");
    private static final ToolOutcome NOT_CONNECTED = new ToolOutcome.Refused(
            "{\"outcome\":\"refused\",\"say\":\"The connection is interrupted. Wait until the caller is back.\"}");

    private final Assistant assistant;
    private final CallRules rules;
    private final Agent agent;
    private final ModelLink model;
    private final Reconnection reconnection;
    private final Goodbye goodbye;
    private final Departure departure;
    private final Watch watch = new Watch();
    private final CallerSound callerSound = new CallerSound();
    private final Keypad keypad = new Keypad();

    private CallPhase phase = new Connecting(Instant.MAX);
    private CallState stood = CallState.ANNOUNCED;
    private @Nullable Past past;
    private Instant openedAt = Instant.MAX;
    private Instant letGoBy = Instant.MAX;
    private boolean limited;
    private boolean overdueNoted;
    private boolean farewellAsked;
    private boolean objected;

    /// A call that was announced and whose line is about to open.
    public Call(IncomingCall incoming, Assistant assistant, CallRules rules) {
        Attempts attempts = new Attempts(rules, incoming.id().hashCode());
        this.assistant = assistant;
        this.rules = rules;
        this.agent = new Agent(incoming, assistant, rules);
        this.model = agent.link();
        this.reconnection = new Reconnection(rules, attempts);
        this.goodbye = new Goodbye(rules);
        this.departure = new Departure(rules, attempts);
    }

    /// A call that another process has served before and left behind.
    ///
    /// When it was live, it waits for its line: it resumes the conversation once [LineEvent.Opened] comes. When
    /// anything else comes first, it looks the call up at the carrier, and asks it to connect again. When it was
    /// being ended, it goes on with that.
    public static Call leftBehind(IncomingCall incoming, Assistant assistant, CallRules rules, Past past) {
        Call call = new Call(incoming, assistant, rules);
        call.past = past;
        call.openedAt = past.openedAt();
        call.agent.remembers(past);
        call.overdueNoted = past.leave().overdue();
        call.phase = call.found(past, past.openedAt());
        return call;
    }

    /// With what a call that is about to begin will open its first session, so that one can be made ready for it.
    public static SpeechBriefing firstBriefing(IncomingCall incoming, Assistant assistant) {
        return new SpeechBriefing(
                incoming.id(),
                new Recollection().instructions(assistant, List.of()),
                assistant.toolbox().tools(),
                AudioFormat.MULAW_8K);
    }

    private CallPhase found(Past past, Instant now) {
        return switch (past.state()) {
            case ANNOUNCED, LIVE -> Reconnection.found(now);
            case FAILED, ENDING, OVER -> departure.found(past, reason(past), now);
        };
    }

    private static EndReason reason(Past past) {
        return past.reason().orElse(EndReason.OUR_FAULT);
    }

    /// Where the call stands.
    public CallPhase phase() {
        return phase;
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
            case CallEvent.FromLine(LineEvent said) -> onLine(said, now, out);
            case CallEvent.FromModel(SpeechEvent said) -> onModel(said, now, out);
            case CallEvent.FromNextModel(SpeechEvent said) -> onNextModel(said, now, out);
            case CallEvent.FromTool(ToolCall.Id id, ToolOutcome outcome) -> onToolOutcome(id, outcome, now, out);
            case CallEvent.FromControl(ControlOutcome outcome) -> onControl(outcome, now, out);
            case CallEvent.HandOverRequested _ ->
                letGoBy = earliest(letGoBy, now.plus(rules.resuming().quietMoment()));
            case CallEvent.TakenOver _ -> takenOver(out);
            case CallEvent.Broken _ -> apologise(EndReason.OUR_FAULT, now, out);
            case CallEvent.DeadlineReached _ -> {}
        }
        Instant wakeAt = look(now, out);
        if (!(phase instanceof Talking)) {
            model.closeSuccessor(out);
        }
        stood = out.stood();
        Instant soonest = now.plus(SOONEST);
        return out.step(wakeAt.isBefore(soonest) ? soonest : wakeAt);
    }

    private void goOnWhereItWasLeft(Instant now, Outbox out) {
        if (past != null) {
            out.journal(new JournalEntry.FoundLeftBehind(past.state()));
            out.stand(past.state(), past.state() == CallState.LIVE ? Optional.empty() : Optional.of(reason(past)));
            phase = found(past, now);
            departure.leavesToDesk(out);
            past = null;
        }
    }

    // The line.

    private void onLine(LineEvent event, Instant now, Outbox out) {
        switch (event) {
            case LineEvent.Opened _ -> opened(event, now, out);
            case LineEvent.CallerAudio sound -> callerSound.arrives(sound, now).forEach(audio -> hear(audio, out));
            case LineEvent.Played(MarkName mark) -> played(mark, now, out);
            case LineEvent.KeyPressed(char key) -> keyPressed(key, event, now, out);
            case LineEvent.Stopped _, LineEvent.Lost _ -> lineEnds(event, now, out);
        }
    }

    private void opened(LineEvent event, Instant now, Outbox out) {
        callerSound.lineOpens();
        takeUnheardFarewellBack(now, out);
        switch (phase) {
            case Connecting _
            when openedAt.equals(Instant.MAX) -> {
                openedAt = now;
                agent.lineOpens(now);
                out.journal(new JournalEntry.LineOpened());
                serve(now, out);
            }
            case Connecting _, Talking _ -> {
                // A new line in the place of one that is half open.
                interrupt(now, out);
                become(reconnection.lost(now));
                resume(Duration.ZERO, now, out);
            }
            case Reconnecting lost -> resume(Duration.between(lost.since(), now), now, out);
            case Leaving leaving -> {
                // It was given up, or ends, and has no use for a new line.
                out.add(new CallEffect.CloseLine());
                become(departure.lineEnded(leaving.withLineClosed(), event, now, out));
            }
            case LetGo _, Ended _ -> out.add(new CallEffect.CloseLine());
        }
    }

    private void resume(Duration gap, Instant now, Outbox out) {
        openedAt = earliest(openedAt, now);
        out.journal(new JournalEntry.LineResumed(gap));
        serve(now, out);
    }

    /// The caller is on the line: from now on a model takes part.
    private void serve(Instant now, Outbox out) {
        out.stand(CallState.LIVE, Optional.empty());
        agent.lineIsThere(now);
        if (model.isReady()) {
            talk(now, out);
        } else {
            if (!model.isThere()) {
                agent.open(now, out);
            }
            become(new Connecting(now.plus(rules.modelReady())));
        }
        if (!limited) {
            limited = true;
            out.control(ControlCommand.LIMIT);
        }
    }

    private void hear(AudioChunk audio, Outbox out) {
        boolean awaited = phase instanceof Connecting || phase instanceof Talking;
        if (awaited && !model.isReady()) {
            agent.hearsLater(audio);
        } else if (inConversation()) {
            agent.hears(audio, out);
        }
    }

    /// Whoever presses a key wants to be heard, like somebody who speaks.
    private void keyPressed(char key, LineEvent event, Instant now, Outbox out) {
        if (!(phase instanceof Connecting || phase instanceof Talking)) {
            ignore(event, out);
            return;
        }
        keypad.press(key, now);
        watch.callerSpeaks();
        if (phase instanceof Talking && !agent.holdsTheFloor(now)) {
            agent.makesWay(now, out).ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
        }
    }

    private void takeKeys(Instant now, Outbox out) {
        keypad.take(now).ifPresent(entry -> {
            agent.hearsKeys(entry, now, out);
            if (entry.dropped() > 0) {
                ignore(entry.dropped() + " keys past the first " + entry.keys().length(), out);
            }
        });
    }

    private boolean isQuiet(Instant now) {
        return agent.quiet(now) && !keypad.isInUse() && callerSound.flows(now);
    }

    /// Whether caller and agent can hear each other: they talk, or the farewell is being said.
    private boolean inConversation() {
        return phase instanceof Talking
                || (phase instanceof Leaving leaving && leaving.stage() instanceof Stage.Farewell);
    }

    private void played(MarkName mark, Instant now, Outbox out) {
        if (agent.played(mark, now, out) && phase instanceof Leaving leaving) {
            become(goodbye.heardFurther(leaving, agent.unheard(), now));
        }
    }

    private void lineEnds(LineEvent event, Instant now, Outbox out) {
        takeUnheardFarewellBack(now, out);
        switch (phase) {
            case Connecting _, Talking _ -> {
                interrupt(now, out);
                if (event instanceof LineEvent.Stopped) {
                    out.add(new CallEffect.CloseLine());
                    become(reconnection.stopped(now, out));
                } else {
                    out.journal(new JournalEntry.LineInterrupted());
                    become(reconnection.lost(now));
                }
            }
            case Leaving leaving -> become(departure.lineEnded(leaving, event, now, out));
            // A line that has stopped is closed soon after.
            case Reconnecting _, LetGo _ -> {}
            case Ended _ -> ignore(event, out);
        }
    }

    /// The caller hears nothing of what is being said, and cannot be heard.
    private void interrupt(Instant now, Outbox out) {
        agent.breaksOff(Cause.OUR_DECISION, now, out);
        watch.restart();
    }

    // The model.

    private void onModel(SpeechEvent event, Instant now, Outbox out) {
        agent.signOfLife(now);
        switch (event) {
            case SpeechEvent.Ready ready -> ready(ready, now, out);
            case SpeechEvent.Resumable(var with) -> model.resumable(with);
            case SpeechEvent.CallerStartedSpeaking _ -> callerSpeaks(now, out);
            case SpeechEvent.CallerStoppedSpeaking(Optional<ItemId> item) -> callerFallsSilent(item, now);
            case SpeechEvent.CallerSaid(ItemId item, String text) -> agent.callerSaid(item, text, out);
            case SpeechEvent.ReplyStarted(ReplyId reply) ->
                agent.replyStarted(reply, !(phase instanceof Reconnecting), now, out);
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
    private void onNextModel(SpeechEvent event, Instant now, Outbox out) {
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
            ignore(ready, out);
        } else if (phase instanceof Talking) {
            agent.isBack(ready, gap.get(), now, out);
            watch.restart();
        } else {
            out.journal(new JournalEntry.ModelReady(ready.model(), gap.get()));
            if (phase instanceof Connecting) {
                talk(now, out);
            }
        }
    }

    private void talk(Instant now, Outbox out) {
        become(new Talking());
        agent.speaksFirst(now, out);
    }

    private void callerSpeaks(Instant now, Outbox out) {
        agent.callerBegins();
        callerSound.callerBegins();
        watch.callerSpeaks();
        if (phase instanceof Leaving leaving) {
            if (Goodbye.mayObject(leaving, now)) {
                objected = true;
                takeFarewellBack(out);
            } else {
                become(goodbye.callerBegins(leaving));
            }
        }
        if (phase instanceof Talking) {
            if (agent.holdsTheFloor(now)) {
                agent.callerMustWait();
            } else {
                agent.breaksOff(Cause.CALLER_SPOKE, now, out)
                        .ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
            }
        }
    }

    private void callerFallsSilent(Optional<ItemId> item, Instant now) {
        agent.callerEnds(item, now);
        callerSound.callerEnds();
        if (phase instanceof Leaving leaving && !agent.isBeingHeard()) {
            become(goodbye.callerEnds(leaving, now));
        }
    }

    /// The line is gone, and the caller may still be on the phone: they shall not go without a goodbye.
    private void takeUnheardFarewellBack(Instant now, Outbox out) {
        if (phase instanceof Leaving leaving && Goodbye.isMissed(leaving, agent.latestReplyUnheard(), now)) {
            takeFarewellBack(out);
        }
    }

    private void takeFarewellBack(Outbox out) {
        farewellAsked = false;
        agent.rejectsNextReply();
        watch.restart();
        out.journal(new JournalEntry.FarewellTakenBack());
        become(new Talking());
    }

    private void play(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        switch (phase) {
            case Talking _ -> agent.plays(audio, now, out);
            case Leaving leaving
            when leaving.stage() instanceof Stage.Farewell farewell && !farewell.complete() -> {
                if (agent.plays(audio, now, out)) {
                    become(goodbye.goesOn(leaving, !agent.wantsReply(), now));
                }
            }
            case Connecting _, Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void replyFinished(SpeechEvent.ReplyFinished finished, Instant now, Outbox out) {
        if (!agent.replyFinished(finished.reply(), now)) {
            ignore(finished, out);
            return;
        }
        if (inConversation()) {
            agent.utteranceComplete(out);
        }
        if (phase instanceof Talking) {
            if (!agent.replyWent(finished.reply(), finished.end(), now)) {
                apologise(EndReason.MODEL_LOST, now, out);
            }
        } else if (phase instanceof Leaving leaving
                && leaving.stage() instanceof Stage.Farewell
                && !agent.wantsReply()) {
            goodbyeFinished(leaving, now, out);
        }
    }

    private void modelClosed(Instant now, Outbox out) {
        if (!model.isThere()) {
            return;
        }
        if (phase instanceof Connecting || phase instanceof Talking) {
            agent.losesModel(now, out);
            return;
        }
        if (inConversation()) {
            agent.utteranceComplete(out);
        }
        agent.goes();
        if (phase instanceof Leaving leaving
                && leaving.stage() instanceof Stage.Farewell farewell
                && !farewell.complete()) {
            become(goodbye.spoken(leaving, agent.unheard(), now));
        }
    }

    // Tools.

    private void toolWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        boolean welcome = phase instanceof Talking || phase instanceof Reconnecting;
        if (!welcome || !agent.takes(wanted.call(), now, out)) {
            ignore(wanted, out);
        } else if (wanted.call().tool().equals(Tool.HANG_UP)) {
            hangUpWanted(wanted, now, out);
        } else {
            out.add(new CallEffect.ToTools(wanted.call()));
        }
    }

    private void hangUpWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        ToolCall.Id id = wanted.call().id();
        if (phase instanceof Reconnecting) {
            agent.answers(id, NOT_CONNECTED, out);
        } else if (agent.callerSpeaking() || agent.wasBrokenOff(wanted.reply())) {
            agent.answers(id, LISTEN_FIRST, out);
        } else {
            agent.answers(id, DONE, out);
            agent.forgetsReply();
            Leaving leaving = leave(EndReason.AGENT_SAID_GOODBYE, agent.isBeingHeard(), now, out);
            if (!agent.isReplying()) {
                goodbyeFinished(leaving, now, out);
            }
        }
    }

    /// No more sound comes from the reply that asked for the hang-up. What was said in it is the goodbye, or else
    /// what was said in answer to the caller's last words; an agent that said nothing is asked for a goodbye, once.
    private void goodbyeFinished(Leaving leaving, Instant now, Outbox out) {
        if (agent.hasAnswered() || farewellAsked) {
            become(goodbye.spoken(leaving, agent.unheard(), now));
        } else {
            askForFarewell(now, out);
        }
    }

    private void askForFarewell(Instant now, Outbox out) {
        farewellAsked = true;
        agent.want(FAREWELL_CUE, now, out);
    }

    private void onToolOutcome(ToolCall.Id id, ToolOutcome outcome, Instant now, Outbox out) {
        agent.toolEnded(id, outcome, inConversation() || phase instanceof Reconnecting, now, out);
    }

    // Leaving, and handing over.

    private void onControl(ControlOutcome outcome, Instant now, Outbox out) {
        if (outcome instanceof ControlOutcome.LineDown && isServed()) {
            become(Departure.callerHungUp(now, out));
        }
        switch (phase) {
            case Reconnecting lost -> become(reconnection.controlled(lost, outcome, now, out));
            case Leaving leaving -> become(departure.controlled(leaving, outcome, earliest(openedAt, now), now, out));
            case Connecting _, Talking _, LetGo _, Ended _ -> ignore(outcome, out);
        }
    }

    /// Whether the caller is, or shall be, served by us.
    private boolean isServed() {
        return switch (phase) {
            case Connecting _, Talking _, Reconnecting _ -> true;
            case Leaving _, LetGo _, Ended _ -> false;
        };
    }

    private Leaving leave(EndReason reason, boolean begun, Instant now, Outbox out) {
        Leaving leaving = Departure.byGoodbye(
                reason, goodbye.begin(reason, begun, objected, agent.callerSpeaking(), now), now, out);
        become(leaving);
        return leaving;
    }

    private void apologise(EndReason reason, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> become(departure.byApology(reason, false, now, out));
            case Reconnecting _ -> become(departure.byApology(reason, true, now, out));
            case Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void letGoWhenQuiet(Instant now, Outbox out) {
        if (isServed()
                && letGoBy.isBefore(Instant.MAX)
                && ((agent.quiet(now) && !keypad.isInUse()) || !now.isBefore(letGoBy))) {
            out.add(new CallEffect.LetGo());
            out.journal(new JournalEntry.LetGo());
            goSilently(out);
        }
    }

    private void takenOver(Outbox out) {
        if (!(phase instanceof LetGo || phase instanceof Ended)) {
            out.journal(new JournalEntry.TakenOver());
            goSilently(out);
        }
    }

    private void goSilently(Outbox out) {
        agent.close(out);
        out.add(new CallEffect.CloseLine());
        become(new LetGo());
    }

    // Time.

    /// Does what has become due, and says when the next thing will be.
    private Instant look(Instant now, Outbox out) {
        for (ToolDesk.Running late : agent.overdueTools(now)) {
            onToolOutcome(late.call().id(), new ToolOutcome.TimedOut(late.deadline()), now, out);
        }
        letGoWhenQuiet(now, out);
        Instant next = switch (phase) {
            case Connecting(Instant giveUpAt) -> lookWhileConnecting(giveUpAt, now, out);
            case Talking _ -> lookWhileTalking(now, out);
            case Reconnecting lost -> lookWhileReconnecting(lost, now, out);
            case Leaving leaving -> lookWhileLeaving(leaving, now, out);
            case LetGo _, Ended _ -> Instant.MAX;
        };
        return isServed() ? earliest(letGoBy, next) : next;
    }

    private Instant lookWhileConnecting(Instant giveUpAt, Instant now, Outbox out) {
        if (giveUpAt.equals(Instant.MAX)) {
            return giveUpAt;
        }
        if (model.isRefusedForGood() || !now.isBefore(giveUpAt)) {
            apologise(EndReason.MODEL_UNAVAILABLE, now, out);
            return look(now, out);
        }
        return earliest(giveUpAt, agent.awaitsModel(now, out));
    }

    private Instant lookWhileReconnecting(Reconnecting lost, Instant now, Outbox out) {
        Instant giveUpAt = lost.since().plus(rules.resuming().longest());
        if (!now.isBefore(giveUpAt)) {
            apologise(EndReason.LINE_LOST, now, out);
            return look(now, out);
        }
        if (!now.isBefore(lost.stage().until())) {
            become(Reconnection.due(lost, now, out));
            return look(now, out);
        }
        Instant next = earliest(earliest(giveUpAt, lost.stage().until()), agent.nextToolDeadline());
        // A model costs money, and may be there for nobody. When the caller comes back, another one is told of the
        // call.
        Instant closeAt = model.isThere() ? reconnection.keepsModelUntil(lost) : Instant.MAX;
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
        callerSound.fillsIn(now).ifPresent(silence -> hear(silence, out));
        if (agent.stopsListening(now)) {
            callerSound.callerEnds();
        }
        agent.heedsCaller(now, out).ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
        takeKeys(now, out);
        Instant ahead = agent.looksAhead(now, out);
        agent.goesOn(now, out);
        if (agent.silentSince(now).isPresent()) {
            out.closeModel();
            agent.losesModel(now, out);
            return look(now, out);
        }
        Instant stay = obey(verdict(now), now, out);
        if (!(phase instanceof Talking)) {
            return look(now, out);
        }
        Instant sound = earliest(agent.coversSilence(now, out), callerSound.fillsInAt());
        return earliest(earliest(ahead, stay), earliest(agent.nextLook(now), earliest(keypad.due(), sound)));
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
                apologise(EndReason.MODEL_LOST, now, out);
                yield look(now, out);
            }
            case Verdict.HangUpNow _ -> {
                obey(verdict, now, out);
                yield look(now, out);
            }
        };
    }

    private Instant waitForModel(Instant giveUpAt, Instant now, Outbox out) {
        return earliest(earliest(giveUpAt, agent.nextToolDeadline()), agent.awaitsModel(now, out));
    }

    private Verdict verdict(Instant now) {
        boolean quiet = model.isReady() && isQuiet(now);
        Optional<Instant> lost = model.isReady() ? Optional.empty() : Optional.of(model.troubleSince());
        return assistant.policy().judge(watch.facts(now, openedAt, quiet, agent.latestTurns(), lost));
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
                agent.want(STILL_THERE_CUE, now, out);
            }
            case Verdict.Warn(String cue) -> {
                if (agent.maySpeak() && !watch.hasWarned()) {
                    watch.warned();
                    out.journal(new JournalEntry.Warned());
                    agent.want(cue, now, out);
                }
            }
            case Verdict.SayGoodbyeThenHangUp(EndReason reason) -> {
                leave(reason, false, now, out);
                askForFarewell(now, out);
            }
            case Verdict.GiveUp(EndReason reason) -> apologise(reason, now, out);
            // Nobody is cut off without a word because something broke.
            case Verdict.HangUpNow(EndReason reason)
            when reason.decidedBy() == Decider.FAULT -> apologise(reason, now, out);
            case Verdict.HangUpNow(EndReason reason) -> become(departure.atOnce(reason, now, out));
        }
        return Instant.MAX;
    }

    private Instant lookWhileLeaving(Leaving leaving, Instant now, Outbox out) {
        agent.askForReply(now, out);
        CallPhase next = departure.look(leaving, agent.everythingHeard(), agent.callerSpeaking(), now, out);
        if (!next.equals(leaving)) {
            become(next);
            return look(now, out);
        }
        Instant overdueAt = overdueNoted ? Instant.MAX : departure.overdueAt(leaving, out);
        if (!now.isBefore(overdueAt)) {
            overdueNoted = true;
            out.journal(new JournalEntry.EndingOverdue(Duration.between(leaving.hangUpFrom(), now)));
            return look(now, out);
        }
        return earliest(overdueAt, leaving.stage().until());
    }

    // Small things.

    private void become(CallPhase next) {
        if (!phase.kind().next().contains(next.kind())) {
            throw new IllegalStateException("a call cannot go from " + phase.kind() + " to " + next.kind());
        }
        phase = next;
        if (next instanceof Ended || (next instanceof Leaving && !inConversation())) {
            // Whoever decided that has closed the session.
            agent.goes();
        }
    }

    private void ignore(Object event, Outbox out) {
        ignore(event.getClass().getSimpleName(), out);
    }

    private void ignore(String event, Outbox out) {
        out.journal(new JournalEntry.Ignored(event, phase.kind().name()));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
