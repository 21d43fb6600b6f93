package dev.switchhook.app.bench;

import dev.switchhook.app.crash.ProgramJars;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Where the scenes of the bench are played: the program's class path, its core, a folder, and the event loop of all
/// relays.
final class Premises implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name("bench-relay").factory(), NioIoHandler.newFactory());
    private final String classPath;
    private final String settings;
    private final List<String> pinned;
    private final Path directory;

    /// @param pinned what stands before the command of the program
    /// @param directory where the program writes
    Premises(List<String> pinned, Path directory) throws IOException {
        this.pinned = List.copyOf(pinned);
        this.directory = directory;
        this.classPath = ProgramJars.classPath(directory);
        try (InputStream in = Objects.requireNonNull(Premises.class.getResourceAsStream("/application.yml"))) {
            this.settings = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Whether the program has a setting of that last name.
    boolean hasSetting(String name) {
        return settings.lines().anyMatch(line -> line.strip().startsWith(name + ":"));
    }

    /// The one event loop of all relays, so that what they see has one order.
    EventLoop loop() {
        return (EventLoop) loops.next();
    }

    /// Starts the program.
    BenchBridge bridge(String name, Company company, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("TWILIO_API_BASE_URL", company.apiBaseUrl().toString());
        return BenchBridge.start(name, classPath, pinned, all, directory);
    }

    /// Where a loopback URL leads.
    static InetSocketAddress at(URI url) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort());
    }

    /// The same URL, by way of a relay.
    static String through(Relay relay, URI url) {
        return "http://127.0.0.1:" + relay.address().getPort() + url.getPath();
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
