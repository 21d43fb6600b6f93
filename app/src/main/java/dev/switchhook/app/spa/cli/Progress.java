package dev.switchhook.app.spa.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells every second how far a long work has come. For one thread.
final class Progress {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PrintWriter err;
    private final InstantSource clock;
    private final int all;
    private final String done;
    private Instant next;

    /// @param done what has happened to the rows, such as `booked`
    Progress(PrintWriter err, InstantSource clock, int all, String done) {
        this.err = err;
        this.clock = clock;
        this.all = all;
        this.done = done;
        this.next = clock.instant().plus(PAUSE);
    }

    void at(int count) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        err.println("switchhook: " + count + " of " + all + " rows " + done);
        err.flush();
    }
}
