package dev.switchhook.app.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// An alarm on one daemon thread, which reads the wall clock once and a steady counter from then on. Any thread.
final class SteadyAlarm implements Alarm {

    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-alarm").factory(), new ThreadPoolExecutor.DiscardPolicy());
    private final LongSupplier counter;
    private final Instant start;
    private final long startNanos;

    /// @param counter monotonic, in nanoseconds
    SteadyAlarm(InstantSource wall, LongSupplier counter) {
        this.counter = counter;
        this.start = wall.instant();
        this.startNanos = counter.getAsLong();
    }

    @Override
    public Instant now() {
        return start.plusNanos(counter.getAsLong() - startNanos);
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
}
