package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JournalRules;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a second process can do with the H2 file that a first one has open: read it with the commands for that, and
/// nothing else.
class TwoProcessesTest {

    private static final CallId CALL = new CallId("CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e");

    @TempDir
    Path folder;

    @Test
    void calls_can_be_read_beside_a_server_and_a_second_server_is_refused() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("calls");
        try (Database database = Database.open(new DatabaseSettings(url, Optional.empty(), Optional.empty()))) {
            try (DurableJournal journal = DurableJournal.start(
                    database.dataSource(), new NodeId("node-1"), JournalRules.standard(folder, 1 << 20))) {
                journal.note(CALL, Instant.parse("2026-11-20T13:05:00Z"), new JournalEntry.LineOpened());
            }

            Ended read = program(url, "call", CALL.value());
            assertThat(read.output()).contains("call      " + CALL, "state     live", "(the line is open)");
            assertThat(read.code()).isZero();

            Ended second = program(url, "serve");
            assertThat(second.output())
                    .contains("switchhook does not start:", "the database " + url + " is in use by another program");
            assertThat(second.code()).isEqualTo(2);
        }
    }

    private record Ended(int code, String output) {}

    private Ended program(String url, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.switchhook.app.Launcher");
        builder.command().addAll(List.of(words));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "SWITCHHOOK_DATABASE_URL", url,
                        "SWITCHHOOK_PUBLIC_URL", "https://calls.example.com",
                        "SWITCHHOOK_PROVIDER", "rehearsal",
                        "TWILIO_ACCOUNT_SID", "AC000000000000000000000000000000aa",
                        "TWILIO_AUTH_TOKEN", "a-token-of-this-test",
                        "MICRONAUT_SERVER_HOST", "127.0.0.1",
                        "MICRONAUT_SERVER_PORT", "0"));
        Path output = folder.resolve("output.txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
