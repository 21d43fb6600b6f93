package dev.switchhook.app;

import dev.switchhook.app.runtime.Switchboard;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a process stops without anybody being cut off: no new calls; live calls go on; at the deadline those that are
/// left are let go at a quiet moment, so that another process, or this one restarted, goes on with them.
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /// How long the calls may take until they have been let go, or have said goodbye: a quiet moment comes within
    /// 10 s, a farewell and its proof within 15 s.
    static final Duration LETTING_GO = Duration.ofSeconds(15);

    /// For how long the carrier is still answered after calls were let go: it asks what to do with each of them.
    static final Duration LAST_QUESTIONS = Duration.ofSeconds(3);

    /// How long the registry may take to learn everything about the last calls: longer than the longest pause between
    /// two tries.
    private static final Duration LAST_WRITES = Duration.ofSeconds(6);

    private final Switchboard switchboard;

    Drain(Switchboard switchboard) {
        this.switchboard = switchboard;
    }

    /// Returns when the process may end.
    ///
    /// @param longest how long live calls may go on
    void run(Duration longest) {
        CompletableFuture<Void> empty = switchboard.drain();
        LOG.info("event=draining calls={}", switchboard.calls());
        if (!within(longest, empty)) {
            LOG.info("event=drain-deadline calls={}", switchboard.calls());
            switchboard.handOver();
            if (!within(LETTING_GO, empty)) {
                LOG.warn("event=drain-incomplete calls={}", switchboard.calls());
            }
            within(LAST_QUESTIONS, new CompletableFuture<>());
        }
        within(LAST_WRITES, switchboard.written());
    }

    /// Waits for that, and says whether it came.
    private static boolean within(Duration longest, CompletableFuture<Void> what) {
        try {
            what.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
