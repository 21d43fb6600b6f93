package dev.switchhook.app.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/// An alarm whose time is moved by hand.
final class HandAlarm implements Alarm {

    private final PriorityQueue<Ring> rings = new PriorityQueue<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private long sequence;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void wake(Instant at, Runnable task) {
        rings.add(new Ring(at, sequence++, task));
    }

    @Override
    public void close() {
        rings.clear();
    }

    /// Moves the time on, and rings on the way.
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (!rings.isEmpty() && !rings.peek().at.isAfter(until)) {
            Ring ring = rings.poll();
            now = ring.at.isAfter(now) ? ring.at : now;
            ring.task.run();
        }
        now = until;
    }

    /// How many wake-ups are armed.
    int armed() {
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
