package dev.switchhook.domain.port.journal;

import dev.switchhook.domain.caller.CallId;
import java.time.Instant;

/// Keeps what happened in calls. Fast: it only enqueues and never throws. Entries of one call come in order, from
/// one thread at a time; only what the carrier reports about media connections may come beside them.
@FunctionalInterface
public interface CallJournal {

    /// Notes one entry.
    void note(CallId call, Instant at, JournalEntry entry);
}
