package dev.switchhook.app.business;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Tells everybody who wants to know that a call is over, all at once. Safe for use by several threads.
///
/// Everybody has a lane of their own, with bounds of its own: one who never returns stops nobody else.
public final class EndsOfCalls {

    private final List<TellingLane> lanes;
    private final Duration patience;

    /// @param threads run what may block, one for each call and listener
    /// @param patience how long whoever says that a call is over waits for the others to be told
    public EndsOfCalls(List<AfterCall> listeners, Executor threads, Duration patience) {
        this.lanes = listeners.stream()
                .map(listener -> new TellingLane(listener, threads))
                .toList();
        this.patience = patience;
    }

    /// A call is proven to be over. Slow: it returns when everybody has been told, or after the patience.
    public void over(CallId call) {
        // The telling itself is not timed out, only the wait for it: a call that waits for its turn is told later.
        var _ = CompletableFuture.allOf(
                        lanes.stream().map(lane -> lane.over(call)).toArray(CompletableFuture[]::new))
                .handle((_, _) -> true)
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
