package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.util.function.Consumer;

/// A model with latencies, tools and goodbyes, which may refuse, stall, fail, repeat itself, go on after it was
/// interrupted, or vanish. Its sound comes in bursts.
final class SimulatedModel {

    private static final AudioChunk SOUND = TestSound.silence(400);

    private enum State {
        UNBORN,
        OPENING,
        OPEN,
        CLOSED
    }

    private final World world;
    private final Consumer<CallEvent> call;
    private final World.Channel toCall;
    private State state = State.UNBORN;
    private int replies;
    private int tools;
    private int items;

    /// The reply that is being made, or zero; whatever was planned for another one is dropped.
    private int active;

    private long closedSince = Long.MAX_VALUE;
    private boolean askedMeanwhile;
    private boolean callerSpeaks;

    SimulatedModel(World world, Consumer<CallEvent> call) {
        this.world = world;
        this.call = call;
        this.toCall = world.new Channel();
    }

    private void say(SpeechEvent event) {
        if (state != State.CLOSED) {
            toCall.send(2, 40, () -> call.accept(new CallEvent.FromModel(event)));
        }
    }

    void open() {
        state = State.OPENING;
        if (world.fault(0.03)) {
            return;
        }
        if (world.fault(0.08)) {
            world.in(world.between(50, 2000), () -> vanish(new SpeechFault.Refused("no")));
            return;
        }
        world.in(world.fault(0.1) ? world.between(3000, 8000) : world.between(100, 1500), () -> {
            if (state == State.OPENING) {
                state = State.OPEN;
                say(new SpeechEvent.Ready("simulated"));
            }
        });
    }

    private void vanish(SpeechFault fault) {
        say(new SpeechEvent.Faulted(fault));
        close();
    }

    void close() {
        say(new SpeechEvent.Closed());
        closedSince = Math.min(closedSince, world.now());
        state = State.CLOSED;
        active = 0;
    }

    /// Since when the session is closed, by whomever.
    long closedSince() {
        return closedSince;
    }

    void take(SpeechCommand command) {
        if (state != State.OPEN) {
            return;
        }
        switch (command) {
            case SpeechCommand.Reply _ -> {
                if (active != 0) {
                    askedMeanwhile = true;
                } else if (!world.fault(0.02)) {
                    begin();
                }
            }
            case SpeechCommand.StopReply(var _, Cause cause) -> {
                if (cause == Cause.OUR_DECISION) {
                    interrupt();
                }
            }
            case SpeechCommand.Hear _, SpeechCommand.GiveToolResult _ -> {}
        }
    }

    void callerStarts() {
        if (state == State.OPEN && !callerSpeaks) {
            callerSpeaks = true;
            say(new SpeechEvent.CallerStartedSpeaking());
            interrupt();
        }
    }

    void callerStops() {
        if (state != State.OPEN || !callerSpeaks) {
            return;
        }
        callerSpeaks = false;
        say(new SpeechEvent.CallerStoppedSpeaking());
        world.in(world.between(0, 3000), () -> say(new SpeechEvent.CallerSaid(item(), "something")));
        if (!world.fault(0.02) && active == 0) {
            begin();
        }
    }

    private ItemId item() {
        return new ItemId("item" + ++items);
    }

    private void begin() {
        int reply = ++replies;
        active = reply;
        ReplyId id = new ReplyId("reply" + reply);
        planned(reply, world.between(150, 1500), () -> {
            say(new SpeechEvent.ReplyStarted(id));
            if (world.fault(0.01)) {
                return;
            }
            if (world.fault(0.02)) {
                vanish(new SpeechFault.Disconnected("gone"));
                return;
            }
            if (world.fault(0.05)) {
                planned(reply, 50, () -> finish(id, ReplyEnd.FAILED));
                return;
            }
            boolean silent = world.chance(0.1);
            speak(reply, id, item(), silent ? 0 : world.chance(0.02) ? 300 : world.between(1, 25));
        });
    }

    private void planned(int reply, long delay, Runnable what) {
        world.in(delay, () -> {
            if (active == reply && state == State.OPEN) {
                what.run();
            }
        });
    }

    private void speak(int reply, ReplyId id, ItemId item, long pieces) {
        if (pieces > 0) {
            say(new SpeechEvent.ReplyAudio(
                    id, item, SOUND.pieces((int) world.between(20, 400)).getFirst()));
            ItemId next = world.chance(0.05) ? item() : item;
            planned(reply, world.between(5, 60), () -> speak(reply, id, next, pieces - 1));
            return;
        }
        say(new SpeechEvent.ReplySaid(id, item, "words"));
        useTools(id);
        planned(reply, world.between(5, 100), () -> finish(id, ReplyEnd.COMPLETE));
    }

    private void useTools(ReplyId id) {
        double dice = world.between(0, 99) / 100.0;
        String tool = dice < 0.2 ? "book_appointment" : dice < 0.3 ? Tool.HANG_UP : "";
        if (tool.isEmpty()) {
            return;
        }
        long times = world.chance(0.1) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            SpeechEvent wanted =
                    new SpeechEvent.ToolWanted(id, new ToolCall(new ToolCall.Id("tool" + ++tools), tool, "{}"));
            say(wanted);
            if (world.fault(0.1)) {
                say(wanted);
            }
        }
    }

    private void interrupt() {
        if (active == 0) {
            return;
        }
        ReplyId id = new ReplyId("reply" + active);
        int late = (int) world.between(0, 3);
        ItemId item = new ItemId("item" + items);
        active = 0;
        for (int i = 0; i < late; i++) {
            say(new SpeechEvent.ReplyAudio(id, item, SOUND));
        }
        world.in(world.between(5, 150), () -> {
            say(new SpeechEvent.ReplyFinished(id, ReplyEnd.INTERRUPTED));
            if (world.chance(0.3)) {
                say(new SpeechEvent.ReplyAudio(id, item, SOUND));
            }
        });
    }

    private void finish(ReplyId id, ReplyEnd end) {
        active = 0;
        say(new SpeechEvent.ReplyFinished(id, end));
        if (askedMeanwhile) {
            askedMeanwhile = false;
            begin();
        }
    }
}
