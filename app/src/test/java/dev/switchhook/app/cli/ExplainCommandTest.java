package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JournalRules;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.NodeId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `explain SID`, on a database.
class ExplainCommandTest {

    private static final String SID = RecordedCall.CALL.value();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("calls");
    }

    private Database open() {
        return Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
    }

    /// A call that was announced, and never connected.
    private void record(JournalEntry... entries) throws Exception {
        try (Database database = open()) {
            JdbcCallRegistry registry = new JdbcCallRegistry(database.dataSource());
            registry.announce(
                    new IncomingCall(RecordedCall.CALL, RecordedCall.CALLER, new PhoneNumber("+14155550100")),
                    new StreamTicket("ticket-1"),
                    Duration.ofMinutes(1));
            registry.over(RecordedCall.CALL, EndReason.CALLER_HUNG_UP);
            try (DurableJournal journal = DurableJournal.start(
                    database.dataSource(), new NodeId("node-1"), JournalRules.standard(folder, 1 << 20))) {
                for (JournalEntry entry : entries) {
                    journal.note(RecordedCall.CALL, RecordedCall.START, entry);
                }
            }
        }
    }

    private int run(String... words) {
        return new Program(_ -> 9, (_, _) -> 9, (_, _, _) -> 9, Map.of("SWITCHHOOK_DATABASE_URL", url()))
                .run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void what_twilio_has_said_stands_first_and_without_colours_in_a_pipe() throws Exception {
        record(new JournalEntry.StreamFailed("31920 - handshake"));

        assertThat(run("explain", SID)).isZero();

        assertThat(out.toString())
                .contains("1. the media connection was not upgraded to a WebSocket (31920) [certain, line]")
                .contains("2. the webhook was answered, and no media connection followed [likely, line]")
                .contains("Twilio reports: 31920 - handshake", "Next: ")
                .doesNotContain("\u001B", RecordedCall.CALLER.stated());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void colours_come_when_they_are_wished_for() throws Exception {
        record();

        assertThat(run("explain", SID, "--color", "always")).isZero();

        assertThat(out.toString()).contains("\u001B[1mthe webhook was answered");
    }

    @Test
    void programs_get_the_same_as_json() throws Exception {
        record(new JournalEntry.StreamFailed("31910"));

        assertThat(run("explain", "--json", SID)).isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("call").asText()).isEqualTo(SID);
        assertThat(json.get("causes")).hasSize(2);
        assertThat(json.get("causes").get(0).get("certainty").asText()).isEqualTo("CERTAIN");
        assertThat(json.get("causes").get(0).get("evidence").get(0).get("what").asText())
                .isEqualTo("Twilio reports: 31910");
    }

    @Test
    void a_call_that_was_never_recorded_gets_the_likely_reasons_and_1() {
        open().close();

        assertThat(run("explain", SID)).isOne();

        assertThat(err.toString())
                .startsWith("switchhook: nothing is recorded of the call " + SID)
                .contains("11200", "webhook-refused", "another database");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrong_words_are_2() {
        assertThat(run("explain", "CA1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("switchhook: Invalid value for 'SID'");
    }
}
