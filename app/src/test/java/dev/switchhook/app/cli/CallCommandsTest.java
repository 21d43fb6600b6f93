package dev.switchhook.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.filing.Filer;
import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JdbcArchive;
import dev.switchhook.app.journal.JournalRules;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.NodeId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `calls` and `call SID`.
class CallCommandsTest {

    private static final String SID = RecordedCall.CALL.value();
    private static final String OTHER = "CA00000000000000000000000000000007";

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

    private void record(Database database) throws Exception {
        JdbcCallRegistry registry = new JdbcCallRegistry(database.dataSource());
        registry.announce(
                new IncomingCall(RecordedCall.CALL, RecordedCall.CALLER, new PhoneNumber("+14155550100")),
                new StreamTicket("ticket-1"),
                Duration.ofMinutes(1));
        registry.over(RecordedCall.CALL, EndReason.AGENT_SAID_GOODBYE);
        try (DurableJournal journal = DurableJournal.start(
                database.dataSource(), new NodeId("node-1"), JournalRules.standard(folder, 1 << 20))) {
            for (Noted noted : RecordedCall.notes()) {
                journal.note(RecordedCall.CALL, noted.at(), noted.entry());
            }
            journal.note(new CallId(OTHER), RecordedCall.START.minusSeconds(10), new JournalEntry.LineOpened());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void calls_are_listed_while_the_server_runs_and_afterwards(boolean running) throws Exception {
        try (Database database = open()) {
            record(database);
            if (running) {
                assertThat(run("calls")).isZero();
            }
        }
        if (!running) {
            assertThat(run("calls")).isZero();
        }

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .matches("\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d " + SID
                        + "   0:21 AGENT_SAID_GOODBYE NOBODY     598    5    1");
        assertThat(out.toString().lines().skip(2).findFirst().orElseThrow()).contains(OTHER, " live ");
    }

    @Test
    void a_call_is_told_with_its_transcript() throws Exception {
        try (Database database = open()) {
            record(database);
        }

        assertThat(run("call", SID)).isZero();

        assertThat(out.toString())
                .contains(
                        "caller    ...42",
                        "end       AGENT_SAID_GOODBYE, decided by AGENT, blame NOBODY",
                        "farewell  heard to its last word, 0 ms cut off",
                        "the line was down 598 ms after the decision",
                        "6.64 s  caller:  Hello, I would like to book a massage, please.",
                        "[cut short: 2460 ms of it were heard]",
                        "K7MPQ2");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void both_speak_json_with_the_same_names() throws Exception {
        try (Database database = open()) {
            record(database);
            run("calls", "--json", "--last", "1");
            JsonNode calls = new ObjectMapper().readTree(out.toString());
            out.getBuffer().setLength(0);
            run("call", "--json", SID);
            JsonNode call = new ObjectMapper().readTree(out.toString());

            assertThat(calls).hasSize(1);
            calls.get(0)
                    .fieldNames()
                    .forEachRemaining(name ->
                            assertThat(call.get(name)).isEqualTo(calls.get(0).get(name)));
            assertThat(call.get("decisionToDownMs").asLong()).isEqualTo(598);
            assertThat(call.get("entries")).hasSize(RecordedCall.notes().size());
            assertThat(call.get("entries").get(4).get("heardMs").asLong()).isEqualTo(2460);
            assertThat(call.get("entries").get(4).get("kind").asText()).isEqualTo("spoken");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--ending completed,1",
        "--ending agent_said_goodbye --blame nobody --longer-than 20s --shorter-than 1m,1",
        "--words MASSAGE --tool book_appointment,1",
        "--caller +14155550142 --words 'massage tomorrow',1",
        "--assistant 'Serenity Spa',0",
        "--words haircut,0",
        "--blame provider,0",
        "--longer-than 22s,0",
        "--day 2001-01-01,0"
    })
    void calls_that_are_over_are_found_by_what_is_known_of_them(String words, int found) throws Exception {
        try (Database database = open()) {
            record(database);
            new Filer(
                            database.dataSource(),
                            new JdbcCallRegistry(database.dataSource()),
                            new JdbcArchive(database.dataSource()),
                            Filer.Handover.NONE)
                    .round();
        }
        List<String> line = new ArrayList<>(List.of("calls"));
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(words);
        while (word.find()) {
            line.add(word.group(1) == null ? word.group(2) : word.group(1));
        }

        assertThat(run(line.toArray(String[]::new))).isZero();
        assertThat(out.toString().contains(SID)).isEqualTo(found == 1);

        out.getBuffer().setLength(0);
        line.add("--json");
        run(line.toArray(String[]::new));
        JsonNode calls = new ObjectMapper().readTree(out.toString());
        assertThat(calls).hasSize(found);
        calls.forEach(call -> assertThat(call.get("decisionToDownMs").asLong()).isEqualTo(598));
    }

    @Test
    void a_call_that_nobody_knows_is_one_line_and_1() {
        open().close();

        assertThat(run("call", OTHER)).isOne();

        assertThat(err.toString().lines()).containsExactly("switchhook: nothing is recorded of the call " + OTHER);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        call | Missing required parameter: 'SID'
        call CA1 | Invalid value for 'SID': 'CA1' is not CA and 32 hexadecimal digits
        call CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1X | Invalid value for 'SID': 'CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1X'
        calls --last 0 | Invalid value for option '--last': '0' is not a number from 1 to 1000
        calls --last 1001 | Invalid value for option '--last': '1001' is not a number from 1 to 1000
        calls --last all | Invalid value for option '--last': 'all' is not an int
        calls --day yesterday | Invalid value for option '--day': 'yesterday' is not a date such as 2026-11-20
        calls --blame dog | Invalid value for option '--blame': 'dog' is none of caller, us, provider, carrier, nobody
        calls --ending well | Invalid value for option '--ending': 'well' is none of agent_said_goodbye,
        calls --longer-than long | Invalid value for option '--longer-than': 'long' is not a time such as 90s, 5m or
        calls --caller Ada | Invalid value for option '--caller': it is not a number in E.164 form
        call --json --text CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e | Error: --json, --text are mutually exclusive
        calls CA1 | Unmatched argument at index 1: 'CA1'
        """)
    void wrong_words_end_with_2_before_anything_is_opened(String words, String message) {
        assertThat(run(words.split(" "))).isEqualTo(2);

        assertThat(err.toString()).startsWith("switchhook: " + message).contains("--help");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "call " + SID_TEXT})
    void p11_a_database_that_does_not_exist_is_one_line_and_is_not_made(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly("switchhook: SWITCHHOOK_DATABASE_URL: the database " + url()
                        + " does not exist yet; 'switchhook serve' makes it");
        assertThat(folder).isEmptyDirectory();
    }

    private static final String SID_TEXT = "CA5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e";

    @Test
    void p11_a_database_without_calls_in_memory_or_out_of_reach_is_one_line_without_credentials() throws Exception {
        try (Connection connection = DriverManager.getConnection(url())) {
            assertThat(connection.isClosed()).isFalse();
        }
        assertThat(run("calls")).isEqualTo(2);
        assertThat(at("jdbc:h2:mem:x")).isEqualTo(2);
        assertThat(at("jdbc:postgresql://127.0.0.1:1/calls?user=joe&password=hunter2"))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("holds no calls yet"),
                        line -> assertThat(line).contains("in the memory of the process that serves"),
                        line -> assertThat(line).contains("cannot be reached").doesNotContain("hunter2", "joe"));
    }

    @Test
    void a_door_that_a_killed_server_has_left_leads_nowhere_and_harms_nobody() throws Exception {
        try (Database database = open()) {
            record(database);
        }
        Files.writeString(folder.resolve("calls.door"), "port=1\nkey=old\n");

        assertThat(run("call", SID)).isZero();
        open().close();
        assertThat(folder.resolve("calls.door")).doesNotExist();
    }

    private int at(String database) {
        return new Program(_ -> 9, (_, _) -> 9, (_, _, _) -> 9, Map.of("SWITCHHOOK_DATABASE_URL", database))
                .run(new PrintWriter(out, true), new PrintWriter(err, true), "calls");
    }

    private int run(String... words) {
        return new Program(_ -> 9, (_, _) -> 9, (_, _, _) -> 9, Map.of("SWITCHHOOK_DATABASE_URL", url()))
                .run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
