package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.domain.caller.CallId;
import java.time.Instant;
import java.util.Optional;

/// A book that never learns whether its commits have arrived.
final class DoubtfulBook extends BookBetween {

    private final boolean arrives;

    /// @param arrives whether they have
    DoubtfulBook(AppointmentBook book, boolean arrives) {
        super(book);
        this.arrives = arrives;
    }

    @Override
    public CommitOutcome commit(CallId call, Optional<String> agreed, String key, Instant now) {
        if (arrives) {
            super.commit(call, agreed, key, now);
        }
        return new CommitOutcome.Unknown();
    }

    @Override
    public CancelOutcome cancel(String code, String key, Instant now) {
        if (arrives) {
            super.cancel(code, key, now);
        }
        return new CancelOutcome.Unknown();
    }
}
