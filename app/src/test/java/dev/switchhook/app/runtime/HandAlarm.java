package dev.switchhook.app.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// An alarm whose time is moved by hand, with an executor whose work is done in no time, when time is moved or
/// [#settle] is called.
public final class HandAlarm implements Alarm, Executor {

    private final PriorityQueue<Ring> rings = new PriorityQueue<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long sequence;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void wake(Instant at, Runnable task) {
        rings.add(new Ring(at, sequence++, task));
    }

    @Override
    public synchronized void close() {
        rings.clear();
    }

    @Override
    public synchronized void execute(Runnable task) {
        work.addLast(task);
    }

    /// Does all the work that there is, and what comes of it.
    public void settle() {
        for (Runnable task = nextTask(); task != null; task = nextTask()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable nextTask() {
        return work.pollFirst();
    }

    /// Moves the time on, rings on the way, and does the work of each moment.
    public void pass(Duration time) {
        settle();
        Instant until = now().plus(time);
        for (Ring ring = nextRing(until); ring != null; ring = nextRing(until)) {
            ring.task.run();
            settle();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized @Nullable Ring nextRing(Instant until) {
        if (rings.isEmpty() || rings.peek().at.isAfter(until)) {
            return null;
        }
        Ring ring = rings.remove();
        now = ring.at.isAfter(now) ? ring.at : now;
        return ring;
    }

    /// How many wake-ups are armed.
    public synchronized int armed() {
        return rings.size();
    }

    private record Ring(Instant at, long sequence, Runnable task) implements Comparable<Ring> {
        @Override
        public int compareTo(Ring other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
