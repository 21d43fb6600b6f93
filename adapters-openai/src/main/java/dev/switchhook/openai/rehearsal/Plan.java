package dev.switchhook.openai.rehearsal;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Steps that are done one after the other, each after a pause, on one event loop. Used by that event loop only.
final class Plan {

    private final EventExecutor loop;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Future<?> next;
    private int drops;

    private record Step(long pauseMilliseconds, Runnable action) {}

    Plan(EventExecutor loop) {
        this.loop = loop;
    }

    void then(long pauseMilliseconds, Runnable action) {
        steps.addLast(new Step(pauseMilliseconds, action));
        if (next == null) {
            schedule();
        }
    }

    private void schedule() {
        Step step = steps.pollFirst();
        if (step == null) {
            next = null;
            return;
        }
        int planned = drops;
        next = loop.schedule(
                () -> {
                    step.action.run();
                    if (planned == drops) {
                        schedule();
                    }
                },
                step.pauseMilliseconds,
                TimeUnit.MILLISECONDS);
    }

    /// Drops what has not been done. May be called by a step.
    void drop() {
        drops++;
        steps.clear();
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
