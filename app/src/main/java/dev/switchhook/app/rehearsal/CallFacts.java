package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Remembers how the program saw the end of each call and the waits in it, and passes everything on.
final class CallFacts implements CallJournal {

    private final Map<CallId, CompletableFuture<CallEnding>> endings = new ConcurrentHashMap<>();
    private final Waits waits = new Waits();
    private final CallJournal next;

    CallFacts(CallJournal next) {
        this.next = next;
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        if (entry instanceof JournalEntry.Ended(CallEnding ending)) {
            end(call).complete(ending);
        }
        waits.note(entry);
        next.note(call, at, entry);
    }

    /// For how long callers have waited so far.
    Waits waits() {
        return waits;
    }

    private CompletableFuture<CallEnding> end(CallId call) {
        return endings.computeIfAbsent(call, _ -> new CompletableFuture<>());
    }

    /// How a call ended, when the program has seen the proof.
    ///
    /// @param most for how long that is waited for
    Optional<CallEnding> ending(String call, Duration most) {
        try {
            return Optional.of(end(new CallId(call)).get(most.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
