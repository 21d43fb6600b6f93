package dev.switchhook.app.runtime;

import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.PhoneLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stands between a media connection and its call: keeps what the line says, in order, until it is known which call
/// the line belongs to, and passes it on from then on. Any thread.
///
/// Bounded in bytes. Past [#MOST_SOUND] new sound is dropped and counted; past [#MOST] the line is refused, because
/// nothing but a flood gets there.
final class LineGate implements LineListener {

    /// Sound is dropped past this: some twenty seconds, ten times what a claim may take.
    static final int MOST_SOUND = 400_000;

    /// The line is refused past this.
    static final int MOST = 500_000;

    private static final int ENVELOPE = 256;

    private final PhoneLine line;
    private final LongAdder dropped;
    private final Deque<LineEvent> held = new ArrayDeque<>();
    private @Nullable Consumer<LineEvent> call;
    private int bytes;
    private boolean shut;
    private boolean refused;

    /// @param dropped counts the frames of sound that are dropped
    LineGate(PhoneLine line, LongAdder dropped) {
        this.line = line;
        this.dropped = dropped;
    }

    @Override
    public synchronized void on(LineEvent event) {
        if (shut) {
            return;
        }
        if (call == null) {
            hold(event);
        } else {
            shut = event instanceof LineEvent.Lost;
            call.accept(event);
        }
    }

    private void hold(LineEvent event) {
        boolean sound = event instanceof LineEvent.CallerAudio;
        int size = ENVELOPE + (event instanceof LineEvent.CallerAudio(var audio, var _) ? audio.byteCount() : 0);
        if (sound && bytes + size > MOST_SOUND) {
            dropped.increment();
        } else if (bytes + size > MOST) {
            refuse();
        } else {
            bytes += size;
            held.addLast(event);
        }
    }

    /// The line has got its call: everything that was kept goes there, and everything that follows.
    synchronized void open(Consumer<LineEvent> to) {
        call = to;
        while (!shut && !held.isEmpty()) {
            on(held.removeFirst());
        }
        held.clear();
    }

    /// The line gets no call.
    synchronized void refuse() {
        shut = true;
        refused = true;
        held.clear();
        line.refuse();
    }

    /// Another line has taken the place of this one: the call hears that this one is lost, unless it has heard so,
    /// and nothing else from it.
    synchronized void replaced() {
        if (!shut) {
            on(new LineEvent.Lost());
        }
        shut = true;
    }

    /// Whether the line was refused.
    synchronized boolean isRefused() {
        return refused;
    }

    /// The line behind the gate.
    PhoneLine line() {
        return line;
    }
}
