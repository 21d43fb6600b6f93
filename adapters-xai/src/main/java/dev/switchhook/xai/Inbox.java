package dev.switchhook.xai;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one at a time, in the order in which they came, on whichever thread brings one. Nobody waits: a thread
/// that finds another one at work leaves its task to that one. A task that brings further tasks runs to its end
/// first.
///
/// The queue needs no bound of its own: tasks never block, so that it is as long as the number of threads that bring
/// something at the same moment.
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    void run(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            runNext();
        } while (waiting.decrementAndGet() > 0);
    }

    private void runNext() {
        Runnable task = tasks.remove();
        try {
            task.run();
        } catch (RuntimeException broken) {
            // A defect of one task must not silence the session: the next ones, the closing among them, still run.
            LOG.error("a step of an xAI session failed", broken);
        }
    }
}
