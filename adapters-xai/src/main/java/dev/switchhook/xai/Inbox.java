package dev.switchhook.xai;

import dev.switchhook.domain.caller.CallId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks one at a time, in the order in which they came, on whichever thread brings one. Nobody waits for a
/// task: a thread that finds another one at work leaves its task to that one. A task that brings further tasks runs
/// to its end first.
///
/// Bounded in bytes: a task that carries something is refused while too much is waiting already. Tasks without a
/// load, such as timers and the end of the session, are always taken; there are only a handful of them in a session.
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private record Task(int bytes, Runnable work) {}

    private final CallId call;
    private final int mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private int bytes;
    private boolean working;

    Inbox(CallId call, int mostBytes) {
        this.call = call;
        this.mostBytes = mostBytes;
    }

    /// Runs a task without a load.
    void run(Runnable work) {
        var _ = offer(0, work);
    }

    /// Runs a task that carries so many bytes.
    ///
    /// @return false when too much is waiting, in which case the task never runs
    boolean offer(int load, Runnable work) {
        lock.lock();
        try {
            if (load > 0 && bytes + load > mostBytes) {
                return false;
            }
            tasks.addLast(new Task(load, work));
            bytes += load;
            if (working) {
                return true;
            }
            working = true;
        } finally {
            lock.unlock();
        }
        for (Runnable next = next(); next != null; next = next()) {
            runOne(next);
        }
        return true;
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Task task = tasks.pollFirst();
            if (task == null) {
                working = false;
                return null;
            }
            bytes -= task.bytes;
            return task.work;
        } finally {
            lock.unlock();
        }
    }

    private void runOne(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            // A defect of one task must not silence the session: the next ones, the closing among them, still run.
            LOG.error("call={} event=defect", call, broken);
        }
    }
}
