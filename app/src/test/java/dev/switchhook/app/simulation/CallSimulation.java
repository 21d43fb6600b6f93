package dev.switchhook.app.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Simulates many calls, one per seed, and says which seeds broke an invariant.
///
/// `main` takes the number of calls, the percentage of faults, the first seed and, if something is to be broken on
/// purpose, what. Its last line reads `simulated N calls, V violations, seed S`, and it exits with 1 when there are
/// violations.
public final class CallSimulation {

    private static final int PORTION = 500;
    private static final int WORKERS = 2;
    private static final int MOST_SHOWN = 20;

    private final long first;
    private final long calls;
    private final Mix mix;
    private final AtomicLong portions = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final Figures figures = new Figures();
    private final List<Violation> violations = new ArrayList<>();
    private long violationCount;

    /// A seed that broke an invariant.
    ///
    /// @param what which one, and when
    record Violation(long seed, String what) {}

    /// @param first the first seed; the others follow it
    CallSimulation(long first, long calls, Mix mix) {
        this.first = first;
        this.calls = calls;
        this.mix = mix;
    }

    /// Runs the simulation; see the class.
    public static void main(String[] arguments) throws InterruptedException {
        long calls = Long.parseLong(arguments[0]);
        int faults = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Sabotage sabotage = Sabotage.of(arguments.length > 3 ? arguments[3] : "");
        CallSimulation simulation =
                new CallSimulation(seed, calls, Mix.percent(faults).with(sabotage));
        simulation.run(System.out);
        simulation.report(System.out, faults);
        System.exit(simulation.violationCount > 0 ? 1 : 0);
    }

    /// Runs all calls.
    ///
    /// @param progress gets a line for every tenth of them
    CallSimulation run(PrintStream progress) throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            // Virtual, because a world hands over to the threads of its blocking work and back all the time.
            workers.add(Thread.ofVirtual().start(() -> work(progress)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        violations.sort(Comparator.comparingLong(Violation::seed));
        return this;
    }

    private void work(PrintStream progress) {
        Figures mine = new Figures();
        List<Violation> found = new ArrayList<>();
        long from;
        while ((from = portions.getAndIncrement() * PORTION) < calls) {
            long portion = Math.min(PORTION, calls - from);
            for (long i = 0; i < portion; i++) {
                long seed = first + from + i;
                SimulatedCall.Outcome outcome = new SimulatedCall(seed, mix, false).run();
                mine.add(outcome);
                @Nullable String broken = outcome.violation();
                if (broken != null) {
                    found.add(new Violation(seed, broken));
                }
            }
            tell(progress, done.addAndGet(portion), portion);
        }
        synchronized (this) {
            figures.add(mine);
            violationCount += found.size();
            violations.addAll(found);
        }
    }

    private void tell(PrintStream progress, long now, long portion) {
        long tenth = Math.max(1, calls / 10);
        if (now / tenth != (now - portion) / tenth && calls > PORTION) {
            progress.println(now + " of " + calls + " calls");
        }
    }

    private void report(PrintStream out, int faults) {
        out.println(figures);
        kinds().forEach((kind, seeds) -> out.println(
                seeds.size() + " times: " + kind + ", seeds " + seeds.subList(0, Math.min(5, seeds.size()))));
        violations.stream().limit(MOST_SHOWN).forEach(found -> out.println("seed " + found.seed + ": " + found.what));
        if (!violations.isEmpty()) {
            long seed = violations.getFirst().seed;
            out.println("the last of what happened with seed " + seed + ":");
            out.println(story(seed, mix));
            out.println("see it again with ./mvnw -Psimulate -Dcalls=1 -Dseed=" + seed + " -Dfaults=" + faults
                    + (mix.sabotage() == Sabotage.NONE
                            ? ""
                            : " -Dsabotage=" + mix.sabotage().word()));
        }
        out.println("simulated " + calls + " calls, " + violationCount + " violations, seed " + first);
    }

    /// With which seeds each invariant was broken, numbers apart.
    private Map<String, List<Long>> kinds() {
        return violations.stream()
                .collect(Collectors.groupingBy(
                        found -> found.what.replaceAll("[0-9]+ ms", "... ms").replaceAll("node[0-9]+", "a node"),
                        TreeMap::new,
                        Collectors.mapping(Violation::seed, Collectors.toList())));
    }

    /// What happened last in a call, a line each.
    static String story(long seed, Mix mix) {
        return new SimulatedCall(seed, mix, true).run().story();
    }

    Figures figures() {
        return figures;
    }

    /// All of them, by seed.
    List<Violation> violations() {
        return violations;
    }
}
