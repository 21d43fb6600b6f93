package dev.switchhook.app.tooltest;

import dev.switchhook.app.tools.Trust;
import dev.switchhook.domain.call.Call;
import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.call.Past;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A whole call that goes by a script, line by line: through the real call machine, with the real tools, in a time of
/// its
/// own. What the script does not say happens by itself: the agent greets, answers, and hangs up when it is told to.
///
/// ```java
/// call.callerSays("A table for two at seven, please.")
///         .agentCalls("reserve_table", "{\"people\":2}")
///         .expectResult("done", "\"table\"");
/// ```
///
/// An expectation that fails tells the whole script so far. Not safe for use by several threads.
public final class ScriptedCall {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(130);
    private static final Duration LONGEST_ENDING = Duration.ofSeconds(15);

    /// How long the agent speaks where the script does not say what.
    private static final Duration FEW_WORDS = Duration.ofSeconds(1);

    private static final int PER_CHARACTER_MILLISECONDS = 60;

    private final ToolBench bench;
    private final ScriptText script = new ScriptText(START);
    private final List<Noted> journal = new ArrayList<>();
    private final Deque<ToolOutcome> results = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private IncomingCall caller = ToolCaller.call(ToolCaller.NUMBER);
    private ToolsAtWork tools;
    private @Nullable CallScript call;
    private @Nullable ToolCall latest;
    private String latestAnswer = "";
    private String briefing = "";
    private int seen;
    private int names;

    /// Whether the model has been asked to say something and has not begun to.
    private boolean answerWanted;

    private boolean linkIsOver;

    ScriptedCall(ToolBench bench) {
        this.bench = bench;
        this.tools = new ToolsAtWork(caller, bench.process());
    }

    /// Who calls. Said before anything else.
    public ScriptedCall from(String number, Attestation attestation) {
        if (call != null) {
            throw script.failure("who calls is said before anything else in the script");
        }
        caller = new IncomingCall(caller.id(), new PhoneNumber(number), caller.to(), attestation);
        tools = new ToolsAtWork(caller, bench.process());
        return this;
    }

    // What happens.

    /// The caller says something, after the agent has been heard to its last word.
    public ScriptedCall callerSays(String words) {
        settle();
        line().plays(LONGEST_WAIT.toMillis());
        return callerSpeaks("caller", words);
    }

    /// The caller says something at once, whatever the agent says and whichever tool is at work.
    public ScriptedCall callerInterrupts(String words) {
        settle();
        return callerSpeaks("caller!", words);
    }

    private ScriptedCall callerSpeaks(String who, String words) {
        String item = name("caller");
        script.add(now(), who, words);
        line().callerStartsSpeaking();
        passes(milliseconds(words));
        line().callerStopsSpeaking(item).callerSaid(item, words);
        look();
        answerWanted = true;
        return this;
    }

    /// The agent says something in its own words. They are heard as the call goes on.
    public ScriptedCall agentSays(String words) {
        script.add(now(), "agent", words);
        return replies(words);
    }

    private ScriptedCall replies(String words) {
        return replies(words, milliseconds(words));
    }

    private ScriptedCall replies(String words, Duration sound) {
        answerWanted = false;
        String reply = name("reply");
        String item = name("item");
        heard.add(words);
        line().replyStarts(reply)
                .replySounds(reply, item, (int) sound.toMillis())
                .replySaid(reply, item, words)
                .replyEnds(reply, ReplyEnd.COMPLETE);
        return look();
    }

    /// The model calls a tool, with arguments as JSON text.
    public ScriptedCall agentCalls(String tool, String arguments) {
        script.add(now(), "agent", "calls " + tool + " " + arguments);
        answerWanted = false;
        String reply = name("reply");
        latest = new ToolCall(new ToolCall.Id(name("call")), tool, arguments);
        line().replyStarts(reply);
        line().on(new CallEvent.FromModel(new SpeechEvent.ToolWanted(new ReplyId(reply), latest)))
                .replyEnds(reply, ReplyEnd.COMPLETE);
        return look();
    }

    /// The model calls the tool that it has called last once more, with the same arguments.
    public ScriptedCall theSameCallAgain() {
        if (latest == null) {
            throw script.failure("there was no tool call yet that could be made again");
        }
        return agentCalls(latest.tool(), latest.arguments());
    }

    /// The next tool takes this long before the call learns how it ended. It runs and has its effect all the same.
    public ScriptedCall toolTakes(Duration time) {
        line();
        tools.nextTakes(time);
        script.add(now(), "tool", "will take " + time.toMillis() + " ms");
        return this;
    }

    /// Time passes. Outcomes of tools arrive, and what the agent has said is heard.
    public ScriptedCall passes(Duration time) {
        CallScript line = line();
        Instant until = line.now().plus(time);
        look();
        while (line.now().isBefore(until)) {
            Instant next = tools.next().isAfter(line.now()) && tools.next().isBefore(until) ? tools.next() : until;
            Instant wake = line.wakeAt();
            Instant step = wake.isAfter(line.now()) && wake.isBefore(next) ? wake : next;
            Duration part = Duration.between(line.now(), step);
            line.plays(part.toMillis());
            if (line.now().isBefore(step)) {
                line.passes(Duration.between(line.now(), step));
            }
            look();
        }
        return this;
    }

    /// The connection to the model is lost, and another session takes its place.
    public ScriptedCall reconnect() {
        script.add(now(), "model", "is lost");
        answerWanted = false;
        line().modelFaults(new SpeechFault.Disconnected("by the script")).modelCloses();
        return look();
    }

    /// The process dies as soon as the next tool has run: its effect is there, and nobody has noted it. Another process
    /// has to take the call over after that.
    public ScriptedCall theProcessDiesInTheNextTool() {
        line();
        tools.processDiesWithTheNext();
        script.add(now(), "process", "will die in the next tool");
        return this;
    }

    /// The process is gone, and another one goes on with the call.
    public ScriptedCall anotherProcessTakesOver() {
        CallScript old = line();
        script.add(now(), "process", "is gone; another one takes over");
        ToolBench.ToolProcess next = bench.process();
        tools = new ToolsAtWork(caller, next);
        CallRecord record =
                new CallRecord(caller, CallState.LIVE, Optional.empty(), Optional.empty(), 1, START, old.now());
        Past past = Past.of(record, journal).alsoDone(next.catalogue().done(caller));
        serve(Call.leftBehind(caller, assistant(next), CallRules.standard(), past), old.now());
        return this;
    }

    /// The caller hangs up.
    public ScriptedCall hangUp() {
        script.add(now(), "caller", "hangs up");
        line().callerHangsUp();
        return look();
    }

    // What is expected.

    /// The next result that the model is given ends like this, and has these texts in it. It is waited for, as long as
    /// a
    /// deadline may be.
    ///
    /// @param outcome `done`, `not_yet`, `accepted`, `refused`, `failed` or `unknown`
    public ScriptedCall expectResult(String outcome, String... texts) {
        Instant until = line().now().plus(LONGEST_WAIT);
        while (results.isEmpty() && now().isBefore(until) && !linkIsOver) {
            passes(Duration.ofMillis(100));
        }
        if (results.isEmpty()) {
            throw script.failure("expected the result " + outcome + " of a tool, but the model is given none");
        }
        latestAnswer = results.removeFirst().answer();
        CalledTool told = told();
        if (!told.outcome().equals(outcome)) {
            throw script.failure("expected the result " + outcome + ", but the model reads " + latestAnswer);
        }
        for (String text : texts) {
            if (!latestAnswer.contains(text)) {
                throw script.failure("expected a result with \"" + text + "\", but the model reads " + latestAnswer);
            }
        }
        return this;
    }

    /// No result of a tool is left that nobody has expected.
    public ScriptedCall expectNoResult() {
        look();
        if (!results.isEmpty()) {
            throw script.failure("expected no further result, but the model reads "
                    + results.getFirst().answer());
        }
        return this;
    }

    private CalledTool told() {
        String what = latest == null ? "a tool" : latest.tool() + " " + latest.arguments();
        return new CalledTool(what, latestAnswer, true, List.of(), List.of());
    }

    /// The result that was expected last has the agent say this line word for word.
    public ScriptedCall expectAgentSaysExactly(String line) {
        String exactly = told().value("say_exactly");
        if (!exactly.equals(line)) {
            throw script.failure("expected that the agent says exactly \"" + line + "\", but "
                    + (exactly.isEmpty()
                            ? "the result holds no such line: " + latestAnswer
                            : "the line is \"" + exactly + "\""));
        }
        return this;
    }

    /// The agent has said something with these words: by the script, or by itself, such as a tool's filler.
    public ScriptedCall expectAgentSaid(String words) {
        look();
        if (heard.stream().noneMatch(said -> said.contains(words))) {
            throw script.failure("expected that the agent says \"" + words + "\", but it has not");
        }
        return this;
    }

    /// The tool has run this often in the whole test method.
    public ScriptedCall expectRuns(String tool, int times) {
        if (bench.runs(tool) != times) {
            throw script.failure("expected " + times + " runs of " + tool + ", but there were " + bench.runs(tool));
        }
        return this;
    }

    /// The model knows this: it stands in what the present session was told of the call before.
    public ScriptedCall expectModelKnows(String text) {
        look();
        if (!briefing.contains(text)) {
            throw script.failure("expected that the model knows \"" + text + "\", but it was told:\n" + briefing);
        }
        return this;
    }

    /// The effects that are kept of this call, oldest first: the name of the tool, and what the model was told.
    public List<String> kept() {
        return ToolCaller.kept(bench, caller.id());
    }

    /// The call is over, or will be as soon as what has been said is heard and the carrier is told.
    public ScriptedCall expectOver() {
        Instant until = now().plus(LONGEST_ENDING);
        while (line().ending().isEmpty() && now().isBefore(until)) {
            passes(Duration.ofMillis(100));
        }
        if (line().ending().isEmpty()) {
            throw script.failure("expected that the call is over, but it goes on");
        }
        return this;
    }

    // The machine.

    private CallScript line() {
        if (call == null) {
            ToolBench.ToolProcess process = bench.process();
            tools = new ToolsAtWork(caller, process);
            return serve(new Call(caller, assistant(process), CallRules.standard()), START);
        }
        return call;
    }

    private CallScript serve(Call machine, Instant now) {
        CallScript served = CallScript.of(machine, now);
        call = served;
        seen = 0;
        served.lineOpens();
        look();
        passes(Duration.ofSeconds(2));
        return served;
    }

    private Assistant assistant(ToolBench.ToolProcess process) {
        Toolbox toolbox = process.catalogue().toolbox(Trust.of(caller));
        return new Assistant(
                "agent", "You are an agent.", "Greet.", toolbox, HangupPolicies.afterMaxDuration(Duration.ofHours(1)));
    }

    private Instant now() {
        return line().now();
    }

    private String name(String kind) {
        return kind + "-" + ++names;
    }

    private static Duration milliseconds(String words) {
        return Duration.ofMillis(200L + (long) PER_CHARACTER_MILLISECONDS * words.length());
    }

    /// A model that was asked for an answer, and of which the script says nothing, says a few words of its own.
    private void settle() {
        line();
        look();
        if (answerWanted) {
            replies("(an answer)", FEW_WORDS);
        }
    }

    /// Sees what the call has done, and has the world answer, until there is nothing new.
    private ScriptedCall look() {
        CallScript line = line();
        boolean more = true;
        while (more) {
            more = false;
            List<CallEffect> effects = line.effects();
            if (seen < effects.size()) {
                answer(line, effects.get(seen++));
                more = true;
            } else {
                Optional<ToolsAtWork.Outcome> outcome = tools.arrived(line.now());
                if (outcome.isPresent()) {
                    line.toolAnswers(outcome.get().id().value(), outcome.get().outcome());
                    more = true;
                }
            }
        }
        return this;
    }

    private void answer(CallScript line, CallEffect effect) {
        switch (effect) {
            case CallEffect.ToTools(var wanted, var said) -> tools.run(wanted, said, line.now());
            case CallEffect.ToModel(SpeechCommand command) -> modelIsTold(command);
            case CallEffect.OpenModel(var brief) -> {
                briefing = brief.instructions();
                line.modelReady();
            }
            case CallEffect.OpenNextModel(var brief) -> {
                briefing = brief.instructions();
                line.nextModelReady();
            }
            case CallEffect.ToControl(var command) -> {
                switch (command) {
                    case HANG_UP, APOLOGISE -> line.carrierAccepts().carrierSaysDown();
                    case LOOK_UP -> line.carrierSaysDown();
                    case RECONNECT, LIMIT, LIFT_LIMIT -> line.carrierAccepts();
                }
            }
            case CallEffect.CloseLine _ -> {
                linkIsOver = true;
                line.lineIsLost();
            }
            case CallEffect.ToJournal(var entry) -> journal.add(new Noted(line.now(), entry));
            case CallEffect.ToLine _,
                    CallEffect.ToTape _,
                    CallEffect.CloseModel _,
                    CallEffect.GiveModelUp _,
                    CallEffect.SwitchModel _,
                    CallEffect.CloseNextModel _,
                    CallEffect.Stand _,
                    CallEffect.LetGo _ -> {}
        }
    }

    private void modelIsTold(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.GiveToolResult(var _, ToolOutcome outcome) -> {
                results.addLast(outcome);
                script.add(now(), "tool", outcome.answer());
            }
            case SpeechCommand.SayExactly(String text, boolean _) -> {
                script.add(now(), "agent", text + "  (by itself)");
                replies(text);
            }
            case SpeechCommand.Reply(String cue) -> {
                answerWanted = true;
                if (!cue.isEmpty()) {
                    script.add(now(), "agent", "(is asked: " + cue + ")");
                    replies("(" + cue + ")", FEW_WORDS);
                }
            }
            case SpeechCommand.Tell(String text) -> {
                briefing = briefing + "\n" + text;
                script.add(now(), "model", "is told: " + text);
            }
            case SpeechCommand.Hear _, SpeechCommand.StopReply _ -> {}
        }
    }
}
