package dev.switchhook.app.business;

import dev.switchhook.domain.caller.CallId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one listener that calls are over, each call once. Safe for use by several threads.
///
/// At most [#MOST_WAITING] calls wait to be told of; one more is dropped, with an ERROR line. Of these 16 are told at
/// once. A call that is told of again within the next [#MOST_WAITING] is not told twice.
final class TellingLane {

    /// So many calls wait at most, 64 bytes each, and so many are remembered.
    static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(TellingLane.class);
    private static final int AT_ONCE = 16;

    private final AfterCall listener;
    private final Executor threads;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Set<CallId> waiting = new HashSet<>();
    private final LinkedHashSet<CallId> told = new LinkedHashSet<>();

    /// @param threads run what may block, one for each call
    TellingLane(AfterCall listener, Executor threads) {
        this.listener = listener;
        this.threads = threads;
    }

    /// A call is over. Fast.
    ///
    /// @return done when the listener was told; at once when there is nothing to tell
    CompletableFuture<Void> over(CallId call) {
        return isNew(call)
                ? CompletableFuture.runAsync(() -> tellInTurn(call), threads)
                : CompletableFuture.completedFuture(null);
    }

    private synchronized boolean isNew(CallId call) {
        if (waiting.contains(call) || told.contains(call)) {
            return false;
        }
        if (waiting.size() >= MOST_WAITING) {
            LOG.error("call={} event=after-call-dropped by={}", call, name());
            return false;
        }
        waiting.add(call);
        return true;
    }

    private void tellInTurn(CallId call) {
        turns.acquireUninterruptibly();
        try {
            tell(call);
        } finally {
            turns.release();
            done(call);
        }
    }

    private void tell(CallId call) {
        try {
            listener.over(call);
        } catch (RuntimeException | Error broken) {
            LOG.warn(
                    "call={} event=after-call-failed by={} failure={}",
                    call,
                    name(),
                    broken.getClass().getSimpleName());
        }
    }

    private synchronized void done(CallId call) {
        waiting.remove(call);
        told.add(call);
        if (told.size() > MOST_WAITING) {
            told.removeFirst();
        }
    }

    private String name() {
        return listener.getClass().getName();
    }
}
