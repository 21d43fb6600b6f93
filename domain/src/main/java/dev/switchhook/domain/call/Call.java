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
import dev.switchhook.domain.hangup.CallFacts;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Conversation;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.Playback;
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
/// tool's outcome is given to the model, which then answers. The call ends by one latch ([Leaving]): the farewell is
/// heard to its last word, the carrier is asked to hang up until it says that the line is down, and the media
/// connection is closed. How a call is left is told in [Departure].
public final class Call {

    private static final int MOST_FAILED_REPLIES = 3;

    /// The pause before a failed reply is asked for again; it doubles with each further failure.
    private static final Duration FIRST_REPEAT = Duration.ofMillis(500);

    private static final String FAREWELL_CUE =
            "Say goodbye to the caller in one short, friendly sentence. Ask nothing. The call ends after it.";
    private static final String STILL_THERE_CUE = "Ask the caller in one short sentence whether they are still there.";

    private static final ToolOutcome CALLER_IS_SPEAKING =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"The caller is speaking. Listen first.\"}");

    private final IncomingCall incoming;
    private final Assistant assistant;
    private final CallRules rules;
    private final Departure departure;
    private final Playback playback;
    private final HeldAudio heldAudio;
    private final ReplyGate gate = new ReplyGate();
    private final ToolDesk tools = new ToolDesk();
    private final Conversation conversation = new Conversation();

    private CallPhase phase = new Connecting(Instant.MAX);
    private Instant openedAt = Instant.MAX;
    private boolean callerSpeaking;
    private @Nullable Instant quietSince;
    private int timesAsked;
    private int failedReplies;
    private long replyMilliseconds;
    private boolean answeringCaller;
    private boolean callerAnswered;
    private boolean farewellAsked;
    private @Nullable ReplyId muted;

    /// A call that was announced and whose line is about to open.
    public Call(IncomingCall incoming, Assistant assistant, CallRules rules) {
        this.incoming = incoming;
        this.assistant = assistant;
        this.rules = rules;
        this.departure = new Departure(rules, incoming.id().hashCode());
        this.playback = new Playback(AudioFormat.MULAW_8K, rules.markEveryMilliseconds());
        this.heldAudio = new HeldAudio(rules.heldBytes());
    }

    /// A call that another process has served before and left behind.
    ///
    /// When it was live, it waits for its line: it resumes the conversation once [LineEvent.Opened] comes, and asks
    /// the carrier to connect again when time passes without. When it was being ended, it goes on with that.
    public static Call leftBehind(IncomingCall incoming, Assistant assistant, CallRules rules, Past past) {
        Call call = new Call(incoming, assistant, rules);
        call.openedAt = past.openedAt();
        return call;
    }

    /// Where the call stands.
    public CallPhase phase() {
        return phase;
    }

    /// The finished turns, oldest first.
    public List<Turn> turns() {
        return conversation.turns();
    }

    /// Takes one event.
    ///
    /// @param now the time of the event; never earlier than that of the event before
    public Step on(CallEvent event, Instant now) {
        Outbox out = new Outbox();
        switch (event) {
            case CallEvent.FromLine(LineEvent said) -> onLine(said, now, out);
            case CallEvent.FromModel(SpeechEvent said) -> onModel(said, now, out);
            case CallEvent.FromTool(ToolCall.Id id, ToolOutcome outcome) -> onToolOutcome(id, outcome, now, out);
            case CallEvent.FromControl(ControlOutcome outcome) -> onControl(outcome, now, out);
            case CallEvent.HandOverRequested _, CallEvent.TakenOver _ -> onDrain(now, out);
            case CallEvent.Broken _ -> apologise(EndReason.OUR_FAULT, now, out);
            case CallEvent.DeadlineReached _ -> {}
        }
        return out.step(look(now, out));
    }

    // The line.

    private void onLine(LineEvent event, Instant now, Outbox out) {
        switch (event) {
            case LineEvent.Opened _ -> open(now, out);
            case LineEvent.CallerAudio(AudioChunk audio) -> hear(audio, out);
            case LineEvent.Played(MarkName mark) -> played(mark, now);
            case LineEvent.KeyPressed _ -> ignore(event, out);
            case LineEvent.Stopped _ -> lineEnds(EndReason.CALLER_HUNG_UP, event, now, out);
            case LineEvent.Lost _ -> lineEnds(EndReason.LINE_LOST, event, now, out);
        }
    }

    private void open(Instant now, Outbox out) {
        if (!openedAt.equals(Instant.MAX)) {
            ignore(new LineEvent.Opened(), out);
            return;
        }
        openedAt = now;
        if (!(phase instanceof Connecting)) {
            // The call was given up before its line was there.
            out.add(new CallEffect.CloseLine());
            return;
        }
        out.journal(new JournalEntry.LineOpened());
        out.add(new CallEffect.OpenModel(new SpeechBriefing(
                incoming.id(), assistant.instructions(), assistant.toolbox().tools(), AudioFormat.MULAW_8K)));
        become(new Connecting(now.plus(rules.modelReady())));
    }

    private void played(MarkName mark, Instant now) {
        if (playback.played(mark, now) && phase instanceof Leaving leaving) {
            become(departure.farewellHeardFurther(leaving, playback.unheard(), now));
        }
    }

    private void hear(AudioChunk audio, Outbox out) {
        if (phase instanceof Connecting) {
            heldAudio.add(audio);
        } else if (inConversation()) {
            out.model(new SpeechCommand.Hear(audio));
        }
    }

    /// Whether caller and model can still hear each other: they talk, or the farewell is being said.
    private boolean inConversation() {
        return switch (phase) {
            case Talking _ -> true;
            case Leaving leaving -> leaving.stage() instanceof Stage.Farewell;
            case Connecting _, Reconnecting _, LetGo _, Ended _ -> false;
        };
    }

    private void lineEnds(EndReason reason, LineEvent event, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> become(departure.afterLineEnded(reason, now, out));
            case Leaving leaving -> become(departure.lineEnded(leaving, event, now, out));
            case Reconnecting _, LetGo _, Ended _ -> ignore(event, out);
        }
    }

    // The model.

    private void onModel(SpeechEvent event, Instant now, Outbox out) {
        gate.goesOn(now);
        switch (event) {
            case SpeechEvent.Ready(String model) -> ready(model, now, out);
            case SpeechEvent.CallerStartedSpeaking _ -> callerSpeaks(now, out);
            case SpeechEvent.CallerStoppedSpeaking _ -> {
                callerSpeaking = false;
                gate.expectAnswer(now);
            }
            case SpeechEvent.CallerSaid(ItemId _, String text) -> spoken(new Turn.Caller(text), out);
            case SpeechEvent.ReplyStarted(ReplyId reply) -> {
                gate.started(reply, now);
                replyMilliseconds = 0;
            }
            case SpeechEvent.ReplyAudio audio -> play(audio, now, out);
            case SpeechEvent.ReplySaid(ReplyId _, ItemId item, String text) -> spoken(new Turn.Agent(item, text), out);
            case SpeechEvent.ToolWanted(ReplyId _, ToolCall call) -> toolWanted(call, now, out);
            case SpeechEvent.ReplyFinished(ReplyId reply, ReplyEnd end) -> replyFinished(reply, end, now, out);
            case SpeechEvent.Faulted(var fault) -> out.journal(new JournalEntry.ModelFaulted(fault.toString()));
            case SpeechEvent.Closed _ -> modelClosed(now, out);
        }
    }

    private void ready(String model, Instant now, Outbox out) {
        if (!(phase instanceof Connecting) || openedAt.equals(Instant.MAX)) {
            ignore(new SpeechEvent.Ready(model), out);
            return;
        }
        out.journal(new JournalEntry.ModelReady(model, Duration.between(openedAt, now)));
        become(new Talking());
        gate.want(assistant.greeting());
        askForReply(now, out);
        heldAudio.release().forEach(chunk -> out.model(new SpeechCommand.Hear(chunk)));
    }

    private void callerSpeaks(Instant now, Outbox out) {
        callerSpeaking = true;
        answeringCaller = true;
        callerAnswered = false;
        timesAsked = 0;
        tools.answerOwed(false);
        if (!(phase instanceof Talking)) {
            return;
        }
        boolean replying = gate.current().isPresent();
        boolean audible = !playback.everythingHeard();
        gate.callerSpeaks();
        gate.forget();
        if (!replying && !audible) {
            return;
        }
        if (audible) {
            out.line(new LineCommand.StopPlaying());
        }
        List<HeardItem> heard = playback.cutShort(now);
        out.model(new SpeechCommand.StopReply(heard, Cause.CALLER_SPOKE));
        muted = gate.current().orElse(null);
        out.journal(new JournalEntry.BargedIn(heard));
    }

    private void play(SpeechEvent.ReplyAudio audio, Instant now, Outbox out) {
        if (!mayPlay(audio.reply())) {
            return;
        }
        if (!playback.continues(audio.item())) {
            playback.utteranceComplete().ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
        }
        for (AudioChunk piece : audio.audio().pieces(rules.markEveryMilliseconds())) {
            if (tooMuchToSay()) {
                out.model(new SpeechCommand.StopReply(List.of(), Cause.OUR_DECISION));
                out.journal(new JournalEntry.ModelFaulted("a reply past " + rules.longestReply() + " was stopped"));
                muted = audio.reply();
                return;
            }
            playback.markBefore(piece).ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
            out.line(new LineCommand.Play(piece));
            playback.sent(audio.item(), piece, now).ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
            replyMilliseconds += piece.milliseconds();
        }
        callerAnswered |= answeringCaller;
        if (phase instanceof Leaving leaving) {
            become(departure.farewellGoesOn(leaving, now));
        }
    }

    private boolean tooMuchToSay() {
        Duration most = rules.longestReply();
        return replyMilliseconds >= most.toMillis() || playback.unheard().compareTo(most) >= 0;
    }

    private boolean mayPlay(ReplyId reply) {
        return gate.isSpeaking(reply)
                && !reply.equals(muted)
                && switch (phase) {
                    case Talking _ -> true;
                    case Leaving(EndReason _, Instant _, boolean _, Stage.Farewell(boolean complete, Instant _)) ->
                        !complete;
                    case Connecting _, Reconnecting _, Leaving _, LetGo _, Ended _ -> false;
                };
    }

    private void replyFinished(ReplyId reply, ReplyEnd end, Instant now, Outbox out) {
        if (!gate.isSpeaking(reply)) {
            ignore(new SpeechEvent.ReplyFinished(reply, end), out);
            return;
        }
        gate.finished(reply, now);
        if (inConversation()) {
            playback.utteranceComplete().ifPresent(mark -> out.line(new LineCommand.Mark(mark)));
        }
        switch (phase) {
            case Talking _
            when end == ReplyEnd.FAILED || (end == ReplyEnd.INCOMPLETE && replyMilliseconds == 0) ->
                replyFailed(now, out);
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
        switch (phase) {
            case Connecting _ -> apologise(EndReason.MODEL_UNAVAILABLE, now, out);
            case Talking _ -> apologise(EndReason.MODEL_LOST, now, out);
            case Leaving leaving
            when leaving.stage() instanceof Stage.Farewell(boolean complete, Instant _) && !complete ->
                become(departure.farewellSpoken(leaving, playback.unheard(), now));
            case Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void spoken(Turn turn, Outbox out) {
        conversation.add(turn);
        out.journal(new JournalEntry.Spoken(turn));
    }

    // Tools.

    private void toolWanted(ToolCall call, Instant now, Outbox out) {
        if (!(phase instanceof Talking)) {
            ignore(new SpeechEvent.ToolWanted(new ReplyId(""), call), out);
            return;
        }
        Duration deadline =
                assistant.toolbox().find(call.tool()).map(Tool::deadline).orElse(Duration.ofSeconds(8));
        if (!tools.take(call, now, deadline)) {
            ignore(new SpeechEvent.ToolWanted(new ReplyId(""), call), out);
            return;
        }
        out.journal(new JournalEntry.ToolStarted(call));
        if (call.tool().equals(Tool.HANG_UP)) {
            tools.finish(call.id());
            hangUpWanted(call.id(), now, out);
        } else {
            out.add(new CallEffect.ToTools(call));
        }
    }

    private void hangUpWanted(ToolCall.Id id, Instant now, Outbox out) {
        if (callerSpeaking) {
            out.model(new SpeechCommand.GiveToolResult(id, CALLER_IS_SPEAKING));
            return;
        }
        out.model(new SpeechCommand.GiveToolResult(id, new ToolOutcome.Done("{\"outcome\":\"done\"}")));
        gate.forget();
        Leaving leaving = departure.byGoodbye(EndReason.AGENT_SAID_GOODBYE, now, out);
        become(leaving);
        if (gate.current().isEmpty()) {
            goodbyeFinished(leaving, now);
        }
    }

    /// No more sound comes from the reply that asked for the hang-up. What was said in it is the goodbye, or else what
    /// was said in answer to the caller's last words; an agent that said nothing is asked for a goodbye, once.
    private void goodbyeFinished(Leaving leaving, Instant now) {
        if (replyMilliseconds > 0 || callerAnswered || farewellAsked) {
            become(departure.farewellSpoken(leaving, playback.unheard(), now));
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
            if (inConversation()) {
                out.model(new SpeechCommand.GiveToolResult(id, outcome));
                tools.answerOwed(!callerSpeaking);
                callerAnswered = false;
            }
        });
    }

    // Leaving.

    private void onDrain(Instant now, Outbox out) {
        switch (phase) {
            case Connecting _ -> apologise(EndReason.OUR_FAULT, now, out);
            case Talking _ -> sayGoodbye(EndReason.OUR_FAULT, now, out);
            case Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    private void onControl(ControlOutcome outcome, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _
            when outcome instanceof ControlOutcome.LineDown -> {
                become(departure.afterLineEnded(EndReason.CALLER_HUNG_UP, now, out));
                onControl(outcome, now, out);
            }
            case Leaving leaving -> become(departure.controlled(leaving, outcome, openedAt(now), now, out));
            case Connecting _, Reconnecting _, Talking _, LetGo _, Ended _ ->
                out.journal(new JournalEntry.Ignored(
                        outcome.getClass().getSimpleName(), phase.kind().name()));
        }
    }

    private void sayGoodbye(EndReason reason, Instant now, Outbox out) {
        become(departure.byGoodbye(reason, now, out));
        askForFarewell();
    }

    private void apologise(EndReason reason, Instant now, Outbox out) {
        switch (phase) {
            case Connecting _, Talking _ -> become(departure.byApology(reason, now, out));
            case Reconnecting _, Leaving _, LetGo _, Ended _ -> {}
        }
    }

    // Time.

    /// Does what has become due, and says when the next thing will be.
    private Instant look(Instant now, Outbox out) {
        for (ToolDesk.Running late : tools.overdue(now)) {
            onToolOutcome(late.call().id(), new ToolOutcome.TimedOut(late.deadline()), now, out);
        }
        return switch (phase) {
            case Connecting(Instant giveUpAt) -> lookWhileConnecting(giveUpAt, now, out);
            case Talking _ -> lookWhileTalking(now, out);
            case Leaving leaving -> lookWhileLeaving(leaving, now, out);
            case Reconnecting _, LetGo _, Ended _ -> Instant.MAX;
        };
    }

    private Instant lookWhileConnecting(Instant giveUpAt, Instant now, Outbox out) {
        if (now.isBefore(giveUpAt)) {
            return giveUpAt;
        }
        apologise(EndReason.MODEL_UNAVAILABLE, now, out);
        return look(now, out);
    }

    private Instant lookWhileTalking(Instant now, Outbox out) {
        if (tools.readyToAnswer() && gate.free() && !callerSpeaking) {
            tools.answerOwed(false);
            gate.want("");
        }
        askForReply(now, out);
        Duration patience = rules.modelSilence();
        if (gate.nudge(now, patience.dividedBy(2))) {
            out.model(new SpeechCommand.Reply(""));
        }
        if (gate.silentSince()
                .filter(since -> !now.isBefore(since.plus(patience)))
                .isPresent()) {
            apologise(EndReason.MODEL_LOST, now, out);
            return look(now, out);
        }
        Instant stay = judge(now, out);
        if (!(phase instanceof Talking)) {
            return look(now, out);
        }
        return earliest(stay, earliest(gate.nextLook(patience), tools.nextDeadline()));
    }

    private Instant judge(Instant now, Outbox out) {
        boolean sounds = playback.sounds(now, rules.farewell().slack());
        boolean active = callerSpeaking || !gate.free() || !tools.idle() || sounds;
        quietSince = active ? null : quietSince == null ? now : quietSince;
        Verdict verdict = assistant
                .policy()
                .judge(new CallFacts(
                        now,
                        openedAt,
                        Optional.ofNullable(quietSince),
                        timesAsked,
                        false,
                        conversation.turns(),
                        false,
                        Optional.empty()));
        switch (verdict) {
            case Verdict.Stay(Instant until) -> {
                return until;
            }
            case Verdict.AskWhetherPresent _ -> {
                timesAsked++;
                gate.want(STILL_THERE_CUE);
                askForReply(now, out);
                return Instant.MAX;
            }
            case Verdict.SayGoodbyeThenHangUp(EndReason reason) -> sayGoodbye(reason, now, out);
            case Verdict.Warn _ -> {}
            case Verdict.GiveUp(EndReason reason) -> apologise(reason, now, out);
            case Verdict.HangUpNow(EndReason reason) -> become(departure.atOnce(reason, now, out));
        }
        return Instant.MAX;
    }

    private Instant lookWhileLeaving(Leaving leaving, Instant now, Outbox out) {
        if (leaving.stage() instanceof Stage.Farewell(boolean complete, Instant until)) {
            askForReply(now, out);
            boolean heard = complete && playback.everythingHeard();
            if ((!heard || callerSpeaking) && now.isBefore(until)) {
                return until;
            }
            become(departure.farewellOver(leaving, heard, now, out));
        } else if (!now.isBefore(leaving.stage().until())) {
            become(departure.due(leaving, now, out));
        } else {
            return leaving.stage().until();
        }
        return look(now, out);
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
    }

    private Instant openedAt(Instant now) {
        return openedAt.equals(Instant.MAX) ? now : openedAt;
    }

    private void ignore(Object event, Outbox out) {
        out.journal(new JournalEntry.Ignored(
                event.getClass().getSimpleName(), phase.kind().name()));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
