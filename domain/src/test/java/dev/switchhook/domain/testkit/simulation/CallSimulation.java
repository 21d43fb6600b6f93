package dev.switchhook.domain.testkit.simulation;

import dev.switchhook.domain.hangup.CallEnding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs calls of the real machine against peers that misbehave at random, in virtual time, and checks the invariants
/// of a call after every step: no dangling call (I1), no wrongful kill (I2), no stray spend (I5), and that the
/// machine asks nothing impossible of anybody.
///
/// A call is determined by its seed. The message of a failure names the seed and ends with what happened last; to
/// see it again: `./mvnw -pl domain test -Dtest=CallSimulationTest -Dsimulation.seed=SEED`.
public final class CallSimulation {

    private static final int STORY_LINES = 60;

    private CallSimulation() {}

    /// Runs one call to its end.
    ///
    /// @throws AssertionError when an invariant is broken
    public static CallEnding call(long seed) {
        return call(seed, Tampering.NONE);
    }

    /// Runs one call to its end, with a machine that was tampered with.
    ///
    /// @throws AssertionError when an invariant is broken
    public static CallEnding call(long seed, Tampering tampering) {
        try {
            return new SimulatedCall(seed, tampering, Optional.empty()).run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed " + seed + " (replay with -Dsimulation.seed=" + seed + "): " + broken.getMessage() + "\n"
                            + story(seed, tampering),
                    broken);
        }
    }

    /// The last things that happen in a call, one line each.
    public static String story(long seed, Tampering tampering) {
        Deque<String> lines = new ArrayDeque<>();
        try {
            Consumer<String> trace = line -> {
                lines.addLast(line);
                if (lines.size() > STORY_LINES) {
                    lines.removeFirst();
                }
            };
            new SimulatedCall(seed, tampering, Optional.of(trace)).run();
        } catch (AssertionError | RuntimeException broken) {
            lines.addLast("BROKEN: " + broken);
        }
        return String.join("\n", lines);
    }
}
