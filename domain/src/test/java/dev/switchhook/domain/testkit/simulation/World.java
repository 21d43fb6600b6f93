package dev.switchhook.domain.testkit.simulation;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Virtual time and chance: what happens when, and whether it goes wrong. Everything follows from the seed.
final class World {

    /// From this time on nothing goes wrong any more, so that every call has to come to its end.
    static final long FAULTS_END = 180_000;

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private record Due(long at, long number, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final SplittableRandom random;
    private final double faultRate;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long numbers;

    World(long seed) {
        random = new SplittableRandom(seed);
        faultRate = new double[] {0, 0.2, 1, 3}[random.nextInt(4)];
    }

    long now() {
        return now;
    }

    Instant instant() {
        return START.plusMillis(now);
    }

    long millisecondsOf(Instant instant) {
        return instant.toEpochMilli() - START.toEpochMilli();
    }

    void in(long milliseconds, Runnable what) {
        queue.add(new Due(now + milliseconds, numbers++, what));
    }

    /// Does the next thing; false when nothing is left before that time.
    boolean turn(long until) {
        Due next = queue.peek();
        if (next == null || next.at > until) {
            return false;
        }
        queue.remove();
        now = next.at;
        next.what.run();
        return true;
    }

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /// Whether something goes wrong that goes wrong this often in a world of middling faults.
    boolean fault(double share) {
        return random.nextDouble() < share * faultRate && now < FAULTS_END;
    }

    /// What is sent through a channel arrives late, but in order.
    final class Channel {
        private long lastArrival;

        void send(long least, long most, Runnable arrival) {
            lastArrival = Math.max(lastArrival, now + between(least, most));
            in(lastArrival - now, arrival);
        }
    }
}
