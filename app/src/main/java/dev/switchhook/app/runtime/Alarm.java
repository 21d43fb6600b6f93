package dev.switchhook.app.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of the runtime: what time it is, and waking somebody at a time.
///
/// Time passes monotonically: it starts from the wall clock and follows the machine's steady counter, so that a call
/// is not moved by a corrected wall clock.
public interface Alarm extends AutoCloseable {

    /// The time now.
    Instant now();

    /// Runs the task at that time, or soon after. The task must not block.
    void wake(Instant at, Runnable task);

    /// From now on nobody is woken any more.
    @Override
    void close();

    /// An alarm on one daemon thread.
    static Alarm steady() {
        ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("call-alarm").factory(), new ThreadPoolExecutor.DiscardPolicy());
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        return new Alarm() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - startNanos);
            }

            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // The task catches what it throws.
            public void wake(Instant at, Runnable task) {
                long millis = Math.max(0, Duration.between(now(), at).toMillis() + 1);
                thread.schedule(task, millis, TimeUnit.MILLISECONDS);
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }
}
