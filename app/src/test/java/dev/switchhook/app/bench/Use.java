package dev.switchhook.app.bench;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// How much of their cores the program and its peers use, from the making of this until it is stopped. When a core is
/// full, what is measured on it is the waiting for it.
final class Use {

    private final Supplier<Duration> program;
    private final long startedNanos = System.nanoTime();
    private final Duration programBefore;
    private final Duration peersBefore = peers();

    /// @param program how much of a core the program has used so far
    Use(Supplier<Duration> program) {
        this.program = program;
        this.programBefore = program.get();
    }

    private static Duration peers() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    void stop(Readings readings) {
        long nanos = System.nanoTime() - startedNanos;
        // Those that this process may use, now that the program has one of its own.
        int others = Runtime.getRuntime().availableProcessors();
        readings.add(Figure.PROGRAM_CORE, share(program.get().minus(programBefore), nanos), "");
        readings.add(Figure.PEERS_CORES, share(peers().minus(peersBefore), nanos * others), "");
    }

    private static OptionalDouble share(Duration used, long nanos) {
        return Samples.of(100.0 * used.toNanos() / nanos);
    }
}
