package dev.switchhook.twilio.rehearsal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Returns the marks of one stream at the moment they come due, which is worth a timer of its own: the 20 ms of a
/// frame are not exact enough. Lives on the event loop of its call.
final class MarkReturns {

    private final CallScene scene;
    private final Predicate<String> send;
    private final Optional<Duration> late;
    private final OptionalLong noneAfter;
    private @Nullable Future<?> timer;
    private long timerNanos;

    /// @param startNanos when the stream began
    /// @param send sends the mark of that name, and says whether the stream was still live
    MarkReturns(CallScene scene, long startNanos, Predicate<String> send) {
        this.scene = scene;
        this.send = send;
        this.late = scene.find(Mischief.LateMarks.class).map(Mischief.LateMarks::by);
        this.noneAfter = scene.find(Mischief.LostMarks.class)
                .map(lost -> OptionalLong.of(startNanos + lost.from().toNanos()))
                .orElse(OptionalLong.empty());
    }

    /// Sends the marks that came due, and sets the timer for the next one.
    void sendDue(PlaybackClock playback) {
        for (MarkEcho mark : playback.takeDueMarks()) {
            if (noneAfter.isPresent() && mark.returnedNanos() - noneAfter.getAsLong() >= 0) {
                continue;
            }
            scene.notes().marks.add(mark);
            if (late.isPresent()) {
                var _ = scene.after(late.get(), () -> send(mark));
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
        Duration delay = Duration.ofNanos(Math.max(0, timerNanos - System.nanoTime()));
        timer = scene.after(delay, () -> ring(playback));
    }

    private void ring(PlaybackClock playback) {
        timer = null;
        playback.advance(System.nanoTime());
        sendDue(playback);
    }

    private void send(MarkEcho mark) {
        if (send.test(mark.name())) {
            scene.notes().lastMarkReturned = OptionalLong.of(System.nanoTime());
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
