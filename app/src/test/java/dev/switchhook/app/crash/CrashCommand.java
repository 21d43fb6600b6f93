package dev.switchhook.app.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The crash test as a command: `./mvnw -Pcrash -Dseconds=300 [-Dcalls=200] [-Dseed=S]`.
public final class CrashCommand {

    private static final int MOST_LINES = 50;

    private CrashCommand() {}

    /// Runs it, and says in the last line what came of it. The exit code is 0 when nothing was wrong.
    ///
    /// @param arguments where the processes write their logs
    public static void main(String[] arguments) throws Exception {
        CrashOptions options = CrashOptions.fromProperties();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        System.out.printf(
                "%d calls at once for %d s, a process killed every %d s, seed %d; logs in %s%n",
                options.calls(), options.length().toSeconds(), options.every().toSeconds(), options.seed(), directory);
        CrashResult result = new CrashTrial(options, directory, System.out).run();
        print("dangling", result.dangling());
        print("wrongly cut", result.wronglyCut());
        print("lost effect", result.lost());
        List<Duration> waits = result.waits();
        if (!waits.isEmpty()) {
            System.out.printf(
                    "interrupted %d times, resumed within %d s: %d (%.2f %%); without the agent p50 %d ms, p95 %d ms,"
                            + " p99 %d ms, longest %d ms%n",
                    result.interrupted(),
                    CrashResult.SOON.toSeconds(),
                    result.resumedInTime(),
                    100 * result.share(),
                    at(waits, 0.5),
                    at(waits, 0.95),
                    at(waits, 0.99),
                    at(waits, 1));
        }
        System.out.println(result.line());
        System.exit(result.good() ? 0 : 1);
    }

    private static long at(List<Duration> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)).toMillis();
    }

    private static void print(String what, List<String> lines) {
        lines.stream().limit(MOST_LINES).forEach(line -> System.out.println(what + ": " + line));
    }
}
