package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.ScriptedSpeechModel;
import dev.switchhook.domain.testkit.TestSound;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The start of the bridge, when something is in its way.
class BridgeTest {

    @TempDir
    Path folder;

    @Test
    void a_start_that_fails_because_the_port_is_taken_leaves_the_database_closed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LoadedConfiguration configuration = LoadedConfiguration.load(Optional.empty(), Map.of())
                    .with(Map.of(
                            "switchhook.database-url", "jdbc:h2:file:" + folder.resolve("book"),
                            "switchhook.public-url", "https://bridge.switchhook.example",
                            "switchhook.provider", "rehearsal",
                            "twilio.account-sid", "AC000000000000000000000000000000aa",
                            "twilio.auth-token", "a-token-of-this-test",
                            "micronaut.server.host",
                                    InetAddress.getLoopbackAddress().getHostAddress(),
                            "micronaut.server.port", Integer.toString(taken.getLocalPort())));
            AppSettings settings = AppSettings.forServing(configuration);
            var model = ScriptedSpeechModel.playing(() ->
                    new ScriptedRole(_ -> List.of(new Act.Say("Hello.", TestSound.speech(1, 100)))));

            assertThatThrownBy(() -> Bridge.start(configuration, settings, (_, _) -> model, (_, _, _) -> {}))
                    .isInstanceOf(RefusedStart.class)
                    .hasMessageStartingWith("MICRONAUT_SERVER_PORT: " + taken.getLocalPort() + " is in use");
        }

        // An open H2 database holds a lock on its file.
        try (FileChannel file = FileChannel.open(folder.resolve("book.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            assertThat(lock).isNotNull();
        }
    }
}
