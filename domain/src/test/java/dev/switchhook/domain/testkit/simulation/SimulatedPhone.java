package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.call.CallEvent;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.turn.MarkName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The caller with a telephone, and the media connection: it plays in real time, and its owner talks, presses keys,
/// falls silent, hangs up.
final class SimulatedPhone {

    private static final AudioChunk FRAME = TestSound.silence(20);

    private final World world;
    private final World.Channel toCall;
    private final Consumer<CallEvent> call;
    private final SimulatedModel model;
    private final Deque<MarkName> outstanding = new ArrayDeque<>();
    private final boolean leavesThePhone;
    private boolean mediaUp = true;
    private boolean callerPresent = true;
    private long playedUntil;
    private int clearings;
    private boolean marksLost;
    private int utterances;
    private Runnable hangUp = () -> {};
    private Runnable mediaClosed = () -> {};

    SimulatedPhone(World world, Consumer<CallEvent> call, SimulatedModel model) {
        this.world = world;
        this.toCall = world.new Channel();
        this.call = call;
        this.model = model;
        this.leavesThePhone = world.chance(0.2);
    }

    void begin(Runnable whenCallerHangsUp, Runnable whenMediaClosed) {
        hangUp = whenCallerHangsUp;
        mediaClosed = whenMediaClosed;
        say(new LineEvent.Opened());
        world.in(world.between(100, 5000), this::live);
        if (world.fault(0.05)) {
            world.in(world.between(0, 90_000), this::breakMedia);
        }
    }

    private void say(LineEvent event) {
        toCall.send(1, 120, () -> call.accept(new CallEvent.FromLine(event)));
    }

    private void live() {
        if (!callerPresent) {
            return;
        }
        hear();
        boolean gone = leavesThePhone && utterances > 1;
        if (!gone && world.chance(0.12)) {
            hangUp.run();
            return;
        }
        if (!gone && world.chance(0.6)) {
            talk();
        }
        if (world.chance(0.05) && mediaUp) {
            say(new LineEvent.KeyPressed('1'));
        }
        world.in(world.between(300, 12_000), this::live);
    }

    private void hear() {
        if (mediaUp) {
            say(new LineEvent.CallerAudio(FRAME));
        }
    }

    private void talk() {
        utterances++;
        hear();
        if (mediaUp) {
            world.in(world.between(100, 300), model::callerStarts);
            world.in(world.between(500, 6000), () -> {
                hear();
                world.in(world.between(400, 700), model::callerStops);
            });
        }
    }

    void take(LineCommand command) {
        if (!mediaUp) {
            return;
        }
        switch (command) {
            case LineCommand.Play(AudioChunk audio) ->
                playedUntil = Math.max(playedUntil, world.now()) + audio.milliseconds();
            case LineCommand.Mark(MarkName name) -> {
                outstanding.add(name);
                int before = clearings;
                world.in(Math.max(0, playedUntil - world.now()), () -> {
                    if (before == clearings) {
                        outstanding.remove(name);
                        markComesBack(name);
                    }
                });
            }
            case LineCommand.StopPlaying _ -> {
                clearings++;
                playedUntil = world.now();
                List.copyOf(outstanding).forEach(this::markComesBack);
                outstanding.clear();
            }
        }
    }

    private void markComesBack(MarkName name) {
        if (!mediaUp) {
            return;
        }
        if (world.fault(0.005)) {
            marksLost = true;
        } else {
            say(new LineEvent.Played(name));
        }
    }

    /// We close the media connection.
    void close() {
        closeMedia(false);
    }

    private void breakMedia() {
        closeMedia(false);
    }

    private void closeMedia(boolean stopped) {
        if (!mediaUp) {
            return;
        }
        mediaUp = false;
        clearings++;
        if (stopped) {
            say(new LineEvent.Stopped());
        }
        say(new LineEvent.Lost());
        mediaClosed.run();
    }

    /// The carrier's record says that the call is over.
    void callIsOver() {
        callerPresent = false;
        world.in(world.between(0, 1000), () -> closeMedia(!world.fault(0.1)));
    }

    /// Whether the caller is about to miss sound that was sent, although the line has returned every mark so far.
    boolean wouldBeCutShort() {
        return mediaUp && !marksLost && playedUntil > world.now();
    }

    boolean callerPresent() {
        return callerPresent;
    }
}
