package dev.switchhook.app.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keeps the program on one core and everybody else on the others, where the system can do that.
final class Cores {

    private static final String PROGRAM = "0";

    private Cores() {}

    /// Moves this process away from the core of the program.
    ///
    /// @return what has to stand before the command of the program; empty when it cannot have a core of its own
    static List<String> share() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores < 2) {
            return List.of();
        }
        String others = cores == 2 ? "1" : "1-" + (cores - 1);
        try {
            Process moved = new ProcessBuilder(
                            "taskset",
                            "-a",
                            "-c",
                            "-p",
                            others,
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean done = moved.waitFor(10, TimeUnit.SECONDS) && moved.exitValue() == 0;
            return done ? List.of("taskset", "-c", PROGRAM) : List.of();
        } catch (IOException _) {
            return List.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
