package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What other processes can do with the H2 file that a running server has open: read it with the commands for that, and
/// nothing else.
@Execution(ExecutionMode.CONCURRENT)
class TwoProcessesTest {

    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void calls_can_be_read_beside_a_server_and_a_second_server_is_refused() throws Exception {
        Program server = new Program("server.txt", "serve");
        try {
            server.awaitOutput("  port  ");
            Path door = folder.resolve("calls.door");
            assertThat(Files.getPosixFilePermissions(door)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertOnlyReachableOnLoopback(
                    Integer.parseInt(Files.readAllLines(door).getFirst().replace("port=", "")));

            Program reader = new Program("calls.txt", "calls");
            Program second = new Program("second.txt", "serve");
            assertThat(reader.code()).isZero();
            assertThat(reader.output()).isEqualTo("No calls yet.\n");
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.output())
                    .contains("switchhook does not start:", folder.resolve("calls") + " is in use by another program");

            server.process.destroy();
            assertThat(server.code()).isEqualTo(TERMINATED);
            assertThat(door).doesNotExist();
        } finally {
            server.process.destroyForcibly();
        }
        assertThat(new Program("again.txt", "calls").code()).isZero();
    }

    private static void assertOnlyReachableOnLoopback(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    try (Socket socket = new Socket()) {
                        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 2_000))
                                .isInstanceOf(ConnectException.class);
                    }
                }
            }
        }
    }

    /// A process of the program.
    private final class Program {

        private final Path output;
        private final Process process;

        private Program(String file, String... words) throws IOException {
            output = folder.resolve(file);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.switchhook.app.Launcher"));
            command.addAll(List.of(words));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "SWITCHHOOK_DATABASE_URL", "jdbc:h2:file:" + folder.resolve("calls"),
                            "SWITCHHOOK_JOURNAL_DIRECTORY", folder.toString(),
                            "SWITCHHOOK_PUBLIC_URL", "https://calls.example.com",
                            "SWITCHHOOK_PROVIDER", "rehearsal",
                            "TWILIO_ACCOUNT_SID", "AC000000000000000000000000000000aa",
                            "TWILIO_AUTH_TOKEN", "a-token-of-this-test",
                            "MICRONAUT_SERVER_HOST", "127.0.0.1",
                            "MICRONAUT_SERVER_PORT", "0",
                            "SWITCHHOOK_MANAGEMENT_PORT", "0"));
            process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        private String output() throws IOException {
            return Files.readString(output);
        }

        private void awaitOutput(String words) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (!output().contains(words)) {
                assertThat(process.isAlive() && System.nanoTime() < end)
                        .as(output())
                        .isTrue();
                if (new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody counts this down");
                }
            }
        }

        private int code() throws Exception {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as(output()).isTrue();
            return process.exitValue();
        }
    }
}
