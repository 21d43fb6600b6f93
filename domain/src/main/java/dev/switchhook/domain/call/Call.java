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
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.ReplyGate;
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
/// latch ([Leaving]), which the caller may open once by objecting at once: the farewell is heard to its last word,
/// the carrier is asked to hang up until it says that the line is down, and the media connection is closed
/// ([Departure]).
public final class Call {

    private static final int MOST_FAILED_REPLIES = 3;

    /// When a policy is asked again that wants to look again, but does not say when.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// The pause before a failed reply is asked for again; it doubles with each further failure.
    private static final Duration FIRST_REPEAT = Duration.ofMillis(500);

    private static final String FAREWELL_CUE =
            "Say goodbye to the caller in one short, friendly sentence. Ask nothing. The call ends after it.";
    private static final String STILL_THERE_CUE = "Ask the caller in one short sentence whether they are still there.";
    private static final String RESUME_CUE = "The connection was interrupted for a moment and is back. Say so in one"
            + " short sentence and go on where you were.";

    private static final ToolOutcome LISTEN_FIRST =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"The caller is speaking. Listen first.\"}");
    private static final ToolOutcome NOT_CONNECTED = new ToolOutcome.Refused(
            "{\"outcome\":\"refused\",\"say\":\"The connection is interrupted. Wait until the caller is back.\"}");

    /// Whether a speech model takes part.
    private enum Session {
        NONE,
        OPENING,
        READY
    }

    private final IncomingCall incoming;
    private final Assistant assistant;
    private final CallRules rules;
    private final Departure departure;
    private final Reconnection reconnection;
    private final Voice voice;
    private final HeldAudio heldAudio;
    private final ToolDesk tools = new ToolDesk();
    private final Recollection recollection = new Recollection();
    private final Watch watch = new Watch();
    private ReplyGate gate = new ReplyGate();

    private CallPhase phase = new Connecting(Instant.MAX);
    private CallState stood = CallState.ANNOUNCED;
    private Session session = Session.NONE;
    private @Nullable Past past;
    private Instant openedAt = Instant.MAX;
    private Instant modelAskedAt = Instant.MAX;
    private Instant letGoBy = Instant.MAX;
    private boolean limited;
    private boolean overdueNoted;
    private boolean callerSpeaking;
    private int failedReplies;
    private boolean answeringCaller;
    private boolean callerAnswered;
    private boolean farewellAsked;
    private boolean farewellUnwanted;
    private boolean objected;

    /// A call that was announced and whose line is about to open.
    public Call(IncomingCall incoming, Assistant assistant, CallRules rules) {
        this.incoming = incoming;
        this.assistant = assistant;
        this.rules = rules;
        Attempts attempts = new Attempts(rules, incoming.id().hashCode());
        this.departure = new Departure(rules, attempts);
        this.reconnection = new Reconnection(rules, attempts);
        this.voice = new Voice(rules);
        this.heldAudio = new HeldAudio(rules.heldBytes());
    }

    /// A call that another process has served before and left behind. It wishes to be woken at once.
    ///
    /// When it was live, it waits for its line: it resumes the conversation once [LineEvent.Opened] comes. When
    /// anything else comes first, it looks the call up at the carrier, and asks it to connect again. When it was
    /// being ended, it goes on with that.
    public static Call leftBehind(IncomingCall incoming, Assistant assistant, CallRules rules, Past past) {
        Call call = new Call(incoming, assistant, rules);
        call.past = past;
        call.openedAt = past.openedAt();
        call.recollection.add(past);
        call.phase = call.found(past, past.openedAt());
        return call;
    }

    private CallPhase found(Past past, Instant now) {
        return switch (past.state()) {
            case ANNOUNCED, LIVE -> reconnection.found(now);
            case FAILED, ENDING, OVER -> Departure.found(past.state(), reason(past), now);
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
        return recollection.turns();
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
            case CallEvent.FromTool(ToolCall.Id id, ToolOutcome outcome) -> onToolOutcome(id, outcome, now, out);
            case CallEvent.FromControl(ControlOutcome outcome) -> onControl(outcome, now, out);
            case CallEvent.HandOverRequested _ ->
                letGoBy = earliest(letGoBy, now.plus(rules.resuming().quietMoment()));
            case CallEvent.TakenOver _ -> takenOver(out);
            case CallEvent.Broken _ -> apologise(EndReason.OUR_FAULT, now, out);
            case CallEvent.DeadlineReached _ -> {}
        }
        Step step = out.step(look(now, out));
        stood = out.stood();
        return step;
    }

    private void goOnWhereItWasLeft(Instant now, Outbox out) {
        if (past != null) {
            out.journal(new JournalEntry.FoundLeftBehind(past.state()));
            out.stand(past.state(), past.state() == CallState.LIVE ? Optional.empty() : Optional.of(reason(past)));
            phase = found(past, now);
            past = null;
        }
    }

    // The line.

    private void onLine(LineEvent event, Instant now, Outbox out) {
        switch (event) {
            case LineEvent.Opened _ -> opened(now, out);
            case LineEvent.CallerAudio(AudioChunk audio) -> hear(audio, out);
            case LineEvent.Played(MarkName mark) -> played(mark, now);
            case LineEvent.KeyPressed _ -> ignore(event, out);
            case LineEvent.Stopped _, LineEvent.Lost _ -> lineEnds(event, now, out);
        }
    }

    private void opened(Instant now, Outbox out) {
        switch (phase) {
            case Connecting _
            when openedAt.equals(Instant.MAX) -> {
                openedAt = now;
                out.journal(new JournalEntry.LineOpened());
                serve(now, out);
            }
            case Connecting _, Talking _ -> {
                // A new line in the place of one that is half open.
                interrupt(now, out);
                become(reconnection.lost(now));
                resume(Duration.ZERO, now, out);
            }
            case Reconnecting(Instant since, Instant _, Stage _) -> resume(Duration.between(since, now), now, out);
            case Leaving leaving -> {
                // It was given up, or ends, and has no use for a new line.
                out.add(new CallEffect.CloseLine());
                become(departure.lineEnded(leaving.withLineClosed(), new LineEvent.Opened(), now, out));
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
        switch (session) {
            case NONE -> openModel(now, out);
            case OPENING -> become(new Connecting(now.plus(rules.modelReady())));
            case READY -> talk(now, out);
        }
        if (!limited) {
            limited = true;
            out.control(ControlCommand.LIMIT);
        }
    }

    private void hear(AudioChunk audio, Outbox out) {
        if (phase instanceof Connecting) {
            heldAudio.add(audio);
        } else if (inConversation()) {
            out.model(new SpeechCommand.Hear(audio));
        }
    }

    /// Whether caller and model can hear each other: they talk, or the farewell is being said.
    private boolean inConversation() {
        return session == Session.READY
                && (phase instanceof Talking
                        || (phase instanceof Leaving leaving && leaving.stage() instanceof Stage.Farewell));
    }

    private void played(MarkName mark, Instant now) {
        if (voice.played(mark, now) && phase instanceof Leaving leaving) {
            become(departure.farewellHeardFurther(leaving, voice.unheard(), now));
        }
    }

    private void lineEnds(LineEvent event, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> {
                interrupt(now, out);
                if (event instanceof LineEvent.Stopped) {
                    out.add(new CallEffect.CloseLine());
                    become(Reconnection.stopped(now, out));
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
        cutReply(Cause.OUR_DECISION, now, out);
        callerSpeaking = false;
        watch.restart();
    }

    // The model.

    private void onModel(SpeechEvent event, Instant now, Outbox out) {
        gate.goesOn(now);
        switch (event) {
            case SpeechEvent.Ready(String model) -> ready(model, now, out);
            case SpeechEvent.CallerStartedSpeaking _ -> callerSpeaks(now, out);
            case SpeechEvent.CallerStoppedSpeaking _ -> {
                callerSpeaking = false;
                farewellUnwanted = false;
                gate.expectAnswer(now);
            }
            case SpeechEvent.CallerSaid(ItemId _, String text) -> spoken(new Turn.Caller(text), out);
            case SpeechEvent.ReplyStarted(ReplyId reply) -> replyStarted(reply, now, out);
            case SpeechEvent.ReplyAudio audio -> play(audio, now, out);
            case SpeechEvent.ReplySaid(ReplyId _, ItemId item, String text) -> {
                watch.agentSaid();
                spoken(new Turn.Agent(item, text), out);
            }
            case SpeechEvent.ToolWanted wanted -> toolWanted(wanted, now, out);
            case SpeechEvent.ReplyFinished(ReplyId reply, ReplyEnd end) -> replyFinished(reply, end, now, out);
            case SpeechEvent.Faulted(var fault) -> out.journal(new JournalEntry.ModelFaulted(fault.toString()));
            case SpeechEvent.Closed _ -> modelClosed(now, out);
        }
    }

    private void openModel(Instant now, Outbox out) {
        session = Session.OPENING;
        modelAskedAt = now;
        gate = new ReplyGate();
        tools.newSession();
        watch.modelTakesPart();
        out.add(new CallEffect.OpenModel(new SpeechBriefing(
                incoming.id(),
                recollection.instructions(assistant),
                assistant.toolbox().tools(),
                AudioFormat.MULAW_8K)));
        become(new Connecting(now.plus(rules.modelReady())));
    }

    private void closeModel(Outbox out) {
        out.closeModel();
        modelIsGone();
    }

    private void modelIsGone() {
        session = Session.NONE;
        gate = new ReplyGate();
        callerSpeaking = false;
    }

    private void ready(String model, Instant now, Outbox out) {
        if (session != Session.OPENING) {
            ignore(new SpeechEvent.Ready(model), out);
            return;
        }
        session = Session.READY;
        out.journal(new JournalEntry.ModelReady(model, Duration.between(modelAskedAt, now)));
        if (phase instanceof Connecting) {
            talk(now, out);
            heldAudio.release().forEach(chunk -> out.model(new SpeechCommand.Hear(chunk)));
        }
    }

    /// The agent speaks first: it greets, or takes up the conversation again.
    private void talk(Instant now, Outbox out) {
        become(new Talking());
        watch.restart();
        callerSpeaking = false;
        if (tools.idle()) {
            tools.answerOwed(false);
        }
        gate.want(recollection.isEmpty() ? assistant.greeting() : RESUME_CUE);
        askForReply(now, out);
    }

    private void callerSpeaks(Instant now, Outbox out) {
        callerSpeaking = true;
        answeringCaller = true;
        callerAnswered = false;
        watch.callerSpeaks();
        tools.answerOwed(false);
        if (phase instanceof Leaving leaving && Departure.mayObject(leaving, now)) {
            takeFarewellBack(out);
        }
        if (phase instanceof Talking) {
            cutReply(Cause.CALLER_SPOKE, now, out).ifPresent(heard -> out.journal(new JournalEntry.BargedIn(heard)));
        }
    }

    private void takeFarewellBack(Outbox out) {
        objected = true;
        farewellAsked = false;
        farewellUnwanted = !gate.free() && gate.current().isEmpty();
        watch.restart();
        out.journal(new JournalEntry.FarewellTakenBack());
        become(new Talking());
    }

    /// Stops the reply in flight and what is still to be heard.
    ///
    /// @return what was heard; empty when there was nothing to stop
    private Optional<List<HeardItem>> cutReply(Cause cause, Instant now, Outbox out) {
        boolean audible = !voice.everythingHeard();
        gate.callerSpeaks();
        gate.forget();
        if (!audible && gate.current().isEmpty()) {
            return Optional.empty();
        }
        if (audible && cause == Cause.CALLER_SPOKE) {
            out.line(new LineCommand.StopPlaying());
        }
        List<HeardItem> heard = voice.cutShort(now);
        if (session == Session.READY) {
            out.model(new SpeechCommand.StopReply(heard, cause));
        }
        gate.current().ifPresent(voice::mute);
        return Optional.of(heard);
    }

    private void replyStarted(ReplyId reply, Instant now, Outbox out) {
        gate.started(reply, now);
        voice.begins();
        if (farewellUnwanted || phase instanceof Reconnecting) {
            // Nobody hears it; the model shall not believe that it was said.
            farewellUnwanted = false;
            out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
            voice.mute(reply);
        }
    }

    private void play(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        if (!mayPlay(audio.reply())) {
            return;
        }
        voice.play(audio, now, out);
        callerAnswered |= answeringCaller;
        if (phase instanceof Leaving leaving) {
            become(departure.farewellGoesOn(leaving, !gate.remembers(), now));
        }
    }

    private boolean mayPlay(ReplyId reply) {
        return gate.isSpeaking(reply)
                && !voice.isMuted(reply)
                && (phase instanceof Talking
                        || (phase instanceof Leaving leaving
                                && leaving.stage() instanceof Stage.Farewell farewell
                                && !farewell.complete()));
    }

    private void replyFinished(ReplyId reply, ReplyEnd end, Instant now, Outbox out) {
        if (!gate.isSpeaking(reply)) {
            ignore(new SpeechEvent.ReplyFinished(reply, end), out);
            return;
        }
        gate.finished(reply, now);
        if (inConversation()) {
            voice.utteranceComplete(out);
        }
        switch (phase) {
            case Talking _
            when end == ReplyEnd.FAILED || (end == ReplyEnd.INCOMPLETE && !voice.hasBegun()) -> replyFailed(now, out);
            case Leaving leaving
            when leaving.stage() instanceof Stage.Farewell && !gate.remembers() -> goodbyeFinished(leaving, now);
            case Connecting _, Reconnecting _, Talking _, Leaving _, LetGo _, Ended _ ->
                failedReplies = end == ReplyEnd.FAILED ? failedReplies : 0;
        }
    }

    private void replyFailed(Instant now, Outbox out) {
        failedReplies++;
        if (failedReplies > MOST_FAILED_REPLIES) {
            apologise(EndReason.MODEL_LOST, now, out);
        } else if (!callerSpeaking) {
            gate.wantLater("", now.plus(FIRST_REPEAT.multipliedBy(1L << (failedReplies - 1))));
        }
    }

    private void modelClosed(Instant now, Outbox out) {
        if (session == Session.NONE) {
            return;
        }
        if (inConversation()) {
            voice.utteranceComplete(out);
        }
        modelIsGone();
        switch (phase) {
            case Connecting _ -> apologise(EndReason.MODEL_UNAVAILABLE, now, out);
            case Talking _ -> watch.modelLost(now);
            case Leaving leaving
            when leaving.stage() instanceof Stage.Farewell farewell && !farewell.complete() ->
                become(departure.farewellSpoken(leaving, voice.unheard(), now));
            case Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void spoken(Turn turn, Outbox out) {
        recollection.add(turn);
        out.journal(new JournalEntry.Spoken(turn));
    }

    // Tools.

    private void toolWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        ToolCall call = wanted.call();
        if (!(phase instanceof Talking || phase instanceof Reconnecting)) {
            ignore(wanted, out);
            return;
        }
        Duration deadline =
                assistant.toolbox().find(call.tool()).map(Tool::deadline).orElse(Duration.ofSeconds(8));
        if (!tools.take(call, now, deadline)) {
            ignore(wanted, out);
            return;
        }
        out.journal(new JournalEntry.ToolStarted(call));
        if (call.tool().equals(Tool.HANG_UP)) {
            tools.finish(call.id());
            hangUpWanted(wanted, now, out);
        } else {
            out.add(new CallEffect.ToTools(call));
        }
    }

    private void hangUpWanted(SpeechEvent.ToolWanted wanted, Instant now, Outbox out) {
        ToolCall.Id id = wanted.call().id();
        if (phase instanceof Reconnecting) {
            out.model(new SpeechCommand.GiveToolResult(id, NOT_CONNECTED));
            return;
        }
        if (callerSpeaking || voice.isMuted(wanted.reply())) {
            out.model(new SpeechCommand.GiveToolResult(id, LISTEN_FIRST));
            return;
        }
        out.model(new SpeechCommand.GiveToolResult(id, new ToolOutcome.Done("{\"outcome\":\"done\"}")));
        gate.forget();
        boolean begun = gate.current().isPresent() && voice.hasBegun();
        Leaving leaving = departure.byGoodbye(EndReason.AGENT_SAID_GOODBYE, begun, objected, now, out);
        become(leaving);
        if (gate.current().isEmpty()) {
            goodbyeFinished(leaving, now);
        }
    }

    /// No more sound comes from the reply that asked for the hang-up. What was said in it is the goodbye, or else
    /// what was said in answer to the caller's last words; an agent that said nothing is asked for a goodbye, once.
    private void goodbyeFinished(Leaving leaving, Instant now) {
        if (voice.hasBegun() || callerAnswered || farewellAsked) {
            become(departure.farewellSpoken(leaving, voice.unheard(), now));
        } else {
            askForFarewell();
        }
    }

    private void askForFarewell() {
        farewellAsked = true;
        gate.want(FAREWELL_CUE);
    }

    private void onToolOutcome(ToolCall.Id id, ToolOutcome outcome, Instant now, Outbox out) {
        tools.finish(id).ifPresent(running -> {
            String name = running.call().tool();
            out.journal(new JournalEntry.ToolEnded(name, outcome, Duration.between(running.since(), now)));
            if (outcome instanceof ToolOutcome.Done(String answer)) {
                recollection.add(new Past.Done(name, answer));
            }
            boolean heard = inConversation() || (session == Session.READY && phase instanceof Reconnecting);
            if (heard && tools.isOfThisSession(running)) {
                out.model(new SpeechCommand.GiveToolResult(id, outcome));
                tools.answerOwed(!callerSpeaking);
                callerAnswered = false;
            }
        });
    }

    // Leaving, and handing over.

    private void onControl(ControlOutcome outcome, Instant now, Outbox out) {
        if (outcome instanceof ControlOutcome.LineDown
                && (phase instanceof Connecting || phase instanceof Talking || phase instanceof Reconnecting)) {
            become(departure.callerHungUp(now, out));
        }
        switch (phase) {
            case Reconnecting lost -> become(reconnection.controlled(lost, outcome, now, out));
            case Leaving leaving -> become(departure.controlled(leaving, outcome, earliest(openedAt, now), now, out));
            case Connecting _, Talking _, LetGo _, Ended _ -> ignore(outcome, out);
        }
    }

    private void sayGoodbye(EndReason reason, Instant now, Outbox out) {
        become(departure.byGoodbye(reason, false, objected, now, out));
        askForFarewell();
    }

    private void apologise(EndReason reason, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> become(departure.byApology(reason, false, now, out));
            case Reconnecting _ -> become(departure.byApology(reason, true, now, out));
            case Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void takenOver(Outbox out) {
        if (!(phase instanceof LetGo || phase instanceof Ended)) {
            out.journal(new JournalEntry.TakenOver());
            goSilently(out);
        }
    }

    private void goSilently(Outbox out) {
        out.closeModel();
        out.add(new CallEffect.CloseLine());
        become(new LetGo());
    }

    /// Whether nobody speaks and nothing goes on.
    private boolean quiet(Instant now) {
        return !callerSpeaking
                && gate.free()
                && !gate.remembers()
                && tools.idle()
                && !tools.readyToAnswer()
                && !voice.sounds(now, rules.farewell().slack());
    }

    // Time.

    /// Does what has become due, and says when the next thing will be.
    private Instant look(Instant now, Outbox out) {
        for (ToolDesk.Running late : tools.overdue(now)) {
            onToolOutcome(late.call().id(), new ToolOutcome.TimedOut(late.deadline()), now, out);
        }
        if (phase instanceof Leaving leaving) {
            return lookWhileLeaving(leaving, now, out);
        }
        if (letGoBy.isBefore(Instant.MAX) && (quiet(now) || !now.isBefore(letGoBy))) {
            letGo(out);
        }
        Instant next = switch (phase) {
            case Connecting(Instant giveUpAt) -> lookWhileConnecting(giveUpAt, now, out);
            case Talking _ -> lookWhileTalking(now, out);
            case Reconnecting lost -> lookWhileReconnecting(lost, now, out);
            case Leaving _, LetGo _, Ended _ -> Instant.MAX;
        };
        return earliest(next, phase instanceof LetGo || phase instanceof Ended ? Instant.MAX : letGoBy);
    }

    private void letGo(Outbox out) {
        if (!(phase instanceof LetGo || phase instanceof Ended)) {
            out.add(new CallEffect.LetGo());
            out.journal(new JournalEntry.LetGo());
            goSilently(out);
        }
    }

    private Instant lookWhileConnecting(Instant giveUpAt, Instant now, Outbox out) {
        if (now.isBefore(giveUpAt)) {
            return giveUpAt;
        }
        apologise(EndReason.MODEL_UNAVAILABLE, now, out);
        return look(now, out);
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
        Instant next = earliest(earliest(giveUpAt, lost.stage().until()), tools.nextDeadline());
        if (session == Session.NONE) {
            return next;
        }
        // It costs money, and may be there for nobody. When the caller comes back, another one is told of the call.
        Instant closeAt = reconnection.keepsModelUntil(lost);
        if (now.isBefore(closeAt)) {
            return earliest(next, closeAt);
        }
        closeModel(out);
        return next;
    }

    private Instant lookWhileTalking(Instant now, Outbox out) {
        if (session == Session.NONE) {
            return lookWithoutModel(now, out);
        }
        if (tools.readyToAnswer() && gate.free() && !callerSpeaking) {
            tools.answerOwed(false);
            gate.want("");
        }
        askForReply(now, out);
        Duration patience = rules.modelSilence();
        if (gate.nudge(now, patience.dividedBy(2))) {
            out.model(new SpeechCommand.Reply(""));
        }
        Optional<Instant> silent = gate.silentSince().filter(since -> !now.isBefore(since.plus(patience)));
        if (silent.isPresent()) {
            watch.modelLost(silent.get());
            closeModel(out);
            return look(now, out);
        }
        Instant stay = judge(now, out);
        if (!(phase instanceof Talking)) {
            return look(now, out);
        }
        return earliest(stay, earliest(gate.nextLook(patience), tools.nextDeadline()));
    }

    /// The model is gone. A policy decides how long the caller is asked to bear that, up to a limit.
    private Instant lookWithoutModel(Instant now, Outbox out) {
        Instant giveUpAt = watch.modelLostSince().orElse(now).plus(rules.modelLoss());
        Verdict verdict = verdict(now);
        boolean bears = verdict instanceof Verdict.Stay
                || verdict instanceof Verdict.AskWhetherPresent
                || verdict instanceof Verdict.Warn;
        if (bears && now.isBefore(giveUpAt)) {
            Instant next = verdict instanceof Verdict.Stay(Instant until) && until.isAfter(now) ? until : giveUpAt;
            return earliest(earliest(next, giveUpAt), tools.nextDeadline());
        }
        apologise(verdict instanceof Verdict.GiveUp(EndReason reason) ? reason : EndReason.MODEL_LOST, now, out);
        return look(now, out);
    }

    private Verdict verdict(Instant now) {
        return assistant.policy().judge(watch.facts(now, openedAt, quiet(now), recollection.latest()));
    }

    private Instant judge(Instant now, Outbox out) {
        switch (verdict(now)) {
            case Verdict.Stay(Instant until) -> {
                return until.isAfter(now) ? until : now.plus(SOON);
            }
            case Verdict.AskWhetherPresent _ -> {
                watch.asked();
                gate.want(STILL_THERE_CUE);
                askForReply(now, out);
            }
            case Verdict.Warn(String cue) -> {
                if (gate.free() && !callerSpeaking && !watch.hasWarned()) {
                    watch.warned();
                    out.journal(new JournalEntry.Warned());
                    gate.want(cue);
                    askForReply(now, out);
                }
            }
            case Verdict.SayGoodbyeThenHangUp(EndReason reason) -> sayGoodbye(reason, now, out);
            case Verdict.GiveUp(EndReason reason) -> apologise(reason, now, out);
            // Nobody is cut off without a word because something broke.
            case Verdict.HangUpNow(EndReason reason)
            when reason.decidedBy() == Decider.FAULT -> apologise(reason, now, out);
            case Verdict.HangUpNow(EndReason reason) -> become(departure.atOnce(reason, now, out));
        }
        return Instant.MAX;
    }

    private Instant lookWhileLeaving(Leaving leaving, Instant now, Outbox out) {
        if (leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until, Instant objection)) {
            if (!now.isBefore(objection)) {
                out.stand(CallState.ENDING, leaving.reason());
            }
            askForReply(now, out);
            boolean heard = complete && voice.everythingHeard();
            if ((!heard || callerSpeaking) && now.isBefore(until)) {
                return now.isBefore(objection) ? earliest(objection, until) : until;
            }
            become(departure.farewellOver(leaving, heard, now, out));
        } else if (!now.isBefore(leaving.stage().until())) {
            become(departure.due(leaving, now, out));
        } else {
            return earliest(leaving.stage().until(), noteOverdue(leaving, now, out));
        }
        return look(now, out);
    }

    /// Notes once that an ending takes too long.
    ///
    /// @return when to look at that again
    private Instant noteOverdue(Leaving leaving, Instant now, Outbox out) {
        Instant overdueAt = leaving.hangUpFrom().plus(rules.ending().overdue());
        if (overdueNoted || out.stood() != CallState.ENDING || leaving.stage() instanceof Stage.ClosingLine) {
            return Instant.MAX;
        }
        if (now.isBefore(overdueAt)) {
            return overdueAt;
        }
        overdueNoted = true;
        out.journal(new JournalEntry.EndingOverdue(Duration.between(leaving.hangUpFrom(), now)));
        return Instant.MAX;
    }

    private void askForReply(Instant now, Outbox out) {
        if (callerSpeaking) {
            return;
        }
        gate.next(now).ifPresent(cue -> {
            // A reply with a cue of ours, such as the greeting, is no answer to the caller.
            answeringCaller &= cue.isEmpty();
            out.model(new SpeechCommand.Reply(cue));
        });
    }

    // Small things.

    private void become(CallPhase next) {
        if (!phase.kind().next().contains(next.kind())) {
            throw new IllegalStateException("a call cannot go from " + phase.kind() + " to " + next.kind());
        }
        phase = next;
        boolean silent = next instanceof Leaving leaving && !(leaving.stage() instanceof Stage.Farewell);
        if (silent || next instanceof LetGo || next instanceof Ended) {
            session = Session.NONE;
        }
    }

    private void ignore(Object event, Outbox out) {
        out.journal(new JournalEntry.Ignored(
                event.getClass().getSimpleName(), phase.kind().name()));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
