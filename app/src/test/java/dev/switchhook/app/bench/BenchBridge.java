package dev.switchhook.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The real program as it is measured: a process of its own with `serve`, on a core of its own when there is one.
final class BenchBridge implements AutoCloseable {

    static final String ACCOUNT = "AC000000000000000000000000000000be";
    static final String TOKEN = "bench-token";
    static final String ORIGIN = "https://bench.switchhook.example";

    private static final Duration START = Duration.ofSeconds(60);
    /// What docs/operate.md says about a process that has one core.
    private static final List<String> JAVA = List.of(
            "-XX:+UseSerialGC",
            "-Xms256m",
            "-Xmx1g",
            "-Xmn24m",
            "-XX:+AlwaysPreTouch",
            "-XX:ThreadPriorityPolicy=1",
            "-XX:CompilerThreadPriority=10",
            "--enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final int port;
    private final Path log;

    private BenchBridge(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /// Starts it, and waits until it listens.
    ///
    /// @param name of its log and its files
    /// @param settings environment variables beside those that every bridge of the bench has
    static BenchBridge start(
            String name, String classPath, List<String> pinned, Map<String, String> settings, Path directory)
            throws IOException, InterruptedException {
        Path files = Files.createTempDirectory(directory, name);
        int port = freePort();
        List<String> command = new ArrayList<>(pinned);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA);
        command.addAll(List.of("-cp", classPath, "dev.switchhook.app.Launcher", "serve"));
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(BenchBridge::isOurs);
        builder.environment().putAll(basics(port, files));
        builder.environment().putAll(settings);
        BenchBridge bridge = new BenchBridge(builder.start(), port, log);
        bridge.awaitListening();
        return bridge;
    }

    private static boolean isOurs(String variable) {
        return variable.matches("(SWITCHHOOK|TWILIO|OPENAI|XAI|SPA|MICRONAUT)_.*");
    }

    private static Map<String, String> basics(int port, Path files) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("TWILIO_ACCOUNT_SID", ACCOUNT);
        all.put("TWILIO_AUTH_TOKEN", TOKEN);
        all.put("SWITCHHOOK_PUBLIC_URL", ORIGIN);
        all.put("SWITCHHOOK_DATABASE_URL", "jdbc:h2:file:" + files.resolve("bench"));
        all.put("SWITCHHOOK_JOURNAL_DIRECTORY", files.toString());
        all.put("SWITCHHOOK_CALLS_MAX_CONCURRENT", "400");
        all.put("SWITCHHOOK_MANAGEMENT_PORT", Integer.toString(freePort()));
        all.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
        all.put("MICRONAUT_SERVER_HOST", "127.0.0.1");
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /// How much of a core the program has used since it was started.
    Duration used() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void awaitListening() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("the program did not start; see " + log);
            }
            boolean _ = never.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(address(), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
