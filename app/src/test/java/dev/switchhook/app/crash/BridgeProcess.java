package dev.switchhook.app.crash;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The real program in a process of its own, which can be killed and started again. Used by one thread.
final class BridgeProcess implements AutoCloseable {

    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final File log;
    private @Nullable Process process;

    /// @param port where Twilio reaches it
    /// @param classPath the program
    /// @param options of its Java
    /// @param environment its settings
    /// @param log where its output is added
    BridgeProcess(int port, String classPath, List<String> options, Map<String, String> environment, Path log) {
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.log = log.toFile();
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "dev.switchhook.app.Launcher", "serve"));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().keySet().removeIf(name -> name.startsWith("SWITCHHOOK_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /// Asks it to stop, as a supervisor does, and waits for that.
    void stop(long longest, TimeUnit unit) throws InterruptedException {
        if (process != null) {
            process.destroy();
            boolean _ = process.waitFor(longest, unit);
        }
    }

    /// As `kill -9` does.
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Whether it takes connections.
    boolean listens() {
        try (Socket probe = new Socket()) {
            probe.connect(address(), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    boolean runs() {
        return process != null && process.isAlive();
    }

    /// How much CPU time it has used since it was started, in milliseconds.
    long cpuMilliseconds() {
        return process == null
                ? 0
                : process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
