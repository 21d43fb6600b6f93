package dev.switchhook.app.recording;

import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.recording.Tape;
import java.time.Instant;

/// A tape whose sound goes to its writer second by second. Used by the owner of the call.
final class RunningTape implements Tape {

    private final Reel reel;
    private final TapeWriter writer;
    private final RecordingCounts counts;
    private boolean over;

    RunningTape(Reel reel, TapeWriter writer, RecordingCounts counts) {
        this.reel = reel;
        this.writer = writer;
        this.counts = counts;
    }

    @Override
    public void commanded(LineCommand command, Instant now) {
        if (!over) {
            reel.commanded(command, now);
        }
    }

    @Override
    public void told(LineEvent event, Instant now) {
        if (over) {
            return;
        }
        reel.told(event, now);
        while (reel.isReady(now)) {
            writer.sound(reel.second());
        }
    }

    @Override
    public void keep() {
        writer.keep();
    }

    @Override
    public void discard() {
        if (!over) {
            over = true;
            writer.discard();
        }
    }

    @Override
    public void close(Instant now) {
        if (!over) {
            over = true;
            writer.sound(reel.rest(now));
            counts.loses(reel.lost());
            writer.end();
        }
    }
}
