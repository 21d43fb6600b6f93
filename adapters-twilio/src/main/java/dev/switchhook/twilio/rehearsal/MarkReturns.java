package dev.switchhook.twilio.rehearsal;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Returns the marks of one stream at the moment they come due, which is worth a timer of its own: the 20 ms of a
/// frame are not exact enough. Lives on the event loop of its call.
final class MarkReturns {

    private final EventLoop loop;
    private final CallNotes notes;
    private final Predicate<String> send;
    private final Optional<Duration> late;
    private @Nullable Future<?> timer;
    private long timerNanos;

    /// @param send sends the mark of that name, and says whether the stream was still live
    MarkReturns(EventLoop loop, CallPlan plan, CallNotes notes, Predicate<String> send) {
        this.loop = loop;
        this.notes = notes;
        this.send = send;
        this.late = Mischief.find(plan.mischief(), Mischief.LateMarks.class).map(Mischief.LateMarks::by);
    }

    /// Sends the marks that came due, and sets the timer for the next one.
    void sendDue(PlaybackClock playback) {
        for (MarkEcho mark : playback.takeDueMarks()) {
            notes.marks.add(mark);
            if (late.isPresent()) {
                var _ = loop.schedule(() -> send(mark), late.get().toNanos(), TimeUnit.NANOSECONDS);
            } else {
                send(mark);
            }
        }
        OptionalLong next = playback.nextMarkNanos();
        if (next.isEmpty() || (timer != null && timerNanos == next.getAsLong())) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerNanos = next.getAsLong();
        long delay = Math.max(0, timerNanos - System.nanoTime());
        timer = loop.schedule(() -> ring(playback), delay, TimeUnit.NANOSECONDS);
    }

    private void ring(PlaybackClock playback) {
        timer = null;
        playback.advance(System.nanoTime());
        sendDue(playback);
    }

    private void send(MarkEcho mark) {
        if (send.test(mark.name())) {
            notes.lastMarkReturned = OptionalLong.of(System.nanoTime());
        }
    }

    /// The stream has ended: no more marks.
    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
