package dev.switchhook.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells somebody at a terminal that something goes on, once it has taken a second; then it clears its line. Into a
/// file or a pipe nothing is written. Closed on the thread that has begun it.
final class Progress implements AutoCloseable {

    private static final String CLEAR = "\r\u001B[K";

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread teller;

    private Progress(PrintWriter err, String what, boolean terminal, Duration first) {
        this.teller = Thread.ofVirtual().name("progress").unstarted(() -> tell(err, what, first));
        if (terminal) {
            teller.start();
        }
    }

    /// Begins.
    ///
    /// @param what goes on, in a few words
    /// @param terminal whether somebody reads `err`
    static Progress begin(PrintWriter err, String what, boolean terminal) {
        return new Progress(err, what, terminal, Duration.ofSeconds(1));
    }

    /// @param first after how long it is told
    static Progress begin(PrintWriter err, String what, boolean terminal, Duration first) {
        return new Progress(err, what, terminal, first);
    }

    private void tell(PrintWriter err, String what, Duration first) {
        long began = System.nanoTime();
        boolean told = false;
        try {
            Duration pause = first;
            while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
                err.print(CLEAR + what + " ... " + seconds + " s");
                err.flush();
                told = true;
                pause = Duration.ofSeconds(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (told) {
            err.print(CLEAR);
            err.flush();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            // The line is clear before anything else is written.
            if (teller.getState() != Thread.State.NEW) {
                teller.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
