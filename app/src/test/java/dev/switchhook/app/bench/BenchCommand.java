package dev.switchhook.app.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The bench as a command: `./mvnw -q -Pbench [-Druns=5] [-Dcalls=200] [-Dstrict]`.
public final class BenchCommand {

    /// More than this, and others want the cores, too.
    private static final double BUSY = 1;

    private BenchCommand() {}

    /// Measures, and prints the table. The exit code is 1 when a target is missed and `strict` was asked for.
    ///
    /// @param arguments where the program writes its log and its files
    public static void main(String[] arguments) throws Exception {
        BenchOptions options = BenchOptions.fromProperties();
        List<String> pinned = Cores.share();
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        System.out.println(
                pinned.isEmpty()
                        ? "  The program shares its cores with the rehearsed peers: 'taskset' or a second core is"
                                + " missing."
                        : "  The program runs on one core, the rehearsed peers on the others.");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > BUSY) {
            System.out.printf(
                    Locale.ROOT,
                    "  The machine is busy with something else (load %.1f before the start): the figures say little.%n",
                    load);
        }
        long began = System.nanoTime();
        Readings readings;
        try (Premises premises = new Premises(pinned, directory);
                Bench bench = new Bench(options, premises, line -> System.out.println(line))) {
            readings = bench.run();
        }
        System.out.println();
        System.out.print(BenchTable.of(readings, options.runs()));
        System.out.println("  measured in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
        System.exit(options.strict() && BenchTable.missed(readings) ? 1 : 0);
    }
}
