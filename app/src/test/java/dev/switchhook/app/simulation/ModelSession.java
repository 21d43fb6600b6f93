package dev.switchhook.app.simulation;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One session with a model that has latencies, uses tools and says goodbye, and may refuse, stall, fail, go on after
/// it was interrupted, or vanish. Its sound comes in bursts.
final class ModelSession implements SpeechSession {

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    /// In pieces of the caller's length: 15 s.
    private static final int LONGEST = 15_000 / Caller.PIECE;

    private static final double LONG_WINDED = 0.06;

    private static final long AN_HOUR = 3_600_000;

    private final World world;
    private final NodeProcess process;
    private final Agent agent;
    private final Caller caller;
    private final int number;
    private final SpeechListener listener;
    private final long openedAt;
    private final long latency;
    private final Deque<SpeechCommand> early = new ArrayDeque<>();
    private State state = State.OPENING;
    private int replies;
    private int items;
    private int tools;
    /// The reply that is being made, or zero; whatever was planned for another one is dropped.
    private int active;
    private boolean askedMeanwhile;
    private @Nullable String askedCue;
    private boolean callerSpeaks;
    private boolean ailing;

    ModelSession(World world, NodeProcess process, Agent agent, Caller caller, int number, SpeechListener listener) {
        this.world = world;
        this.process = process;
        this.agent = agent;
        this.caller = caller;
        this.number = number;
        this.listener = listener;
        this.openedAt = world.now();
        this.latency = world.between(2, 40);
    }

    void begin() {
        if (world.goesWrong(Fault.MODEL_REFUSES)) {
            ailing = true;
            SpeechFault fault =
                    world.chance(0.3) ? new SpeechFault.Refused("no") : new SpeechFault.Busy(Optional.empty());
            world.in(world.between(50, 2_000), () -> vanish(fault));
            return;
        }
        boolean slow = world.goesWrong(Fault.MODEL_SLOW);
        ailing = slow;
        world.in(slow ? world.between(3_000, 14_000) : world.between(80, 900), () -> {
            if (state == State.OPENING) {
                state = State.OPEN;
                ailing = false;
                long lasts = world.chance(0.15) ? world.between(15_000, 60_000) : AN_HOUR;
                say(new SpeechEvent.Ready("scripted", "simulated", Duration.ofMillis(lasts)));
                world.in(lasts, () -> vanish(new SpeechFault.SessionExpired()));
                world.in(latency, () -> {
                    while (!early.isEmpty()) {
                        take(early.removeFirst());
                    }
                });
            }
        });
    }

    private void say(SpeechEvent event) {
        if (state != State.CLOSED) {
            world.in(latency, () -> tell(event));
        }
    }

    private void tell(SpeechEvent event) {
        if (process.alive()) {
            if (!(event instanceof SpeechEvent.ReplyAudio)) {
                world.tell(() -> process + " hears of model " + number + ": " + event);
            }
            listener.on(event);
        }
    }

    private void vanish(SpeechFault fault) {
        if (state != State.CLOSED) {
            say(new SpeechEvent.Faulted(fault));
            end();
        }
    }

    @Override
    public void close() {
        if (process.alive()) {
            end();
        }
    }

    /// The session is over, by whomever.
    void end() {
        if (state != State.CLOSED) {
            say(new SpeechEvent.Closed());
            state = State.CLOSED;
            active = 0;
            process.forget(this);
        }
    }

    @Override
    public void send(SpeechCommand command) {
        if (!process.alive()) {
            return;
        }
        switch (state) {
            case OPENING -> early.addLast(command);
            case OPEN -> take(command);
            case CLOSED -> {}
        }
    }

    private void take(SpeechCommand command) {
        if (state != State.OPEN) {
            return;
        }
        switch (command) {
            case SpeechCommand.Hear(AudioChunk audio) -> hear(audio);
            case SpeechCommand.Reply(String cue) -> replyTo(cue);
            case SpeechCommand.SayExactly(String text, boolean _) -> replyTo(text);
            case SpeechCommand.Tell(String text) -> {
                if (text.contains(Bookings.MARK)) {
                    agent.learnsOfBooking();
                }
            }
            case SpeechCommand.StopReply(var _, Cause cause) -> {
                if (cause == Cause.OUR_DECISION) {
                    interrupt();
                }
            }
            case SpeechCommand.GiveToolResult(var _, ToolOutcome outcome) -> {
                if (outcome instanceof ToolOutcome.Done done && done.answer().contains(Bookings.MARK)) {
                    agent.learnsOfBooking();
                }
            }
        }
    }

    private void replyTo(String cue) {
        if (cue.startsWith("Ask the caller")) {
            agent.asksWhetherPresent();
        }
        if (active == 0) {
            begin(cue);
        } else {
            askedMeanwhile = true;
            askedCue = cue;
        }
    }

    private void hear(AudioChunk sound) {
        if (Caller.isSpeech(sound) && !callerSpeaks) {
            callerSpeaks = true;
            say(new SpeechEvent.CallerStartedSpeaking());
            interrupt();
        } else if (!Caller.isSpeech(sound) && callerSpeaks) {
            callerSpeaks = false;
            say(new SpeechEvent.CallerStoppedSpeaking());
            SpeechEvent said = new SpeechEvent.CallerSaid(item(), caller.words());
            world.in(world.between(0, 2_000), () -> say(said));
            if (active == 0 && !world.goesWrong(Fault.MODEL_SILENT)) {
                begin("");
            }
        }
    }

    private ItemId item() {
        return new ItemId("s" + number + "i" + ++items);
    }

    private void begin(String cue) {
        if (world.goesWrong(Fault.MODEL_DIES)) {
            vanish(new SpeechFault.Disconnected("gone"));
            return;
        }
        ailing = false;
        int reply = ++replies;
        active = reply;
        ReplyId id = new ReplyId("s" + number + "r" + reply);
        planned(reply, world.between(100, 900), () -> {
            say(new SpeechEvent.ReplyStarted(id));
            if (world.goesWrong(Fault.REPLY_FAILS)) {
                planned(reply, 50, () -> finish(id, ReplyEnd.FAILED));
                return;
            }
            boolean farewell = cue.startsWith("Say goodbye");
            if (farewell) {
                caller.hearsFarewell();
            }
            speak(reply, id, item(), agent.act(farewell));
        });
    }

    private void planned(int reply, long delay, Runnable what) {
        world.in(delay, () -> {
            if (active == reply && state == State.OPEN) {
                what.run();
            }
        });
    }

    private void speak(int reply, ReplyId id, ItemId item, Agent.Act act) {
        boolean wordless = act == Agent.Act.BOOKS && world.chance(0.3);
        int most = world.chance(LONG_WINDED) ? LONGEST : 8;
        int pieces = wordless ? 0 : (int) world.between(1, most);
        for (int i = 0; i < pieces; i++) {
            say(new SpeechEvent.ReplyAudio(id, item, Caller.SPEECH));
        }
        boolean goesQuiet = world.goesWrong(Fault.MODEL_SILENT);
        if (goesQuiet) {
            ailing = true;
            return;
        }
        planned(reply, world.between(30, 600), () -> {
            boolean goodbye = act == Agent.Act.HANGS_UP || act == Agent.Act.SAYS_GOODBYE_ONLY;
            if (pieces > 0) {
                say(new SpeechEvent.ReplySaid(id, item, goodbye ? "Goodbye!" : "I see to that."));
            }
            @Nullable String tool = agent.toolFor(act);
            if (tool != null) {
                String arguments = act == Agent.Act.BOOKS ? agent.wish() : "{}";
                ToolCall.Id call = new ToolCall.Id("s" + number + "t" + ++tools);
                say(new SpeechEvent.ToolWanted(id, new ToolCall(call, tool, arguments)));
            }
            if (act == Agent.Act.HANGS_UP) {
                caller.hearsFarewell();
            }
            planned(reply, world.between(2, 60), () -> finish(id, ReplyEnd.COMPLETE));
        });
    }

    private void interrupt() {
        if (active == 0) {
            return;
        }
        ailing = false;
        ReplyId id = new ReplyId("s" + number + "r" + active);
        ItemId item = new ItemId("s" + number + "i" + items);
        active = 0;
        world.in(world.between(2, 120), () -> {
            say(new SpeechEvent.ReplyFinished(id, ReplyEnd.INTERRUPTED));
            if (world.goesWrong(Fault.LATE_SOUND)) {
                say(new SpeechEvent.ReplyAudio(id, item, Caller.SPEECH));
            }
            next();
        });
    }

    private void finish(ReplyId id, ReplyEnd end) {
        active = 0;
        say(new SpeechEvent.ReplyFinished(id, end));
        next();
    }

    private void next() {
        if (askedMeanwhile && active == 0 && !callerSpeaks) {
            askedMeanwhile = false;
            begin(askedCue == null ? "" : askedCue);
        }
    }

    // How it is.

    NodeProcess process() {
        return process;
    }

    long openedAt() {
        return openedAt;
    }

    /// Whether it is ready, nothing is wrong with it, and it has nothing to say at the moment.
    boolean well() {
        return state == State.OPEN && !ailing;
    }
}
