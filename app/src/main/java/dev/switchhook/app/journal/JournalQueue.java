package dev.switchhook.app.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Entries that wait to be written, bounded in bytes: what does not fit is refused. Any thread offers; one thread
/// takes. What was looked at stays, and counts, until it is removed.
final class JournalQueue {

    private final long mostBytes;
    private final Deque<JournalRow> rows = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long bytes;
    private boolean urgent;
    private boolean closed;

    JournalQueue(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Never waits for anything but the lock, which nobody holds for long.
    ///
    /// @param urgently whether it must not wait for others to gather
    /// @return false when the queue is full or closed
    boolean offer(JournalRow row, boolean urgently) {
        lock.lock();
        try {
            if (closed || bytes + row.bytes() > mostBytes) {
                return false;
            }
            rows.addLast(row);
            bytes += row.bytes();
            // The taker lets entries gather; it has to know of the first one, and when there is no more time.
            urgent |= urgently;
            if (rows.size() == 1 || urgent || isHalfFull()) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is something, and then lets more of it gather.
    ///
    /// @param gather how long entries may gather; less when one is urgent, or the queue is half full or closed
    /// @param longest how long it waits for the first entry at most
    void await(Duration gather, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (rows.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            left = rows.isEmpty() ? 0 : gather.toNanos();
            while (!closed && !urgent && !isHalfFull() && left > 0) {
                left = changed.awaitNanos(left);
            }
            urgent = false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for that long, or until the queue is closed.
    void pause(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isHalfFull() {
        return bytes > mostBytes / 2;
    }

    /// The oldest entries.
    List<JournalRow> oldest(int most) {
        lock.lock();
        try {
            return rows.stream().limit(most).toList();
        } finally {
            lock.unlock();
        }
    }

    /// Removes the oldest entries.
    void remove(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                bytes -= rows.removeFirst().bytes();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing any more. What waits is still there for the taker.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return rows.size();
        } finally {
            lock.unlock();
        }
    }
}
