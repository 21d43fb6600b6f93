package dev.switchhook.app;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what is noted about every call. Safe for use by several threads.
final class KeptJournal implements CallJournal {

    private final Map<CallId, List<JournalEntry>> entries = new ConcurrentHashMap<>();
    private final Map<CallId, CompletableFuture<CallEnding>> endings = new ConcurrentHashMap<>();

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        entries.computeIfAbsent(call, _ -> new CopyOnWriteArrayList<>()).add(entry);
        if (entry instanceof JournalEntry.Ended(CallEnding ending)) {
            endingOf(call).complete(ending);
        }
    }

    List<JournalEntry> entries(CallId call) {
        return List.copyOf(entries.getOrDefault(call, List.of()));
    }

    /// Completes when the program holds the call for ended.
    CompletableFuture<CallEnding> ended(CallId call) {
        return endingOf(call).copy();
    }

    private CompletableFuture<CallEnding> endingOf(CallId call) {
        return endings.computeIfAbsent(call, _ -> new CompletableFuture<>());
    }
}
