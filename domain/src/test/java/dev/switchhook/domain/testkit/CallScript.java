package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.Past;
import dev.switchhook.domain.call.Step;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.assistant.Opening;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.tool.Evidence;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.MarkName;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A language for stories of calls: what happens, one method each, and what the call is expected to do about it.
///
/// ```java
/// CallScript.call().lineOpens().expect("open model").modelReady().expect("ask for greeting");
/// ```
///
/// Time stands still except in [#passes] and [#plays], which wake the call when it wishes. Expectations are about
/// everything that the call did since the last one, in the words of [InWords], notes for the journal apart.
public final class CallScript {

    /// The instructions for the greeting; [InWords] shows them as `ask for greeting`.
    public static final String GREETING = "greeting";

    /// What is said while `confirm_appointment` takes long.
    public static final String CONFIRM_FILLER = "One moment, please.";

    /// A session of this model lasts for an hour.
    private static final SpeechEvent READY = new SpeechEvent.Ready("scripted", "scripted", Duration.ofHours(1));

    private static final Duration TOOL_DEADLINE = Duration.ofSeconds(8);

    private record Sent(MarkName mark, long position) {}

    private final Call call;
    private final List<String> did = new ArrayList<>();
    private final List<CallEffect> effects = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final Deque<Sent> marks = new ArrayDeque<>();
    private long sentMilliseconds;
    private long playedMilliseconds;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Instant wakeAt = Instant.MAX;

    private CallScript(Call call, Instant now) {
        this.call = call;
        this.now = now;
    }

    private CallScript(BiFunction<IncomingCall, Assistant, Call> call, HangupPolicy policy) {
        this(call, policy, Opening.cue(GREETING));
    }

    private CallScript(BiFunction<IncomingCall, Assistant, Call> call, HangupPolicy policy, Opening opening) {
        Tool book = tool("book_appointment", "", false, Evidence.ofDoing("booked"));
        Tool confirm = tool("confirm_appointment", CONFIRM_FILLER, true, Evidence.ofDoing("booked"));
        Tool find = tool("find_appointment", "", false, Evidence.ofReading("booked"));
        Assistant assistant =
                new Assistant("receptionist", "Be kind.", opening, Toolbox.of(List.of(book, confirm, find)), policy);
        PhoneNumber number = new PhoneNumber("+15005550006");
        IncomingCall incoming = new IncomingCall(new CallId("CA1"), number, number);
        this.call = call.apply(incoming, assistant);
    }

    private static Tool tool(String name, String filler, boolean listens, Evidence evidence) {
        return new Tool(name, "Does it.", "{\"type\":\"object\"}", TOOL_DEADLINE, filler, listens, evidence);
    }

    /// A call to a receptionist with the tools `book_appointment`, `confirm_appointment` (which listens, and has a
    /// filler of its own), `find_appointment` (which only reads) and `hang_up`, who asks after 20 s of silence
    /// whether the caller is still there, and lets a call last for 10 minutes.
    public static CallScript call() {
        return call(HangupPolicies.firstOf(
                HangupPolicies.afterMaxDuration(Duration.ofMinutes(10)),
                HangupPolicies.afterSilence(Duration.ofSeconds(20))));
    }

    /// A call to a receptionist who begins it like this.
    public static CallScript opening(Opening opening) {
        return new CallScript(
                (incoming, assistant) -> new Call(incoming, assistant, CallRules.standard()),
                HangupPolicies.afterSilence(Duration.ofSeconds(20)),
                opening);
    }

    /// A call under another policy.
    public static CallScript call(HangupPolicy policy) {
        return call(policy, CallRules.standard());
    }

    /// A call under another policy and other rules.
    public static CallScript call(HangupPolicy policy, CallRules rules) {
        return new CallScript((incoming, assistant) -> new Call(incoming, assistant, rules), policy);
    }

    /// A call that another process has left behind.
    public static CallScript leftBehind(Past past, CallRules rules) {
        return new CallScript(
                (incoming, assistant) -> Call.leftBehind(incoming, assistant, rules, past),
                HangupPolicies.afterSilence(Duration.ofSeconds(20)));
    }

    /// The story of any call, from that time on.
    public static CallScript of(Call call, Instant now) {
        return new CallScript(call, now);
    }

    /// A call whose line is open and whose model has been asked to greet; nothing of that is expected any more.
    public static CallScript talking() {
        return call().lineOpens().modelReady().forget();
    }

    /// A call in which the greeting, two seconds long, is over and was heard.
    public static CallScript greeted() {
        return talking().says("greeting", 2000).plays(2000).forget();
    }

    /// Any event.
    public CallScript on(CallEvent event) {
        Step step = call.on(event, now);
        wakeAt = step.wakeAt();
        effects.addAll(step.effects());
        for (CallEffect effect : step.effects()) {
            switch (effect) {
                case CallEffect.ToJournal(JournalEntry entry) -> journal.add(entry);
                case CallEffect.ToLine(LineCommand command) -> {
                    did.add(InWords.effect(effect));
                    buffer(command);
                }
                default -> did.add(InWords.effect(effect));
            }
        }
        return this;
    }

    private void buffer(LineCommand command) {
        switch (command) {
            case LineCommand.Play(AudioChunk audio) -> sentMilliseconds += audio.milliseconds();
            case LineCommand.Mark(MarkName name) -> marks.addLast(new Sent(name, sentMilliseconds));
            case LineCommand.StopPlaying _ -> sentMilliseconds = playedMilliseconds;
        }
    }

    private CallScript line(LineEvent event) {
        return on(new CallEvent.FromLine(event));
    }

    private CallScript model(SpeechEvent event) {
        return on(new CallEvent.FromModel(event));
    }

    private CallScript control(ControlOutcome outcome) {
        return on(new CallEvent.FromControl(outcome));
    }

    /// A line opens; it has been sent nothing yet.
    public CallScript lineOpens() {
        marks.clear();
        sentMilliseconds = playedMilliseconds;
        return line(new LineEvent.Opened());
    }

    public CallScript callerSounds(int milliseconds) {
        return line(new LineEvent.CallerAudio(TestSound.silence(milliseconds)));
    }

    /// Sound of that length which begins there in the stream.
    public CallScript callerSoundsAt(long at, int milliseconds) {
        return line(new LineEvent.CallerAudio(TestSound.silence(milliseconds), Optional.of(Duration.ofMillis(at))));
    }

    /// Several keys, without a pause between them.
    public CallScript callerPresses(String keys) {
        keys.chars().forEach(key -> callerPresses((char) key));
        return this;
    }

    public CallScript callerPresses(char key) {
        return line(new LineEvent.KeyPressed(key));
    }

    public CallScript callerWrites(String text) {
        return line(new LineEvent.Wrote(text));
    }

    /// The carrier stops the media because the caller has hung up.
    public CallScript callerHangsUp() {
        return line(new LineEvent.Stopped());
    }

    public CallScript lineIsLost() {
        return line(new LineEvent.Lost());
    }

    /// The line returns this mark, whether its sound was played or dropped.
    public CallScript markReturns(String name) {
        return line(new LineEvent.Played(new MarkName(name)));
    }

    public CallScript modelReady() {
        return model(READY);
    }

    /// What the model gives for taking its session up again.
    public CallScript modelResumable(String token) {
        return model(new SpeechEvent.Resumable(new Resumption("scripted", token)));
    }

    /// The session beside the present one says something.
    public CallScript nextModel(SpeechEvent event) {
        return on(new CallEvent.FromNextModel(event));
    }

    public CallScript nextModelReady() {
        return nextModel(READY);
    }

    public CallScript nextModelCloses() {
        return nextModel(new SpeechEvent.Closed());
    }

    public CallScript callerStartsSpeaking() {
        return model(new SpeechEvent.CallerStartedSpeaking());
    }

    public CallScript callerStopsSpeaking() {
        return model(new SpeechEvent.CallerStoppedSpeaking());
    }

    /// The caller's turn is over; it has this name.
    public CallScript callerStopsSpeaking(String item) {
        return model(new SpeechEvent.CallerStoppedSpeaking(Optional.of(new ItemId(item))));
    }

    public CallScript callerSaid(String item, String text) {
        return model(new SpeechEvent.CallerSaid(new ItemId(item), text));
    }

    public CallScript callerSaid(String text) {
        return model(new SpeechEvent.CallerSaid(new ItemId("caller"), text));
    }

    public CallScript replyStarts(String reply) {
        return model(new SpeechEvent.ReplyStarted(new ReplyId(reply)));
    }

    public CallScript replySounds(String reply, String item, int milliseconds) {
        return model(new SpeechEvent.ReplyAudio(new ReplyId(reply), new ItemId(item), TestSound.silence(milliseconds)));
    }

    public CallScript replySaid(String reply, String item, String text) {
        return model(new SpeechEvent.ReplySaid(new ReplyId(reply), new ItemId(item), text));
    }

    public CallScript replyEnds(String reply, ReplyEnd end) {
        return model(new SpeechEvent.ReplyFinished(new ReplyId(reply), end));
    }

    /// A whole reply of one utterance of the same name, as fast as a model makes it.
    public CallScript says(String reply, int milliseconds) {
        return replyStarts(reply).replySounds(reply, reply, milliseconds).replyEnds(reply, ReplyEnd.COMPLETE);
    }

    public CallScript toolWanted(String reply, String id, String tool) {
        return model(new SpeechEvent.ToolWanted(new ReplyId(reply), new ToolCall(new ToolCall.Id(id), tool, "{}")));
    }

    public CallScript hangUpWanted(String reply, String id) {
        return toolWanted(reply, id, Tool.HANG_UP);
    }

    public CallScript modelFaults(SpeechFault fault) {
        return model(new SpeechEvent.Faulted(fault));
    }

    public CallScript modelCloses() {
        return model(new SpeechEvent.Closed());
    }

    public CallScript toolAnswers(String id) {
        return toolAnswers(id, new ToolOutcome.Done("{\"outcome\":\"done\"}"));
    }

    public CallScript toolAnswers(String id, ToolOutcome outcome) {
        return on(new CallEvent.FromTool(new ToolCall.Id(id), outcome));
    }

    public CallScript carrierSaysDown() {
        return control(new ControlOutcome.LineDown());
    }

    public CallScript carrierAccepts() {
        return control(new ControlOutcome.Accepted());
    }

    public CallScript carrierSaysUp() {
        return control(new ControlOutcome.StillUp());
    }

    public CallScript carrierFails() {
        return control(new ControlOutcome.Unknown("503"));
    }

    public CallScript handOver() {
        return on(new CallEvent.HandOverRequested());
    }

    public CallScript takenOver() {
        return on(new CallEvent.TakenOver());
    }

    public CallScript breaks() {
        return on(new CallEvent.Broken());
    }

    /// Time passes, and the call is woken whenever it wishes. The line plays nothing meanwhile: no mark returns.
    public CallScript passes(Duration time) {
        Instant until = now.plus(time);
        while (!wakeAt.isAfter(until)) {
            now = wakeAt.isAfter(now) ? wakeAt : now;
            on(new CallEvent.DeadlineReached());
        }
        now = until;
        return this;
    }

    /// Time passes in which the caller speaks on, and the model gives a sign of life every ten seconds.
    public CallScript callerSpeaksFor(Duration time) {
        Instant until = now.plus(time);
        for (Instant sign = now.plusSeconds(10); sign.isBefore(until); sign = sign.plusSeconds(10)) {
            passes(Duration.between(now, sign)).modelResumable("sign of life");
        }
        return passes(Duration.between(now, until));
    }

    /// Time passes in milliseconds.
    public CallScript passes(long milliseconds) {
        return passes(Duration.ofMillis(milliseconds));
    }

    /// The line plays that much of what it was sent, in real time, and returns the marks as it passes them.
    public CallScript plays(long milliseconds) {
        long until = Math.min(playedMilliseconds + milliseconds, sentMilliseconds);
        while (!marks.isEmpty() && marks.getFirst().position() <= until) {
            Sent next = marks.removeFirst();
            long ahead = Math.max(0, next.position() - playedMilliseconds);
            playedMilliseconds += ahead;
            passes(ahead);
            markReturns(next.mark().value());
        }
        long rest = Math.max(0, until - playedMilliseconds);
        playedMilliseconds += rest;
        return passes(rest);
    }

    /// The line returns all marks at once, as it does after it was told to stop playing.
    public CallScript allMarksReturn() {
        List<Sent> outstanding = List.copyOf(marks);
        marks.clear();
        outstanding.forEach(sent -> markReturns(sent.mark().value()));
        return this;
    }

    /// What was done since the last expectation is exactly this, in this order.
    public CallScript expect(String... effects) {
        assertThat(did).containsExactly(effects);
        return forget();
    }

    /// Of what was done since the last expectation, what does not begin with `play` or `mark` is exactly this, in
    /// this order.
    public CallScript expectBesideSound(String... effects) {
        assertThat(did.stream().filter(effect -> !effect.startsWith("play ") && !effect.startsWith("mark ")))
                .containsExactly(effects);
        return forget();
    }

    /// Nothing was done since the last expectation.
    public CallScript expectNothing() {
        return expect();
    }

    /// What was done so far is of no interest.
    public CallScript forget() {
        did.clear();
        return this;
    }

    /// What was done since the last expectation.
    public List<String> did() {
        return List.copyOf(did);
    }

    /// The call stands there, in the words of [InWords#phase].
    public CallScript expectPhase(String phase) {
        assertThat(InWords.phase(call.phase())).isEqualTo(phase);
        return this;
    }

    /// The call is over for that reason.
    public CallScript expectEnded(EndReason reason) {
        assertThat(ending()).map(CallEnding::reason).contains(reason);
        assertThat(notes(JournalEntry.Ended.class)).hasSize(1);
        return this;
    }

    /// How the call ended, if it has.
    public Optional<CallEnding> ending() {
        return call.phase() instanceof CallPhase.Ended(CallEnding ending) ? Optional.of(ending) : Optional.empty();
    }

    /// The notes of one kind so far.
    public <T extends JournalEntry> List<T> notes(Class<T> kind) {
        return journal.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Everything that the call did so far, whatever was expected of it.
    public List<CallEffect> effects() {
        return Collections.unmodifiableList(effects);
    }

    /// The latest effect of one kind.
    public <T extends CallEffect> T latest(Class<T> kind) {
        return effects.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " yet"));
    }

    /// Where the call stands.
    public CallPhase phase() {
        return call.phase();
    }

    /// The call itself.
    public Call machine() {
        return call;
    }

    /// When the call wishes to be woken.
    public Instant wakeAt() {
        return wakeAt;
    }

    /// The time in the story.
    public Instant now() {
        return now;
    }
}
