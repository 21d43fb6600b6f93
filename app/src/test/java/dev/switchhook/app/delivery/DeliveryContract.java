package dev.switchhook.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.business.CallSummary;
import dev.switchhook.app.business.CommittedEffect;
import dev.switchhook.app.filing.Filer;
import dev.switchhook.app.filing.JdbcCallSearch;
import dev.switchhook.app.ledger.JdbcEffectLedger;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.Intent;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/// What is promised to whoever gets the records of calls, whichever database it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeliveryContract {

    private static final SqlClock AHEAD =
            new SqlClock("(current_timestamp + (select seconds from delivery_clock_ahead) * interval '1' second)");
    private static final CallId CALL = new CallId("CA1");
    private static final PhoneNumber ADA = new PhoneNumber("+493012345678");
    private static final String SECRET = "a secret of the house";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final CallSummary SUMMARY = new CallSummary() {
        @Override
        public Set<String> names() {
            return Set.of("outcome", "effects");
        }

        @Override
        public Map<String, String> of(List<CommittedEffect> effects) {
            return Map.of("outcome", effects.isEmpty() ? "none" : "booked", "effects", effects.toString());
        }
    };

    private record Received(Map<String, List<String>> headers, String body) {}

    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final List<DeliveryEvent> counted = Collections.synchronizedList(new ArrayList<>());
    private final List<Noted> notes = List.of(
            noted(new JournalEntry.Spoken(new Turn.Caller("My name is Lovelace."))),
            noted(new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), "You are booked!"))),
            noted(new JournalEntry.FalseClaim("booked")),
            noted(new JournalEntry.Ended(
                    new CallEnding(EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(83), Duration.ofMillis(120)))));

    private HttpServer server;
    private HttpClient client;
    private Database database;
    private JdbcCallRegistry registry;
    private EffectLedger ledger;

    private static Noted noted(JournalEntry entry) {
        return new Noted(NOW, entry);
    }

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new Received(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            int status;
            synchronized (answers) {
                status = answers.isEmpty() ? 200 : answers.removeFirst();
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        execute("create table delivery_clock_ahead (seconds double precision not null)");
        registry = new JdbcCallRegistry(database.dataSource());
        ledger = new JdbcEffectLedger(database.dataSource());
    }

    @AfterAll
    void close() {
        server.stop(0);
        client.close();
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        received.clear();
        counted.clear();
        answers.clear();
        for (String table : List.of(
                "call_record",
                "ended_call",
                "call_file",
                "call_file_word",
                "after_call_delivery",
                "tool_effect",
                "delivery_clock_ahead")) {
            execute("delete from " + table);
        }
        execute("insert into delivery_clock_ahead values (0)");
    }

    private void passes(Duration time) throws SQLException {
        execute("update delivery_clock_ahead set seconds = seconds + " + time.toSeconds());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DeliverySettings settings(CallerShown caller, String... fields) {
        return new DeliverySettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                caller,
                fields.length == 0 ? Optional.empty() : Optional.of(List.of(fields)));
    }

    private Courier courier(DeliverySettings settings, Receiver... receivers) {
        RecordDesk desk = new RecordDesk(
                new JdbcCallSearch(database.dataSource()::getConnection),
                registry,
                _ -> notes,
                ledger,
                List.of(SUMMARY),
                settings);
        return new Courier(
                database.dataSource(),
                AHEAD,
                desk,
                List.of(receivers),
                Executors.newVirtualThreadPerTaskExecutor(),
                counted::add);
    }

    private Courier courier() {
        return courier(settings(CallerShown.MASKED), webhook());
    }

    private Webhook webhook() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/calls");
        return new Webhook(url, new Secret(SECRET), client, InstantSource.fixed(NOW));
    }

    /// A call that has ended and is filed.
    private void filed(Courier courier) throws Exception {
        StreamTicket ticket = new StreamTicket("secret-secret");
        registry.announce(new IncomingCall(CALL, ADA, new PhoneNumber("+18005550100")), ticket, Duration.ofMinutes(1));
        registry.claim(ticket, CALL, new NodeId("here-1"));
        registry.over(CALL, EndReason.AGENT_SAID_GOODBYE);
        new Filer(database.dataSource(), registry, _ -> notes, (work, file) -> courier.filed(work, file.call()))
                .round();
    }

    private JsonNode only() throws IOException {
        assertThat(received).hasSize(1);
        return new ObjectMapper().readTree(received.getFirst().body());
    }

    private static String header(Received request, String name) {
        return request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().getFirst())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_record_is_posted_once_signed_and_with_the_calls_id_as_its_key() throws Exception {
        Courier courier = courier();
        filed(courier);
        courier.round();
        passes(Duration.ofDays(2));
        courier.round();

        JsonNode record = only();
        assertThat(record.get("version").asInt()).isEqualTo(1);
        assertThat(record.get("call").asText()).isEqualTo("CA1");
        assertThat(record.get("caller").asText()).isEqualTo("...78");
        assertThat(record.get("durationMs").asInt()).isEqualTo(83_000);
        assertThat(record.at("/ending/outcome").asText()).isEqualTo("completed");
        assertThat(record.at("/ending/blame").asText()).isEqualTo("NOBODY");
        assertThat(record.at("/proof/decisionToDownMs").asInt()).isEqualTo(120);
        assertThat(record.has("transcript")).isFalse();
        assertThat(record.toString()).doesNotContain("Lovelace", "12345678");

        Received request = received.getFirst();
        assertThat(header(request, "Idempotency-Key")).isEqualTo("CA1");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = NOW.getEpochSecond() + "." + request.body();
        assertThat(header(request, "Switchhook-Signature"))
                .isEqualTo("t=" + NOW.getEpochSecond() + ",v1="
                        + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(counted).containsExactly(DeliveryEvent.ARRIVED);
    }

    @Test
    void a_webhook_that_fails_gets_the_same_record_again_until_it_has_it_and_no_more() throws Exception {
        answers.addAll(List.of(500, 302, 200));
        Courier courier = courier();
        filed(courier);
        for (int i = 0; i < 6; i++) {
            courier.round();
            passes(Duration.ofMinutes(2));
        }

        assertThat(received).hasSize(3);
        assertThat(received.stream().map(Received::body).distinct()).hasSize(1);
        assertThat(received.stream().map(it -> header(it, "Idempotency-Key")).distinct())
                .containsExactly("CA1");
        assertThat(counted).containsExactly(DeliveryEvent.FAILED, DeliveryEvent.FAILED, DeliveryEvent.ARRIVED);
    }

    @Test
    void no_line_of_the_log_holds_the_secret_the_number_or_what_was_said() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.switchhook.app");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        // Another test may have made the program quiet.
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        try {
            answers.add(500);
            Courier courier = courier(settings(CallerShown.FULL, "transcript"), webhook());
            filed(courier);
            courier.round();
            passes(Duration.ofMinutes(1));
            courier.round();
        } finally {
            logger.setLevel(before);
            logger.detachAppender(log);
        }

        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .anyMatch(line -> line.contains("event=record-not-delivered"))
                .anyMatch(line -> line.contains("event=record-delivered"))
                .noneMatch(line -> line.contains(SECRET) || line.contains("12345678") || line.contains("Lovelace"));
    }

    @Test
    void what_is_put_off_is_not_tried_before_its_time() throws Exception {
        answers.add(503);
        Courier courier = courier();
        filed(courier);
        courier.round();
        courier.round();

        assertThat(received).hasSize(1);
    }

    @Test
    void another_process_goes_on_where_one_was_killed_and_delivers_the_same() throws Exception {
        Courier killed = courier(settings(CallerShown.MASKED), new Receiver() {
            @Override
            public String name() {
                return "webhook";
            }

            @Override
            public Answer deliver(CallId call, String body) {
                throw new IllegalStateException("the process is killed here");
            }
        });
        filed(killed);
        killed.round();
        Courier other = courier();
        other.round();
        assertThat(received).isEmpty();

        passes(Duration.ofMinutes(3));
        other.round();
        assertThat(received).hasSize(1);
    }

    @Test
    void two_processes_do_not_deliver_the_same_record_at_the_same_time() throws Exception {
        filed(courier());
        try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(processes.submit(() -> courier().round()));
            }
            for (Future<Boolean> one : all) {
                one.get();
            }
        }

        assertThat(received).hasSize(1);
    }

    @Test
    void a_record_that_nobody_takes_for_a_day_is_given_up() throws Exception {
        for (int i = 0; i < 100; i++) {
            answers.add(500);
        }
        Courier courier = courier();
        filed(courier);
        for (int i = 0; i < 40; i++) {
            courier.round();
            passes(Duration.ofHours(1));
        }

        assertThat(counted).endsWith(DeliveryEvent.GIVEN_UP).containsOnlyOnce(DeliveryEvent.GIVEN_UP);
        assertThat(received).hasSizeBetween(20, 26);
    }

    @Test
    void the_summary_tells_what_tools_have_done_and_what_is_open_and_nothing_of_what_the_model_has_said()
            throws Exception {
        ledger.begin(new Intent(CALL, "book", "1"), "run", "{}");
        ledger.done(new Intent(CALL, "book", "1"), new EffectLedger.Reply("{\"outcome\":\"done\"}", Set.of()));
        ledger.begin(new Intent(CALL, "mail", "2"), "run", "{}");
        ledger.doubtful(new Intent(CALL, "mail", "2"), "run");
        Courier courier = courier();
        filed(courier);
        courier.round();

        JsonNode summary = only().get("summary");
        assertThat(summary.get("outcome").asText()).isEqualTo("booked");
        assertThat(summary.get("effects").asText()).contains("book").doesNotContain("mail");
        assertThat(summary.get("follow-up").toString()).isEqualTo("[\"uncorrected-claim\",\"effect-unknown\"]");
    }

    @Test
    void without_an_effect_nothing_was_booked_whatever_the_model_has_said() throws Exception {
        Courier courier = courier();
        filed(courier);
        courier.round();

        assertThat(only().at("/summary/outcome").asText()).isEqualTo("none");
    }

    @Test
    void a_record_is_held_while_a_tool_is_still_at_work_for_two_minutes_at_most() throws Exception {
        ledger.begin(new Intent(CALL, "book", "1"), "run", "{}");
        Courier courier = courier();
        filed(courier);
        courier.round();
        assertThat(received).isEmpty();

        passes(Duration.ofMinutes(3));
        courier.round();
        assertThat(only().at("/summary/follow-up").toString()).contains("effect-unknown");
    }

    @Test
    void only_the_fields_that_are_wished_are_told_and_the_number_as_it_is_wished() throws Exception {
        Courier courier = courier(settings(CallerShown.FULL, "outcome", "transcript"), webhook());
        filed(courier);
        courier.round();

        JsonNode record = only();
        assertThat(record.get("caller").asText()).isEqualTo(ADA.stated());
        assertThat(record.get("summary").properties()).hasSize(1);
        assertThat(record.get("transcript"))
                .hasSize(2)
                .first()
                .satisfies(turn -> assertThat(turn.get("text").asText()).isEqualTo("My name is Lovelace."));
    }

    @Test
    void no_number_at_all_is_told_when_none_is_wished() throws Exception {
        Courier courier = courier(settings(CallerShown.NONE), webhook());
        filed(courier);
        courier.round();

        assertThat(only().get("caller").isNull()).isTrue();
    }

    @Test
    void a_call_that_was_forgotten_meanwhile_is_not_delivered() throws Exception {
        Courier courier = courier();
        filed(courier);
        execute("delete from call_file");
        courier.round();
        passes(Duration.ofHours(2));
        courier.round();

        assertThat(received).isEmpty();
    }

    @Test
    void what_is_delivered_is_kept_no_longer_than_it_is_needed_and_is_erased_with_its_caller() throws Exception {
        answers.add(500);
        Courier courier = courier();
        filed(courier);
        courier.round();
        assertThat(bodies()).isEqualTo(1);
        passes(Duration.ofMinutes(1));
        courier.round();
        assertThat(bodies()).isZero();

        DeliveryErasure erasure = new DeliveryErasure(database.dataSource());
        assertThat(erasure.forget(List.of(new CallId("CA2")))).isZero();
        assertThat(erasure.about(List.of(CALL))).isEqualTo(1);
        assertThat(erasure.forget(List.of(CALL))).isEqualTo(1);
        assertThat(erasure.deleteBefore(Instant.now().plusSeconds(60))).isZero();
    }

    private long bodies() throws SQLException {
        return new BoundedDatabase(database.dataSource(), Duration.ofSeconds(5))
                .transaction(work -> work.first(
                                row -> row.getLong(1),
                                "select count(*) from after_call_delivery where body is not null")
                        .orElseThrow());
    }
}
