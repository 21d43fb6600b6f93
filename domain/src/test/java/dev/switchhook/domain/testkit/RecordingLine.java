package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.LineListener;
import dev.switchhook.domain.port.line.PhoneLine;
import dev.switchhook.domain.turn.MarkName;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A telephone line in memory that records what it is told. It plays infinitely fast: a mark comes back as soon as
/// it is sent.
///
/// Its events are delivered in order on a thread of its own. Safe for use by several threads.
public final class RecordingLine implements PhoneLine {

    private final LineListener listener;
    private final Recorded<LineCommand> commands = new Recorded<>();
    private final LinkedBlockingQueue<LineEvent> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final CountDownLatch refused = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// A line that opens at once and tells this listener what happens.
    public RecordingLine(LineListener listener) {
        this.listener = listener;
        events.add(new LineEvent.Opened());
        Thread.ofVirtual().name("recording-line").start(this::deliver);
    }

    /// Every command that was sent while the line was up.
    public Recorded<LineCommand> commands() {
        return commands;
    }

    /// The caller makes this sound.
    public void callerSends(AudioChunk sound) {
        events.add(new LineEvent.CallerAudio(sound));
    }

    /// The caller presses this key.
    public void callerPresses(char key) {
        events.add(new LineEvent.KeyPressed(key));
    }

    /// The caller hangs up.
    public void callerHangsUp() {
        events.add(new LineEvent.Stopped());
        cut();
    }

    /// The connection breaks.
    public void cut() {
        if (lost.compareAndSet(false, true)) {
            events.add(new LineEvent.Lost());
        }
    }

    /// Waits, for 10 s at most, until [#close] was called.
    public void awaitClosed() {
        try {
            if (!closed.await(Recorded.patienceMilliseconds(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the line was not closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of a line", interrupted);
        }
    }

    @Override
    public void send(LineCommand command) {
        if (lost.get()) {
            return;
        }
        commands.add(command);
        if (command instanceof LineCommand.Mark(MarkName name)) {
            events.add(new LineEvent.Played(name));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        cut();
    }

    @Override
    public void refuse() {
        refused.countDown();
        close();
    }

    /// Whether [#refuse] was called.
    public boolean isRefused() {
        return refused.getCount() == 0;
    }

    private void deliver() {
        try {
            LineEvent event;
            do {
                event = events.take();
                listener.on(event);
            } while (!(event instanceof LineEvent.Lost));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
