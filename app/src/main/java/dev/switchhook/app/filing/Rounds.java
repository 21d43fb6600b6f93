package dev.switchhook.app.filing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work in the background, round after round, on one virtual thread. Safe for use by several threads.
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private Rounds(String name, BooleanSupplier round, Duration pause) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> {
            while (!pausedUntilStopped(goes(name, round) ? Duration.ZERO : pause)) {
                // The next round.
            }
        });
    }

    /// Begins.
    ///
    /// @param name for the thread and the log
    /// @param round one round; it says whether the next one follows at once. What it throws is logged
    /// @param pause between rounds otherwise
    public static Rounds begin(String name, BooleanSupplier round, Duration pause) {
        Rounds rounds = new Rounds(name, round, pause);
        rounds.thread.start();
        return rounds;
    }

    private static boolean goes(String name, BooleanSupplier round) {
        try {
            return round.getAsBoolean();
        } catch (RuntimeException | Error defect) {
            LOG.error("event=round-failed work={}", name, defect);
            return false;
        }
    }

    private boolean pausedUntilStopped(Duration pause) {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    /// No further round begins. Fast.
    public void stop() {
        stop.countDown();
    }

    /// Stops, and waits for the end of the present round, for five seconds at most.
    @Override
    public void close() {
        stop();
        try {
            // It is not interrupted: a database in a file closes when one of its threads is.
            thread.join(LONGEST_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
