package dev.switchhook.app.simulation;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.turn.MarkName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// One media connection between the carrier and a process. Each side has its own view of whether it is still there.
final class Stream implements PhoneLine {

    private final World world;
    private final Carrier carrier;
    private final NodeProcess process;
    private final int number;
    private final long latency;
    private final Deque<MarkName> outstanding = new ArrayDeque<>();
    private LineListener listener = _ -> {};
    /// The carrier plays and listens.
    private boolean carrierUp = true;
    /// The process has not been told that the connection is lost.
    private boolean processUp = true;
    /// Sound comes through.
    private boolean flows = true;
    private boolean opened;
    private boolean closing;
    /// When the process last learned that something was heard, or sent something to be heard.
    private long progressAt;
    /// How much of what we have sent was never played, because we have closed the connection.
    private long cut;
    private long playedUntil;
    private int clearings;

    Stream(World world, Carrier carrier, NodeProcess process, int number) {
        this.world = world;
        this.carrier = carrier;
        this.process = process;
        this.number = number;
        this.latency = world.between(5, 80);
    }

    /// The process has taken the connection.
    void open(LineListener events) {
        listener = events;
        process.attach(this);
        if (processUp) {
            opened = true;
            listener.on(new LineEvent.Opened());
        }
    }

    private void tell(LineEvent event) {
        world.in(latency, () -> tellNow(event));
    }

    private void tellNow(LineEvent event) {
        if (processUp && process.alive()) {
            if (event instanceof LineEvent.Lost) {
                processUp = false;
                process.detach(this);
            }
            if (event instanceof LineEvent.Played) {
                progressAt = world.now();
            } else {
                world.tell(() -> process + " hears of stream " + number + ": " + event);
            }
            listener.on(event);
        }
    }

    /// The caller's sound, or silence.
    void hear(AudioChunk sound) {
        if (carrierUp && flows && opened && processUp && process.alive()) {
            listener.on(new LineEvent.CallerAudio(sound));
        }
    }

    void key(char key) {
        if (carrierUp && flows) {
            tell(new LineEvent.KeyPressed(key));
        }
    }

    // What the process wants.

    @Override
    public void send(LineCommand command) {
        if (!process.alive() || !carrierUp || !processUp || !flows || closing) {
            return;
        }
        switch (command) {
            case LineCommand.Play(AudioChunk audio) -> {
                playedUntil = Math.max(playedUntil, world.now()) + audio.milliseconds();
                progressAt = world.now();
                carrier.audible(playedUntil);
            }
            case LineCommand.Mark(MarkName name) -> mark(name);
            case LineCommand.StopPlaying _ -> stopPlaying();
        }
    }

    private void mark(MarkName name) {
        outstanding.add(name);
        int before = clearings;
        world.at(playedUntil, () -> {
            if (before == clearings && outstanding.remove(name)) {
                markComesBack(name);
            }
        });
    }

    private void stopPlaying() {
        clearings++;
        playedUntil = world.now();
        carrier.silent();
        List.copyOf(outstanding).forEach(this::markComesBack);
        outstanding.clear();
    }

    private void markComesBack(MarkName name) {
        if (!carrierUp || !flows) {
            return;
        }
        if (!world.goesWrong(Fault.MARK_LOST)) {
            tell(new LineEvent.Played(name));
        }
    }

    @Override
    public void close() {
        if (closing || !process.alive()) {
            return;
        }
        cut = playsFor();
        closing = true;
        world.tell(() -> process + " closes stream " + number);
        world.in(world.between(1, 600), () -> tellNow(new LineEvent.Lost()));
        if (carrierUp && world.goesWrong(Fault.CLOSE_LOST)) {
            flows = false;
        } else {
            world.in(world.between(20, 200), () -> ends(false));
        }
    }

    @Override
    public void refuse() {
        world.tell(() -> process + " refuses stream " + number);
        close();
    }

    // What happens to it.

    /// The carrier ends it: the call is over, or goes on with something else.
    void stop() {
        if (!carrierUp) {
            return;
        }
        carrierUp = false;
        clearings++;
        if (flows) {
            if (!world.goesWrong(Fault.STOP_MISSING)) {
                tell(new LineEvent.Stopped());
            }
            world.in(latency + world.between(1, 500), () -> tellNow(new LineEvent.Lost()));
        } else {
            // Its end is not seen by the process; the watchdog over silent connections sees it.
            world.in(10_000, () -> tellNow(new LineEvent.Lost()));
        }
    }

    /// It breaks on both sides.
    void breaks() {
        if (carrierUp && processUp) {
            world.happened(Fault.RESET, world.now());
            tellNow(new LineEvent.Lost());
            ends(true);
        }
    }

    /// Nothing comes through any more. The process notices after 10 s, the carrier does not.
    void goesQuiet() {
        if (carrierUp && processUp) {
            world.happened(Fault.HALF_OPEN, world.now());
            flows = false;
            world.in(10_000, () -> tellNow(new LineEvent.Lost()));
        }
    }

    /// The process has died.
    void processDied(boolean noticed) {
        processUp = false;
        if (noticed) {
            world.in(world.between(5, 100), () -> ends(true));
            return;
        }
        flows = false;
        if (world.chance(0.5)) {
            world.in(world.between(3_000, 30_000), () -> ends(true));
        }
    }

    /// The carrier notices that the connection is gone.
    private void ends(boolean abnormal) {
        if (carrierUp) {
            carrierUp = false;
            clearings++;
            carrier.streamEnded(this, abnormal);
        }
    }

    // How it is.

    /// Whether caller and process can hear each other.
    boolean works() {
        return carrierUp && flows && opened && processUp && process.alive() && !closing;
    }

    NodeProcess process() {
        return process;
    }

    int number() {
        return number;
    }

    /// How much longer sound of ours plays, in milliseconds; or would play, had we not closed the connection.
    long playsFor() {
        return closing ? cut : carrierUp ? Math.max(0, playedUntil - world.now()) : 0;
    }

    /// Whether the process has been told that the connection is lost, or is dead itself.
    boolean lostToProcess() {
        return !process.alive() || (!processUp && !closing);
    }

    /// For how long nothing has told the process that the caller hears anything.
    long withoutProgress() {
        return world.now() - progressAt;
    }
}
