package dev.switchhook.app.filing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.CallArchive;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What becomes of a call when it is over, and how it is found again, whichever database it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilingContract {

    private static final SqlClock AHEAD =
            new SqlClock("(current_timestamp + (select seconds from filing_clock_ahead) * interval '1' second)");
    private static final PhoneNumber ADA = new PhoneNumber("+493012345678");
    private static final PhoneNumber BOB = new PhoneNumber("+493012345699");
    private static final PhoneNumber OURS = new PhoneNumber("+18005550100");
    private static final NodeId HERE = new NodeId("here-1");

    private final Map<CallId, List<Noted>> journal = new ConcurrentHashMap<>();
    private final List<CallId> handedOver = Collections.synchronizedList(new ArrayList<>());

    private Database database;
    private JdbcCallRegistry registry;
    private CallSearch search;
    private FileErasure erasure;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        execute("create table filing_clock_ahead (seconds double precision not null)");
        registry = new JdbcCallRegistry(database.dataSource());
        search = new JdbcCallSearch(database.dataSource()::getConnection);
        erasure = new FileErasure(database.dataSource());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        journal.clear();
        handedOver.clear();
        for (String table : List.of(
                "call_record",
                "ended_call",
                "call_file",
                "call_file_tool",
                "call_file_word",
                "call_figure",
                "call_hour",
                "filing_clock_ahead")) {
            execute("delete from " + table);
        }
        execute("insert into filing_clock_ahead values (0)");
    }

    private void passes(Duration time) throws SQLException {
        execute("update filing_clock_ahead set seconds = seconds + " + time.toSeconds());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Filer filer() {
        return filer(call -> journal.getOrDefault(call, List.of()), (_, file) -> handedOver.add(file.call()));
    }

    private Filer filer(CallArchive archive, Filer.Handover handover) {
        return new Filer(database.dataSource(), AHEAD, registry, archive, handover);
    }

    /// A call that was served, and is over.
    private CallId served(String id, PhoneNumber caller, EndReason reason) throws Exception {
        CallId call = new CallId(id);
        StreamTicket ticket = new StreamTicket("secret-secret-" + id);
        registry.announce(new IncomingCall(call, caller, OURS), ticket, Duration.ofMinutes(1));
        registry.claim(ticket, call, HERE);
        registry.over(call, reason);
        return call;
    }

    /// The same, with a journal that tells of so long a talk with a certain assistant and tool.
    private CallId told(String id, PhoneNumber caller, EndReason reason, Duration length, String words)
            throws Exception {
        CallId call = served(id, caller, reason);
        journal.put(call, talk(reason, length, words));
        return call;
    }

    private static List<Noted> talk(EndReason reason, Duration length, String words) {
        Instant now = Instant.now();
        return List.of(
                        new JournalEntry.LineOpened(),
                        new JournalEntry.Attended("Serenity Spa", Optional.empty()),
                        new JournalEntry.ModelReady("gpt-realtime-2.1", Duration.ofMillis(200)),
                        new JournalEntry.Attended("Serenity Spa", Optional.of("openai")),
                        new JournalEntry.Spoken(new Turn.Caller(words)),
                        new JournalEntry.Greeted(Duration.ofMillis(300), Duration.ofMillis(100)),
                        new JournalEntry.Answered(Duration.ofMillis(400), Duration.ofMillis(500)),
                        new JournalEntry.BargedIn(List.of()),
                        new JournalEntry.Answered(Duration.ofMillis(600), Duration.ofMillis(700)),
                        new JournalEntry.Answered(Duration.ofMillis(800), Duration.ofMillis(1_900)),
                        new JournalEntry.ToolEnded(
                                "book_appointment", new ToolOutcome.Refused("{}"), Duration.ofMillis(5)),
                        new JournalEntry.ToolEnded(
                                "book_appointment", new ToolOutcome.Done("{}"), Duration.ofMillis(5)),
                        new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), "Gebucht, bis Dienstag!")),
                        new JournalEntry.FalseClaim("booked"),
                        new JournalEntry.HangupRequested(1),
                        new JournalEntry.Ended(new CallEnding(reason, length, Duration.ofMillis(120))))
                .stream()
                .map(entry -> new Noted(now, entry))
                .toList();
    }

    private List<CallId> found(Criteria criteria) throws Exception {
        return search.find(criteria, CallSearch.NEWEST).calls().stream()
                .map(CallFile::call)
                .toList();
    }

    @Test
    void a_call_that_is_over_is_filed_with_what_its_journal_tells() throws Exception {
        CallId call = told("CA1", ADA, EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(83), "Eine Massage bitte");

        assertThat(filer().round()).isFalse();

        CallFile file = search.file(call).orElseThrow();
        assertThat(file.caller()).isEqualTo("...78");
        assertThat(file.mark()).isPresent().get().asString().hasSize(32).doesNotContain("12345678");
        assertThat(file.called()).isEqualTo(OURS.stated());
        assertThat(file.assistant()).contains("Serenity Spa");
        assertThat(file.provider()).contains("openai");
        assertThat(file.model()).contains("gpt-realtime-2.1");
        assertThat(file.length()).isEqualTo(Duration.ofSeconds(83));
        assertThat(file.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(file.blame()).contains(Blame.NOBODY);
        assertThat(file.turns()).isEqualTo(2);
        assertThat(file.interruptions()).isEqualTo(1);
        assertThat(file.falseClaims()).isEqualTo(1);
        assertThat(file.uncorrected()).isEqualTo(1);
        assertThat(file.tools()).containsExactly(new UsedTool("book_appointment", 1, 0, 1, 0, 0));
        assertThat(file.answers()).contains(new CallFile.Answers(Duration.ofMillis(1_300), Duration.ofMillis(2_700)));
        assertThat(file.proof())
                .isEqualTo(new CallFile.Proof(1, Optional.empty(), Optional.of(Duration.ofMillis(120))));
        assertThat(file.complete()).isTrue();
        assertThat(handedOver).containsExactly(call);
    }

    @Test
    void what_is_filed_is_filed_once() throws Exception {
        CallId call = told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "");
        filer().round();
        registry.over(call, EndReason.OUR_FAULT);
        passes(Duration.ofDays(2));
        filer().round();

        assertThat(handedOver).containsExactly(call);
        assertThat(search.file(call).orElseThrow().reason()).contains(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void a_journal_that_is_late_is_waited_for() throws Exception {
        CallId call = served("CA1", ADA, EndReason.CALLER_HUNG_UP);
        filer().round();
        assertThat(search.file(call)).isEmpty();

        journal.put(call, talk(EndReason.CALLER_HUNG_UP, Duration.ofSeconds(9), "hello there"));
        passes(Duration.ofSeconds(2));
        filer().round();

        assertThat(search.file(call).orElseThrow().complete()).isTrue();
    }

    @Test
    void a_journal_that_is_later_still_completes_a_file_that_was_made_without_it_and_nothing_is_delivered_twice()
            throws Exception {
        CallId call = served("CA1", ADA, EndReason.LINE_LOST);
        passes(Duration.ofSeconds(31));
        filer().round();
        CallFile first = search.file(call).orElseThrow();
        assertThat(first.complete()).isFalse();
        assertThat(first.reason()).contains(EndReason.LINE_LOST);

        journal.put(call, talk(EndReason.LINE_LOST, Duration.ofSeconds(9), "hello there"));
        passes(Duration.ofMinutes(6));
        filer().round();

        CallFile second = search.file(call).orElseThrow();
        assertThat(second.complete()).isTrue();
        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.turns()).isEqualTo(2);
        assertThat(handedOver).containsExactly(call);
    }

    @Test
    void a_journal_that_never_comes_is_given_up_after_a_day() throws Exception {
        CallId call = served("CA1", ADA, EndReason.LINE_LOST);
        for (Duration wait :
                List.of(Duration.ofSeconds(31), Duration.ofMinutes(6), Duration.ofHours(2), Duration.ofDays(1))) {
            passes(wait);
            filer().round();
        }
        journal.put(call, talk(EndReason.LINE_LOST, Duration.ofSeconds(9), "hello there"));
        passes(Duration.ofDays(9));
        filer().round();

        assertThat(search.file(call).orElseThrow().complete()).isFalse();
    }

    @Test
    void a_call_that_was_never_connected_is_filed_at_once() throws Exception {
        CallId call = new CallId("CA1");
        registry.announce(
                new IncomingCall(call, new PhoneNumber("anonymous"), OURS),
                new StreamTicket("secret-secret"),
                Duration.ofMinutes(1));
        registry.over(call, EndReason.CALLER_HUNG_UP);
        filer().round();

        CallFile file = search.file(call).orElseThrow();
        assertThat(file.complete()).isTrue();
        assertThat(file.caller()).isEqualTo("withheld");
        assertThat(file.mark()).isEmpty();
        assertThat(file.assistant()).isEmpty();
    }

    @Test
    void a_process_that_dies_between_the_end_of_a_call_and_its_filing_leaves_it_to_another_one() throws Exception {
        CallId call = told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "");
        Filer dying = filer(_ -> journal.get(call), (_, _) -> {
            throw new SQLException("the process is killed here");
        });
        dying.round();
        assertThat(search.file(call)).isEmpty();
        filer().round();
        assertThat(search.file(call)).isEmpty();

        passes(Duration.ofMinutes(6));
        filer().round();

        assertThat(search.file(call)).isPresent();
        assertThat(handedOver).containsExactly(call);
    }

    @Test
    void two_processes_hand_every_call_over_once() throws Exception {
        for (int i = 0; i < 30; i++) {
            told("CA" + i, ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(i), "word number" + i);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService processes = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(_ -> processes.submit(() -> {
                        start.await();
                        Filer mine = filer();
                        while (mine.round()) {
                            // There is more.
                        }
                        return true;
                    }))
                    .toList();
            for (Future<?> one : both) {
                one.get();
            }
        }
        filer().round();

        assertThat(handedOver).hasSize(30).doesNotHaveDuplicates();
        assertThat(found(Criteria.ALL)).hasSize(30);
    }

    @Test
    void a_defect_in_one_call_does_not_keep_the_others_from_being_filed() throws Exception {
        CallId strange = served("CA1", ADA, EndReason.CALLER_HUNG_UP);
        CallId other = told("CA2", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "");
        Filer filer = filer(
                call -> {
                    if (call.equals(strange)) {
                        throw new IllegalStateException("a defect");
                    }
                    return journal.getOrDefault(call, List.of());
                },
                Filer.Handover.NONE);
        filer.round();

        assertThat(found(Criteria.ALL)).containsExactly(other);
    }

    @Test
    void a_call_whose_record_was_deleted_is_not_filed() throws Exception {
        CallId call = told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "");
        execute("delete from call_record");
        filer().round();
        passes(Duration.ofDays(2));
        filer().round();

        assertThat(search.file(call)).isEmpty();
    }

    private static Criteria where(Map<String, Object> wanted) {
        return new Criteria(
                Optional.ofNullable((Instant) wanted.get("from")),
                Optional.ofNullable((Instant) wanted.get("until")),
                Optional.ofNullable((Outcome) wanted.get("outcome")),
                Optional.ofNullable((EndReason) wanted.get("reason")),
                Optional.ofNullable((Blame) wanted.get("blame")),
                Optional.ofNullable((String) wanted.get("assistant")),
                Optional.ofNullable((String) wanted.get("tool")),
                Optional.ofNullable((Duration) wanted.get("least")),
                Optional.ofNullable((Duration) wanted.get("most")),
                Optional.ofNullable((String) wanted.get("words")),
                Optional.ofNullable((PhoneNumber) wanted.get("caller")));
    }

    @Test
    void a_call_is_found_by_every_thing_that_is_known_of_it_and_by_all_of_them_together() throws Exception {
        CallId massage =
                told("CA1", ADA, EndReason.AGENT_SAID_GOODBYE, Duration.ofMinutes(1), "Eine Massage für Jürgen");
        CallId lost = told("CA2", BOB, EndReason.MODEL_LOST, Duration.ofSeconds(10), "Hallo? Noch da?");
        CallId announced = new CallId("CA3");
        registry.announce(
                new IncomingCall(announced, BOB, OURS), new StreamTicket("secret-secret"), Duration.ofMinutes(1));
        registry.over(announced, EndReason.CALLER_HUNG_UP);
        filer().round();

        assertThat(found(Criteria.ALL)).containsExactly(announced, lost, massage);
        Map<String, Object> all = new HashMap<>(Map.of(
                "outcome",
                Outcome.COMPLETED,
                "reason",
                EndReason.AGENT_SAID_GOODBYE,
                "blame",
                Blame.NOBODY,
                "least",
                Duration.ofMinutes(1),
                "words",
                "massage, JURGEN",
                "caller",
                ADA));
        for (Map.Entry<String, Object> one : all.entrySet()) {
            assertThat(found(where(Map.of(one.getKey(), one.getValue()))))
                    .as(one.getKey())
                    .contains(massage)
                    .doesNotContain(lost);
        }
        all.putAll(Map.of("assistant", "Serenity Spa", "tool", "book_appointment", "most", Duration.ofMinutes(1)));
        assertThat(found(where(all))).containsExactly(massage);
        assertThat(found(where(Map.of("assistant", "Serenity Spa", "tool", "book_appointment"))))
                .containsExactly(lost, massage);
        assertThat(found(where(Map.of("most", Duration.ofSeconds(10))))).containsExactly(announced, lost);
        assertThat(found(where(Map.of("words", "massage hallo")))).isEmpty();
        assertThat(found(where(Map.of("caller", new PhoneNumber("anonymous"))))).isEmpty();
        assertThat(found(Criteria.between(
                        Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60))))
                .hasSize(3);
        assertThat(found(Criteria.between(Instant.EPOCH, Instant.now().minusSeconds(3_600))))
                .isEmpty();
    }

    @Test
    void pages_follow_each_other_without_a_gap_and_without_repeating_a_call() throws Exception {
        file(IntStream.range(0, 120)
                .mapToObj(i -> sample(i, Instant.ofEpochSecond(1_000_000), i))
                .toList());

        List<CallId> seen = new ArrayList<>();
        CallSearch.Page page = search.find(Criteria.ALL, CallSearch.NEWEST);
        List<Integer> sizes = new ArrayList<>();
        while (true) {
            page.calls().forEach(file -> seen.add(file.call()));
            sizes.add(page.calls().size());
            if (page.next().isEmpty()) {
                break;
            }
            page = search.find(Criteria.ALL, page.next());
        }

        assertThat(sizes).containsExactly(50, 50, 20);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void a_search_that_takes_too_long_says_how_far_it_has_got_and_goes_on_from_there() throws Exception {
        file(IntStream.range(0, 1_500)
                .mapToObj(i -> sample(i, Instant.ofEpochSecond(1_000_000 + i), i == 3 ? 7_200 : 10))
                .toList());
        long[] time = new long[1];
        CallSearch slow = new JdbcCallSearch(
                database.dataSource()::getConnection,
                () -> time[0] += Duration.ofSeconds(1).toNanos());
        Criteria rare = where(Map.of("least", Duration.ofHours(1)));

        CallSearch.Page page = slow.find(rare, CallSearch.NEWEST);
        assertThat(page.calls()).isEmpty();
        assertThat(page.unfinished()).isTrue();
        assertThat(page.reached()).contains(Instant.ofEpochSecond(1_000_000 + 1_300));
        int pages = 1;
        while (page.next().isPresent()) {
            page = slow.find(rare, page.next());
            pages++;
            if (!page.calls().isEmpty()) {
                assertThat(page.calls().getFirst().call()).isEqualTo(new CallId("CA3"));
            }
        }
        assertThat(pages).isEqualTo(8);
    }

    @Test
    void the_totals_of_a_day_and_the_calls_of_its_hours_are_counted() throws Exception {
        Instant day = Instant.parse("2026-11-20T23:00:00Z");
        file(List.of(
                sample(1, day.minusSeconds(1), 1),
                sample(2, day, 10),
                sample(3, day.plusSeconds(30), 20),
                sample(4, day.plusSeconds(7_200), 60),
                sample(5, day.plus(Duration.ofDays(1)), 1)));

        CallSearch.Totals totals = search.totals(day, day.plus(Duration.ofDays(1)));
        assertThat(totals)
                .isEqualTo(new CallSearch.Totals(
                        3,
                        Map.of(Outcome.COMPLETED, 2L, Outcome.FAILED, 1L),
                        Map.of("NOBODY", 2L, "PROVIDER", 1L),
                        Duration.ofSeconds(20)));
        assertThat(search.hours(day, day.plus(Duration.ofDays(1))))
                .containsExactly(
                        new CallSearch.Hour(day, Map.of(Outcome.COMPLETED, 1L, Outcome.FAILED, 1L)),
                        new CallSearch.Hour(day.plusSeconds(7_200), Map.of(Outcome.COMPLETED, 1L)));
        assertThat(search.totals(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)).median())
                .isEqualTo(Duration.ZERO);
    }

    private static CallFile sample(int number, Instant began, int seconds) {
        EndReason reason = number % 2 == 0 ? EndReason.CALLER_HUNG_UP : EndReason.MODEL_LOST;
        return new CallFile(
                CallFile.number(began),
                new CallId("CA" + number),
                began,
                began.plusSeconds(seconds),
                Duration.ofSeconds(seconds),
                "...78",
                Optional.empty(),
                OURS.stated(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                1,
                0,
                0,
                0,
                List.of(),
                Optional.empty(),
                new CallFile.Proof(0, Optional.empty(), Optional.empty()),
                true);
    }

    private void file(List<CallFile> files) throws SQLException {
        new BoundedDatabase(database.dataSource(), Duration.ofMinutes(1)).transaction(work -> {
            for (CallFile file : files) {
                FileRows.put(work, file, List.of());
            }
            return true;
        });
    }

    @Test
    void what_is_kept_of_a_caller_is_forgotten_and_nothing_of_anybody_else() throws Exception {
        told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "my name is Lovelace");
        told("CA2", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "Lovelace again");
        CallId other = told("CA3", BOB, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "my name is Bob");
        filer().round();

        assertThat(erasure.forget(new PhoneNumber("anonymous"))).isZero();
        assertThat(erasure.about(ADA)).isEqualTo(2);
        assertThat(erasure.forget(ADA)).isEqualTo(2);
        assertThat(erasure.about(ADA)).isZero();

        assertThat(found(Criteria.ALL)).containsExactly(other);
        assertThat(found(where(Map.of("words", "lovelace")))).isEmpty();
        assertThat(count("call_file_word where word = 'lovelace'")).isZero();
        assertThat(count("call_file_tool")).isEqualTo(1);
    }

    @Test
    void words_and_files_that_are_too_old_are_deleted() throws Exception {
        CallId call = told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "my name is Lovelace");
        filer().round();
        Instant now = Instant.now();

        assertThat(erasure.deleteWordsBefore(now.minusSeconds(600))).isZero();
        assertThat(erasure.deleteWordsBefore(now.plusSeconds(600))).isEqualTo(1);
        assertThat(count("call_file_word")).isZero();
        assertThat(found(Criteria.ALL)).containsExactly(call);
        assertThat(erasure.deleteBefore(now.minusSeconds(600))).isZero();
        assertThat(erasure.deleteBefore(now.plusSeconds(600))).isEqualTo(1);
        assertThat(found(Criteria.ALL)).isEmpty();
        assertThat(count("call_file_tool")).isZero();
    }

    private FigureReport.Slot today() throws Exception {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return new CallFigures(database.dataSource()::getConnection)
                .report(day.minus(Duration.ofDays(1)), 1, 72)
                .whole();
    }

    private static void isAbout(Optional<Duration> told, double ms) {
        assertThat(told.orElseThrow().toNanos() / 1e6).isCloseTo(ms, Percentage.withPercentage(5));
    }

    @Test
    void the_figures_of_a_call_are_counted_once_however_often_it_is_filed() throws Exception {
        told("CA1", ADA, EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(83), "Hello");
        CallId late = served("CA2", ADA, EndReason.MODEL_LOST);
        passes(Duration.ofSeconds(31));
        filer().round();
        assertThat(today().of(Figure.GREETING).count()).isEqualTo(1);

        journal.put(late, talk(EndReason.MODEL_LOST, Duration.ofSeconds(9), "Hello"));
        passes(Duration.ofMinutes(6));
        filer().round();
        passes(Duration.ofDays(2));
        filer().round();

        FigureReport.Slot whole = today();
        assertThat(whole.of(Figure.GREETING).count()).isEqualTo(2);
        assertThat(whole.of(Figure.ANSWER).count()).isEqualTo(6);
        assertThat(whole.of(Figure.TOOL).count()).isEqualTo(4);
        assertThat(whole.of(Figure.DOWN).count()).as("a fault is no decision").isEqualTo(1);
        isAbout(whole.of(Figure.GREETING).percentile(0.5), 400);
        isAbout(whole.of(Figure.ANSWER).percentile(0.5), 1_300);
        isAbout(whole.of(Figure.ANSWER).percentile(0.95), 2_700);
        isAbout(whole.of(Figure.TOOL).percentile(0.95), 5);
        isAbout(whole.of(Figure.DOWN).percentile(0.5), 120);
        assertThat(whole.calls()).isEqualTo(2);
        assertThat(whole.failures()).isEqualTo(Map.of("PROVIDER", 1L));
    }

    @Test
    void two_processes_that_file_the_same_calls_count_their_figures_once() throws Exception {
        for (int i = 0; i < 20; i++) {
            told("CA" + i, ADA, EndReason.AGENT_SAID_GOODBYE, Duration.ofSeconds(i), "Hello");
        }
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService processes = Executors.newFixedThreadPool(2)) {
            Filer slow = filer(
                    call -> {
                        // The lease of this one is over before it has filed anything.
                        try {
                            passes(Duration.ofMinutes(6));
                        } catch (SQLException failed) {
                            throw new IllegalStateException(failed);
                        }
                        return journal.getOrDefault(call, List.of());
                    },
                    Filer.Handover.NONE);
            List<Future<?>> both = List.of(
                    processes.submit(() -> {
                        start.await();
                        return slow.round();
                    }),
                    processes.submit(() -> {
                        start.await();
                        return filer().round();
                    }));
            for (Future<?> one : both) {
                one.get();
            }
        }
        passes(Duration.ofMinutes(6));
        filer().round();

        assertThat(today().of(Figure.GREETING).count()).isEqualTo(20);
        assertThat(today().of(Figure.DOWN).count()).isEqualTo(20);
    }

    @Test
    void what_is_summed_up_holds_nothing_of_a_caller_and_goes_when_it_is_old() throws Exception {
        told("CA1", ADA, EndReason.CALLER_HUNG_UP, Duration.ofSeconds(1), "my name is Lovelace");
        filer().round();
        List<String> columns = new BoundedDatabase(database.dataSource(), Duration.ofSeconds(5))
                .transaction(work -> work.all(
                        row -> row.getString(1).toLowerCase(Locale.ROOT),
                        "select column_name from information_schema.columns where lower(table_name) = 'call_figure'"));
        assertThat(columns).containsExactlyInAnyOrder("began_hour", "figure", "bucket", "samples");

        assertThat(erasure.forget(ADA)).isEqualTo(1);
        assertThat(today().calls()).isEqualTo(1);
        assertThat(today().of(Figure.ANSWER).count()).isEqualTo(3);
        erasure.deleteBefore(Instant.now().plus(Duration.ofHours(1)));
        assertThat(count("call_figure")).isZero();
        assertThat(count("call_hour")).isZero();
    }

    @Test
    void an_operators_hang_up_is_no_failure() throws Exception {
        CallId call = told("CA1", ADA, EndReason.OPERATOR_HUNG_UP, Duration.ofSeconds(9), "Hello");
        filer().round();

        assertThat(search.file(call).orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(today().failures()).isEmpty();
        assertThat(today().of(Figure.DOWN).count()).isEqualTo(1);
    }

    @Test
    void an_operators_hang_up_is_no_failure() throws Exception {
        CallId call = told("CA1", ADA, EndReason.OPERATOR_HUNG_UP, Duration.ofSeconds(9), "Hello");
        filer().round();

        assertThat(search.file(call).orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(today().failures()).isEmpty();
        assertThat(today().of(Figure.DOWN).count()).isEqualTo(1);
    }

    @Test
    void calls_are_told_by_the_part_of_the_time_in_which_they_began() throws Exception {
        Instant day = Instant.parse("2026-11-20T00:00:00Z");
        file(List.of(
                sample(1, day.minusSeconds(1), 1),
                sample(2, day, 10),
                sample(3, day.plusSeconds(6 * 3_600 - 1), 20),
                sample(4, day.plusSeconds(6 * 3_600), 60),
                sample(5, day.plusSeconds(12 * 3_600), 1)));

        FigureReport report = new CallFigures(database.dataSource()::getConnection).report(day, 6, 2);

        assertThat(report.slots()).extracting(FigureReport.Slot::calls).containsExactly(2L, 1L);
        assertThat(report.slots())
                .extracting(FigureReport.Slot::begin)
                .containsExactly(day, day.plus(Duration.ofHours(6)));
        assertThat(report.whole().failures()).isEqualTo(Map.of("PROVIDER", 1L));
    }

    private long count(String rows) throws SQLException {
        return new BoundedDatabase(database.dataSource(), Duration.ofSeconds(5))
                .transaction(work -> work.first(row -> row.getLong(1), "select count(*) from " + rows)
                        .orElseThrow());
    }
}
