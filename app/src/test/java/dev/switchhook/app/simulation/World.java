package dev.switchhook.app.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Virtual time and chance: what happens when, and whether it goes wrong. Everything follows from the seed. Used by
/// one thread at a time.
final class World {

    /// When every call begins.
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private static final int STORY_LINES = 60;

    private final Agenda agenda = new Agenda();
    private final SplittableRandom random;
    private final Mix mix;
    private final long possible;
    private final @Nullable Deque<String> story;
    private final Blocking blocking = new Blocking(this);
    private long now;
    private Instant instant = START;
    private long seen;
    private final int[] counts = new int[Long.SIZE];
    private int faults;
    private int accepted;
    private long calmFrom;
    private @Nullable String violation;

    /// @param tells whether the story is kept, which costs much
    World(long seed, Mix mix, boolean tells) {
        this.random = new SplittableRandom(seed);
        this.mix = mix;
        this.story = tells ? new ArrayDeque<>() : null;
        // Some worlds know every fault, others only some: faults then come in more striking combinations.
        long some = random.nextLong();
        long others = random.nextLong();
        this.possible = random.nextInt(3) == 0 ? -1 : some | others;
    }

    // Time.

    long now() {
        return now;
    }

    Instant instant() {
        return instant;
    }

    /// Does this later.
    void in(long milliseconds, Runnable what) {
        agenda.add(now + milliseconds, what);
    }

    /// Does this at a time, or now if that has passed.
    void at(long time, Runnable what) {
        agenda.add(Math.max(now, time), what);
    }

    /// Does the next thing; false when nothing is left before that time, or an invariant is broken.
    boolean turn(long until) {
        if (violation != null || agenda.next() > until) {
            return false;
        }
        long next = agenda.next();
        if (next != now) {
            now = next;
            instant = START.plusMillis(next);
        }
        agenda.take().run();
        return true;
    }

    /// The threads that may block.
    Blocking blocking() {
        return blocking;
    }

    // Chance.

    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /// Whether this goes wrong, now.
    boolean goesWrong(Fault kind) {
        if (!faultsStillCome() || (possible & kind.bit()) == 0 || random.nextDouble() >= mix.rateOf(kind)) {
            return false;
        }
        happened(kind, now);
        return true;
    }

    /// Whether this will go wrong, at a time of its own; to be noted with [#happened] when it does.
    boolean willGoWrong(Fault kind) {
        return faultsStillCome() && (possible & kind.bit()) != 0 && random.nextDouble() < mix.rateOf(kind);
    }

    /// Whether the time of faults is not over.
    boolean faultsStillCome() {
        return now < mix.faultsEnd();
    }

    /// Until then a fault that was noted is an excuse.
    void excuse(long until) {
        calmFrom = Math.max(calmFrom, until);
    }

    /// Notes a fault that lasts until then.
    void happened(Fault kind, long until) {
        seen |= kind.bit();
        counts[Long.numberOfTrailingZeros(kind.bit())]++;
        faults++;
        calmFrom = Math.max(calmFrom, until + kind.ripples());
        if (story != null) {
            tell("FAULT " + kind);
        }
    }

    /// Since when, at the latest, no fault is an excuse any more.
    long calmFrom() {
        return calmFrom;
    }

    /// How much went wrong so far.
    int faults() {
        return faults;
    }

    /// Whether a fault of this kind has happened.
    boolean seen(Fault kind) {
        return (seen & kind.bit()) != 0;
    }

    /// How often faults of these kinds have happened.
    int times(long kinds) {
        int times = 0;
        for (long rest = seen & kinds; rest != 0; rest &= rest - 1) {
            times += counts[Long.numberOfTrailingZeros(rest)];
        }
        return times;
    }

    /// Notes that something is accepted that would else break an invariant.
    boolean accepts(Accepted what) {
        accepted |= what.bit();
        tell("ACCEPTED " + what);
        return true;
    }

    /// What was accepted, as a set of [Accepted#bit].
    int accepted() {
        return accepted;
    }

    Mix mix() {
        return mix;
    }

    // What is found.

    /// Stops the world because an invariant is broken.
    void broken(String invariant) {
        if (violation == null) {
            violation = invariant + " (at " + now + " ms)";
            tell("BROKEN " + violation);
        }
    }

    void require(boolean holds, String invariant) {
        if (!holds) {
            broken(invariant);
        }
    }

    @Nullable
    String violation() {
        return violation;
    }

    boolean tells() {
        return story != null;
    }

    /// Adds a line to the story, if there is one.
    void tell(String line) {
        if (story != null) {
            story.addLast(String.format("%9.3f  %s", now / 1000.0, line));
            if (story.size() > STORY_LINES) {
                story.removeFirst();
            }
        }
    }

    /// As [#tell(String)], for lines that are costly to make.
    void tell(Supplier<String> line) {
        if (story != null) {
            tell(line.get());
        }
    }

    String story() {
        return story == null ? "" : String.join("\n", story);
    }
}
