package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// Throws lapsed holds out of the book now and then, so that their rows do not pile up. Nobody waits for it: a
/// lapsed hold binds nobody. Safe for use by several threads.
final class Sweep {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final AppointmentBook book;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    Sweep(AppointmentBook book) {
        this.book = book;
    }

    /// Sweeps, unless that was done a moment ago.
    void at(Instant now) {
        Instant due = next.get();
        if (!now.isBefore(due) && next.compareAndSet(due, now.plus(EVERY))) {
            try {
                book.releaseLapsed(now);
            } catch (BookUnavailable _) {
                // The next one sweeps; whoever came here wants something else.
            }
        }
    }
}
