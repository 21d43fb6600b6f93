package dev.switchhook.app.removal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.rehearsal.RehearsesABusiness;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.core.LauncherFactory;

/// Whoever deletes the spa gets a program that builds, and whose other tests pass: all of it is compiled without the
/// spa, and those tests run that would notice first, with a whole call of the plain assistant among them.
@Isolated
@RehearsesABusiness
class WithoutTheSpaTest {

    private static final Path SPA = Path.of("dev/switchhook/app/spa");
    private static final String APP = "dev.switchhook.app.";

    /// Packages and classes of tests, and the method that makes whole calls.
    private static final List<String> TESTS = List.of(
            APP + "config",
            APP + "tools",
            APP + "assistants",
            APP + "architecture",
            APP + "docs",
            APP + "store.DatabaseTest",
            APP + "BridgeTest",
            APP + "ConsoleTest",
            APP + "WholeCallTest#several_calls_at_once_are_answered_booked_heard_to_the_end_and_proven_down");

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void a_program_without_the_spa_builds_and_passes_its_tests(@TempDir Path directory) throws Exception {
        RemainingSources sources = new RemainingSources(SPA, directory);
        assertThat(sources.compile()).isEmpty();

        Path log = directory.resolve("tests.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.virtualThreadScheduler.parallelism=16",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                sources.classPath() + File.pathSeparator + launcher(),
                RemainingTests.class.getName()));
        command.addAll(TESTS);
        Process tests = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean over = tests.waitFor(3, TimeUnit.MINUTES);
            String told = Files.readString(log);
            assertThat(over).as(told).isTrue();
            assertThat(tests.exitValue()).as(told).isZero();
        } finally {
            tests.destroyForcibly();
        }
    }

    /// It need not stand on the class path of the tests by itself.
    private static Path launcher() throws Exception {
        return Path.of(LauncherFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
