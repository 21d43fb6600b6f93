package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A session of a [ScriptedSpeechModel]. Everything in it happens on its own thread, in the order in which it was
/// asked for.
public final class ScriptedSession implements SpeechSession {

    private static final int PIECE_MILLISECONDS = 100;
    private static final long PAUSE_MILLISECONDS = 5;

    private final Role role;
    private final SpeechListener listener;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private final SpeechDetector detector = new SpeechDetector();
    private final Map<ToolCall.Id, String> toolNames = new HashMap<>();
    private final List<Cue.ToolAnswer> toolAnswers = new ArrayList<>();
    private final Map<ItemId, ByteArrayOutputStream> sent = new HashMap<>();
    private final List<ItemId> sentOrder = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Long> speechStartedNanos = new ArrayList<>();
    private final List<SessionReport.Truncation> truncations = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    /// What is still to be done in the reply that is being made; empty when none is.
    private final Deque<Runnable> reply = new ArrayDeque<>();

    private Optional<ReplyId> replying = Optional.empty();
    private int utterances;
    private int names;
    private boolean closedByUs;
    private boolean running = true;

    ScriptedSession(Role role, SpeechListener listener) {
        this.role = role;
        this.listener = listener;
    }

    void brief(String instructions) {
        inbox.add(() -> role.briefed(instructions));
    }

    void say(SpeechEvent event) {
        inbox.add(() -> listener.on(event));
    }

    void begin() {
        Thread.ofVirtual().name("scripted-session").start(this::run);
    }

    /// The session fails now, as if the provider had failed.
    public void fail(SpeechFault fault) {
        inbox.add(() -> {
            listener.on(new SpeechEvent.Faulted(fault));
            running = false;
        });
    }

    private void run() {
        try {
            while (running) {
                Runnable next =
                        replying.isEmpty() ? inbox.take() : inbox.poll(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                } else {
                    goOn();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        listener.on(new SpeechEvent.Closed());
        over.countDown();
    }

    @Override
    public void send(SpeechCommand command) {
        inbox.add(() -> take(command));
    }

    @Override
    public void close() {
        inbox.add(() -> {
            closedByUs = true;
            running = false;
        });
    }

    /// Waits, for 10 s at most, until the session is over, and tells what the model saw of it.
    public SessionReport report() {
        try {
            if (!over.await(Recorded.patienceMilliseconds(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the session is not over");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of a session", interrupted);
        }
        List<SessionReport.SentItem> items = sentOrder.stream()
                .map(item -> new SessionReport.SentItem(item.value(), sound(sent.get(item))))
                .toList();
        return new SessionReport(sound(heard), speechStartedNanos, truncations, items, complaints, closedByUs);
    }

    private static AudioChunk sound(ByteArrayOutputStream bytes) {
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes.toByteArray());
    }

    private void take(SpeechCommand command) {
        switch (command) {
            case SpeechCommand.Hear(AudioChunk audio) -> hear(audio);
            case SpeechCommand.Reply(String cue) -> replyTo(cue);
            case SpeechCommand.SayExactly(String text, boolean _) -> replyTo(text);
            case SpeechCommand.Tell(String text) -> role.told(text);
            case SpeechCommand.StopReply(List<HeardItem> items, var cause) -> {
                items.forEach(this::truncate);
                if (cause == SpeechCommand.StopReply.Cause.OUR_DECISION) {
                    interrupt();
                }
            }
            case SpeechCommand.GiveToolResult(ToolCall.Id call, var outcome) -> {
                String tool = toolNames.remove(call);
                if (tool == null) {
                    complaints.add("an outcome of an unknown tool call: " + call.value());
                } else {
                    Cue.ToolAnswer answer = new Cue.ToolAnswer(tool, outcome.answer());
                    toolAnswers.add(answer);
                    role.answered(answer);
                }
            }
        }
    }

    private void hear(AudioChunk audio) {
        heard.writeBytes(audio.bytes());
        switch (detector.hear(audio)) {
            case NONE -> {}
            case STARTED -> {
                speechStartedNanos.add(System.nanoTime());
                listener.on(new SpeechEvent.CallerStartedSpeaking());
                interrupt();
            }
            case STOPPED -> {
                utterances++;
                listener.on(new SpeechEvent.CallerStoppedSpeaking());
                listener.on(new SpeechEvent.CallerSaid(new ItemId("caller-" + utterances), role.heard(utterances)));
                answerCaller();
            }
        }
    }

    private void replyTo(String cue) {
        if (replying.isPresent()) {
            complaints.add("a reply was asked for while another one is in flight");
            return;
        }
        if (toolAnswers.isEmpty()) {
            reply(role.play(new Cue.Asked(cue)));
        } else {
            Cue answered = new Cue.ToolsAnswered(toolAnswers);
            toolAnswers.clear();
            reply(role.play(answered));
        }
    }

    private void answerCaller() {
        List<Act> acts = role.play(new Cue.CallerSpoke(utterances));
        if (!acts.isEmpty()) {
            reply(acts);
        }
    }

    private void reply(List<Act> acts) {
        ReplyId id = new ReplyId("reply-" + ++names);
        replying = Optional.of(id);
        listener.on(new SpeechEvent.ReplyStarted(id));
        for (Act act : acts) {
            switch (act) {
                case Act.Say(String text, AudioChunk audio) -> prepare(id, text, audio);
                case Act.UseTool(String tool, String arguments) ->
                    reply.add(() -> {
                        ToolCall call = new ToolCall(new ToolCall.Id("tool-" + ++names), tool, arguments);
                        toolNames.put(call.id(), tool);
                        listener.on(new SpeechEvent.ToolWanted(id, call));
                    });
            }
        }
        reply.add(() -> finish(ReplyEnd.COMPLETE));
    }

    private void prepare(ReplyId id, String text, AudioChunk audio) {
        ItemId item = new ItemId("item-" + ++names);
        for (AudioChunk piece : audio.pieces(PIECE_MILLISECONDS)) {
            reply.add(() -> {
                sentTo(item).writeBytes(piece.bytes());
                listener.on(new SpeechEvent.ReplyAudio(id, item, piece));
            });
        }
        reply.add(() -> listener.on(new SpeechEvent.ReplySaid(id, item, text)));
    }

    private ByteArrayOutputStream sentTo(ItemId item) {
        return sent.computeIfAbsent(item, name -> {
            sentOrder.add(name);
            return new ByteArrayOutputStream();
        });
    }

    private void goOn() {
        reply.removeFirst().run();
    }

    private void interrupt() {
        if (replying.isPresent()) {
            finish(ReplyEnd.INTERRUPTED);
        }
    }

    private void finish(ReplyEnd end) {
        ReplyId id = replying.orElseThrow();
        replying = Optional.empty();
        reply.clear();
        listener.on(new SpeechEvent.ReplyFinished(id, end));
    }

    private void truncate(HeardItem item) {
        ByteArrayOutputStream sound = sent.get(item.item());
        if (sound == null) {
            return;
        }
        truncations.add(
                new SessionReport.Truncation(item.item().value(), Math.min(item.milliseconds(), sound.size() / 8)));
    }
}
