package dev.switchhook.app.speech;

import dev.switchhook.domain.caller.CallId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one session asks of others, one after the other, in the order in which it was decided. [#add] is called
/// while a lock is held, [#run] without it; whichever thread runs first runs for all. Few tasks wait here: a handful
/// for each provider that is tried. Any thread.
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final CallId call;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turns = new AtomicInteger();

    Lane(CallId call) {
        this.call = call;
    }

    void add(Runnable task) {
        tasks.add(task);
    }

    void run() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                perform(task);
            }
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("call={} event=defect", call, defect);
        }
    }
}
