package dev.switchhook.domain.call;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.Evidence;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call in virtual time, from a seed: the call machine between a caller who interrupts at random, a line that plays
/// in real time, tools that are slow, and a [StrictModel] that misbehaves. What must never happen is collected.
final class TurnSimulation {

    /// What a tool that takes long has said to the caller, word for word.
    static final String FILLER = "One moment.";

    /// What operators want said.
    static final String OF_OPERATOR = "A colleague will call you back.";

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final int TRACE = 40;

    /// Time, and what the model tells of it.
    interface World {

        long now();

        void at(long time, Runnable action);

        default void after(long milliseconds, Runnable action) {
            at(now() + milliseconds, action);
        }

        int nextReply();

        /// These are the words of a reply.
        void says(int reply, String words);

        /// This reply is to correct what was said before it.
        void corrects(int reply);

        void complain(String what);
    }

    private record Due(long time, long order, Runnable action) {}

    private final Random random;
    private final Random operators;
    private final Set<String> open = new HashSet<>();
    private int requests;
    private boolean endedByOperator;
    private final int turns;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::order));
    private final List<String> violations = new ArrayList<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private final Call call;
    private final Clockwork world = new Clockwork();
    private @Nullable StrictModel model;
    private long now;
    private long scheduled;
    private long wakeAt = Long.MAX_VALUE;
    private int replies;

    private final Deque<String> marks = new ArrayDeque<>();
    private long playedUntil;
    private int buffer;

    private int lastStarted;
    private int stoppedUpTo;
    private boolean callerSpeaking;
    private boolean answered = true;
    private int turnsTaken;
    private final Set<String> ran = new HashSet<>();
    private final Map<String, Long> wanted = new HashMap<>();
    private final Truthfulness truth = new Truthfulness(what -> world.complain(what));
    private final Map<String, Integer> reports = new HashMap<>();
    private final List<String> beingTold = new ArrayList<>();

    TurnSimulation(long seed, int turns) {
        this(seed, turns, CorrectionStoryTest.CLAIMS);
    }

    /// @param claims what the agent is held to
    TurnSimulation(long seed, int turns, Claims claims) {
        this.random = new Random(seed);
        this.operators = new Random(~seed);
        this.turns = turns;
        Tool book = tool("book_appointment", false);
        Tool confirm = tool("confirm_appointment", true);
        Assistant assistant = new Assistant(
                "receptionist",
                "Be kind.",
                "Greet.",
                Toolbox.of(List.of(book, confirm)),
                facts -> new Verdict.Stay(facts.now().plusSeconds(3600)));
        PhoneNumber number = new PhoneNumber("+15005550006");
        CallRules rules = CallRules.standard().withClaims(claims);
        call = new Call(new IncomingCall(new CallId("CA1"), number, number), assistant, rules);
    }

    private static Tool tool(String name, boolean listens) {
        return new Tool(
                name,
                "Books.",
                "{\"type\":\"object\"}",
                Duration.ofSeconds(8),
                listens ? FILLER : "",
                listens,
                Evidence.ofDoing("booked"));
    }

    /// Runs the call to its end.
    ///
    /// @return what must not have happened, and did
    List<String> run() {
        tell(new CallEvent.FromLine(new LineEvent.Opened()));
        world.after(random.nextInt(6000), this::callerSpeaks);
        while (!queue.isEmpty() && (isConversation() || now < 20_000)) {
            if (wakeAt < queue.element().time) {
                now = Math.max(now, wakeAt);
                tell(new CallEvent.DeadlineReached());
            } else {
                Due due = queue.remove();
                now = Math.max(now, due.time);
                due.action.run();
            }
            if (now > 3_600_000) {
                world.complain("the call does not come to rest");
                break;
            }
        }
        if (!isConversation() || now < 3_600_000) {
            open.forEach(request -> world.complain("request " + request + " has no result"));
        }
        if (call.phase() instanceof CallPhase.Talking) {
            truth.judge(now);
            wanted.keySet().forEach(id -> world.complain("tool call " + id + " was never run"));
            if (!answered) {
                world.complain("the caller's last turn is not answered");
            }
            reports.forEach((report, told) -> {
                if (told != 1) {
                    world.complain("the report of " + report + " was told " + told + " times");
                }
            });
        }
        return violations;
    }

    private boolean isConversation() {
        return call.phase() instanceof CallPhase.Talking
                || (call.phase() instanceof CallPhase.Leaving leaving
                        && leaving.stage() instanceof CallPhase.Stage.Farewell);
    }

    /// What the model has claimed, and what became of it.
    Truthfulness truth() {
        return truth;
    }

    /// The latest things that happened.
    List<String> trace() {
        return List.copyOf(trace);
    }

    /// How many turns the caller had.
    int turnsTaken() {
        return turnsTaken;
    }

    private void callerSpeaks() {
        if (model == null || turnsTaken == turns) {
            world.after(60_000, () -> {});
            return;
        }
        // A caller listens to the farewell.
        if (!model.hears() || !(call.phase() instanceof CallPhase.Talking)) {
            world.after(300, this::callerSpeaks);
            return;
        }
        if (random.nextInt(150) == 0) {
            model.dies();
            world.after(3000, this::callerSpeaks);
            return;
        }
        if (operators.nextInt(25) == 0) {
            note("an operator wants something said");
            OperatorAct say = new OperatorAct.SayExactly(OF_OPERATOR, true);
            String request = "o" + ++requests;
            open.add(request);
            tell(new CallEvent.FromOperator(new OperatorRequest(request, say, "anna")));
        } else if (turnsTaken > 3 && operators.nextInt(200) == 0) {
            endedByOperator = true;
            open.add("end");
            tell(new CallEvent.FromOperator(new OperatorRequest("end", new OperatorAct.HangUp(), "anna")));
            if (isConversation()) {
                world.complain("an operator hangs up, and the call goes on");
            }
        }
        if (random.nextInt(30) == 0) {
            note("the caller presses keys");
            tell(new CallEvent.FromLine(new LineEvent.KeyPressed('1')));
            tell(new CallEvent.FromLine(new LineEvent.KeyPressed(random.nextBoolean() ? '#' : '2')));
            world.after(random.nextInt(4000), this::callerSpeaks);
            return;
        }
        turnsTaken++;
        String item = "c" + turnsTaken;
        StrictModel heardBy = model;
        note("the caller begins " + item);
        heardBy.callerStarts();
        world.after(300 + random.nextInt(2000), () -> {
            note("the caller ends " + item);
            answered = false;
            heardBy.callerStops(item);
            world.after(
                    150 + (random.nextInt(3) == 0 ? random.nextInt(900) : random.nextInt(12_000)), this::callerSpeaks);
        });
    }

    private void tell(CallEvent event) {
        if (event instanceof CallEvent.FromModel(SpeechEvent said)) {
            switch (said) {
                case SpeechEvent.ReplyStarted(var reply) ->
                    lastStarted = Integer.parseInt(reply.value().substring(1));
                case SpeechEvent.CallerStartedSpeaking _ -> callerSpeaking = true;
                case SpeechEvent.ToolWanted(var _, ToolCall tool) -> {
                    boolean welcome = call.phase() instanceof CallPhase.Talking;
                    if (welcome
                            && !tool.tool().equals(Tool.HANG_UP)
                            && !ran.contains(tool.id().value())) {
                        wanted.putIfAbsent(tool.id().value(), now);
                    }
                }
                case SpeechEvent.CallerStoppedSpeaking _ -> callerSpeaking = false;
                case SpeechEvent.Closed _ -> {
                    callerSpeaking = false;
                    beingTold.clear();
                }
                default -> {}
            }
        }
        if (!(event instanceof CallEvent.DeadlineReached)) {
            note(event.toString());
        }
        Step step = call.on(event, START.plusMillis(now));
        wakeAt = step.wakeAt().equals(Instant.MAX)
                ? Long.MAX_VALUE
                : Math.max(
                        now,
                        Duration.between(START, step.wakeAt().plusNanos(999_999))
                                .toMillis());
        step.effects().forEach(this::perform);
    }

    private void perform(CallEffect effect) {
        if (effect instanceof CallEffect.ToJournal(JournalEntry.Operated(var request, var result))
                && !open.remove(request.id())) {
            world.complain("request " + request.id() + " is told twice to be " + result);
        }
        if (!(effect instanceof CallEffect.ToJournal)) {
            note("   -> " + effect);
        }
        switch (effect) {
            case CallEffect.ToLine(LineCommand command) -> line(command);
            case CallEffect.ToModel(SpeechCommand command) -> {
                if (command instanceof SpeechCommand.StopReply) {
                    stoppedUpTo = lastStarted;
                } else if (command instanceof SpeechCommand.Tell(String text)) {
                    reports.keySet().stream()
                            .filter(report -> text.contains("\"" + report + "\""))
                            .forEach(beingTold::add);
                }
                if (model != null) {
                    model.send(command);
                }
            }
            case CallEffect.ToTools(ToolCall tool, Said _) -> run(tool);
            case CallEffect.ToControl(ControlCommand command) -> {
                // Who is cut off by an operator is not told anything any more.
                if (command == ControlCommand.HANG_UP && !endedByOperator) {
                    truth.judge(now);
                }
            }
            case CallEffect.OpenModel _ -> {
                if (model != null) {
                    model.close();
                }
                StrictModel[] opened = new StrictModel[1];
                opened[0] = new StrictModel(world, random, said -> {
                    if (opened[0] == model) {
                        tell(new CallEvent.FromModel(said));
                    }
                });
                model = opened[0];
            }
            case CallEffect.CloseModel _, CallEffect.GiveModelUp _ -> {
                if (model != null) {
                    model.close();
                }
            }
            default -> {}
        }
    }

    private void run(ToolCall asked) {
        String id = asked.id().value();
        Long since = wanted.remove(id);
        if (since == null || now > since + (asked.tool().equals("confirm_appointment") ? 2001 : 0)) {
            world.complain("tool call " + id + " is not begun in time");
        }
        if (!ran.add(id)) {
            world.complain("tool call " + id + " is run twice");
        }
        String answer = "{\"of\":\"" + id + "\"}";
        int kind = random.nextInt(10);
        ToolOutcome done = random.nextInt(3) > 0
                ? new ToolOutcome.Done(answer)
                : new ToolOutcome.Done(answer, "The code of " + id + ".");
        long takes =
                kind == 0 ? 9000 + random.nextInt(4000) : kind < 3 ? 2000 + random.nextInt(4000) : random.nextInt(800);
        if (kind == 0) {
            world.after(8001, () -> reports.put(id, reports.getOrDefault(id, 0)));
        }
        if (kind == 9) {
            reports.put(id, 0);
            world.after(
                    50,
                    () -> tell(
                            new CallEvent.FromTool(asked.id(), new ToolOutcome.Pending("{\"outcome\":\"accepted\"}"))));
            takes = 1000L + random.nextInt(20_000);
        }
        world.after(takes, () -> tell(new CallEvent.FromTool(asked.id(), done)));
    }

    private void line(LineCommand command) {
        switch (command) {
            case LineCommand.Play(AudioChunk audio) -> {
                byte[] bytes = audio.bytes();
                int reply = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
                boolean ofAgent = reply > 0 && reply <= replies;
                if (ofAgent) {
                    answered = true;
                    beingTold.forEach(report -> reports.merge(report, 1, Integer::sum));
                    beingTold.clear();
                    if (reply <= stoppedUpTo) {
                        world.complain("sound of r" + reply + " is played, which was stopped");
                    }
                    if (callerSpeaking) {
                        world.complain("r" + reply + " talks over the caller");
                    }
                }
                long from = Math.max(playedUntil, now);
                playedUntil = from + audio.milliseconds();
                if (ofAgent) {
                    truth.plays(reply, from, playedUntil);
                }
            }
            case LineCommand.Mark(MarkName mark) -> {
                marks.add(mark.value());
                int of = buffer;
                world.at(Math.max(now, playedUntil) + 20, () -> {
                    if (of == buffer) {
                        markReturns();
                    }
                });
            }
            case LineCommand.StopPlaying _ -> {
                buffer++;
                playedUntil = now;
                truth.stops(now);
                int outstanding = marks.size();
                world.after(20, () -> {
                    for (int i = 0; i < outstanding; i++) {
                        markReturns();
                    }
                });
            }
        }
    }

    private void markReturns() {
        String mark = marks.poll();
        if (mark != null) {
            tell(new CallEvent.FromLine(new LineEvent.Played(new MarkName(mark))));
        }
    }

    /// What happened after the first violation is not told any more.
    private void note(String what) {
        if (!violations.isEmpty() || what.contains("Played[") || what.contains("=Mark[") || what.contains("=Play[")) {
            return;
        }
        if (trace.size() >= TRACE) {
            trace.removeFirst();
        }
        trace.addLast(now + " " + what);
    }

    private final class Clockwork implements World {

        @Override
        public long now() {
            return now;
        }

        @Override
        public void at(long time, Runnable action) {
            queue.add(new Due(time, scheduled++, action));
        }

        @Override
        public int nextReply() {
            return ++replies;
        }

        @Override
        public void says(int reply, String words) {
            truth.says(reply, words);
        }

        @Override
        public void corrects(int reply) {
            truth.corrects(reply);
        }

        @Override
        public void complain(String what) {
            note(what);
            violations.add(what);
        }
    }
}
