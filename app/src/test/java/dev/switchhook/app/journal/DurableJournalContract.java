package dev.switchhook.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchhook.app.journal.SwitchedDatabase.State;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// What the journal promises, whichever database keeps it. Alone, because it reads what journals log, and any program
/// that runs meanwhile has one.
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DurableJournalContract {

    private static final CallId CALL = new CallId("CAjournal");
    private static final Instant START = Instant.parse("2026-11-20T13:05:00Z");
    private static final long ROOM = 1L << 20;

    private final Logger logger = (Logger) LoggerFactory.getLogger(JournalWriter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private Database database;
    private SwitchedDatabase switched;
    private JdbcArchive archive;

    @TempDir
    Path temporary;

    private Path folder;

    /// The URL of an empty database.
    abstract String url() throws IOException;

    @BeforeAll
    void open() throws IOException {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
        archive = new JdbcArchive(database.dataSource());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        folder = temporary.resolve("data");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from journal_entry");
        }
        log.start();
        // Programs that ran before have set the levels above it.
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        log.list.clear();
    }

    private DurableJournal journal(State state, String node, long queueBytes, long fileBytes) {
        switched = new SwitchedDatabase(database.dataSource(), state);
        return DurableJournal.start(
                switched,
                new NodeId(node),
                new JournalRules(
                        Duration.ofMillis(5),
                        Duration.ofMillis(700),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(20),
                        queueBytes,
                        folder,
                        fileBytes));
    }

    private DurableJournal journal(State state) {
        return journal(state, "node-1", ROOM, ROOM);
    }

    @Test
    void every_entry_of_every_kind_is_there_in_order_except_what_meant_nothing() throws Exception {
        try (DurableJournal journal = journal(State.UP)) {
            List<JournalEntry> entries = Samples.entries();
            for (int i = 0; i < entries.size(); i++) {
                journal.note(CALL, START.plusMillis(i), entries.get(i));
            }
        }

        assertThat(archive.entries(CALL).stream().map(Noted::entry))
                .containsExactlyElementsOf(Samples.entries().stream()
                        .filter(entry -> !(entry instanceof JournalEntry.Ignored))
                        .toList());
        assertThat(archive.entries(CALL).getFirst().at()).isEqualTo(START);
        assertThat(archive.entries(new CallId("CAother"))).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void entries_come_by_themselves_and_those_of_one_moment_keep_their_order() throws Exception {
        try (DurableJournal journal = journal(State.UP)) {
            say(journal, 0, 300, _ -> START);
            until(() -> inDatabase(journal) == 300);

            assertThat(said()).containsExactlyElementsOf(words(0, 300));
        }
    }

    @Test
    void what_another_process_must_know_to_go_on_does_not_wait_for_more() throws Exception {
        JournalRules patient = new JournalRules(
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ofSeconds(20),
                ROOM,
                folder,
                ROOM);
        try (DurableJournal journal = DurableJournal.start(database.dataSource(), new NodeId("node-1"), patient)) {
            say(journal, 0, 3);
            journal.note(CALL, START.plusSeconds(1), new JournalEntry.LetGo());
            until(() -> inDatabase(journal) == 4);
            say(journal, 4, 6);
            journal.note(CALL, START.plusSeconds(1), new JournalEntry.LineInterrupted());
            until(() -> inDatabase(journal) == 7);
        }
    }

    @Test
    void the_running_program_is_at_most_a_second_behind() {
        JournalRules rules = JournalRules.standard(folder, ROOM);

        assertThat(rules.gather().plus(rules.longestWrite())).isLessThan(Duration.ofSeconds(1));
        assertThat(rules.gather()).isLessThanOrEqualTo(Duration.ofMillis(250));
        assertThat(rules.flush()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void d1_a_database_that_is_out_at_the_start_is_caught_up_with_in_order_and_exactly_once() throws Exception {
        try (DurableJournal journal = journal(State.DOWN)) {
            say(journal, 0, 50);
            until(() -> journal.counts().overflowed() == 50);
            assertThat(files()).hasSize(1);
            assertThat(said()).isEmpty();

            switched.turn(State.UP);

            until(() -> journal.counts().replayed() == 50 && files().isEmpty());
            assertThat(said()).containsExactlyElementsOf(words(0, 50));
            say(journal, 50, 60);
            until(() -> journal.counts().stored() == 10);
            assertThat(said()).containsExactlyElementsOf(words(0, 60));
            assertThat(journal.counts()).isEqualTo(new JournalCounts(0, 10, 50, 50, 0, 0));
        }
        assertThat(events()).containsExactly("journal-overflow", "journal-caught-up");
    }

    @Test
    void d2_a_database_that_comes_and_goes_mid_way_costs_no_entry_and_doubles_none() throws Exception {
        List<State> states =
                List.of(State.DOWN, State.UP, State.ANSWERS_LOST, State.UP, State.DOWN, State.ANSWERS_LOST);
        try (DurableJournal journal = journal(State.UP)) {
            for (int round = 0; round < states.size(); round++) {
                say(journal, round * 100, round * 100 + 50);
                int before = round * 100 + 50;
                until(() -> settled(journal) == before);
                switched.turn(states.get(round));
                say(journal, round * 100 + 50, round * 100 + 100);
                until(() -> settled(journal) == before + 50);
            }
            switched.turn(State.UP);
            until(() -> files().isEmpty());

            assertThat(said()).containsExactlyElementsOf(words(0, 600));
            assertThat(journal.counts().lost()).isZero();
            assertThat(journal.counts().overflowed()).isPositive();
        }
    }

    @Test
    void d2_a_database_that_gives_no_answer_does_not_keep_entries_off_the_disk() throws Exception {
        try (DurableJournal journal = journal(State.HANGING)) {
            say(journal, 0, 20);
            until(() -> journal.counts().overflowed() == 20);
            say(journal, 20, 40);
            until(() -> journal.counts().overflowed() == 40);

            // The write that hung is carried out late, beside the one that is made from the file.
            switched.turn(State.UP);
            until(() -> files().isEmpty());

            assertThat(said()).containsExactlyElementsOf(words(0, 40));
        }
    }

    @Test
    void d2_what_a_killed_process_has_left_is_taken_up_and_its_torn_last_line_is_skipped_and_counted()
            throws Exception {
        OverflowFile left = OverflowFile.create(folder.resolve("journal-killed.jsonl"));
        assertThat(left.append(
                        IntStream.range(0, 2000).mapToObj(i -> row("killed", i)).toList(), ROOM))
                .isEqualTo(2000);
        left.close();
        String torn = row("killed", 2000).line();
        Files.writeString(left.path(), torn.substring(0, torn.length() / 2), StandardOpenOption.APPEND);

        try (DurableJournal journal = journal(State.UP)) {
            until(() -> files().isEmpty());

            assertThat(journal.counts()).isEqualTo(new JournalCounts(0, 0, 0, 2000, 0, 1));
        }
        assertThat(said()).containsExactlyElementsOf(words(0, 2000));
        assertThat(events()).containsExactly("journal-skipped", "journal-caught-up");
    }

    @Test
    void d2_a_file_is_replayed_from_its_beginning_when_the_process_was_killed_in_the_middle() throws Exception {
        try (OverflowFile left = OverflowFile.create(folder.resolve("journal-killed.jsonl"))) {
            List<JournalRow> rows =
                    IntStream.range(0, 10).mapToObj(i -> row("killed", i)).toList();
            left.append(rows, ROOM);
            new JournalTable(database.dataSource()).insert(rows.subList(0, 7), Arrival.DIRECT);
        }

        try (DurableJournal _ = journal(State.UP)) {
            until(() -> files().isEmpty());
        }
        assertThat(said()).containsExactlyElementsOf(words(0, 10));
    }

    @Test
    void i2_an_apology_is_told_after_the_line_was_resumed_though_the_clock_of_that_process_was_ahead()
            throws Exception {
        try (DurableJournal ahead = journal(State.UP, "node-ahead", ROOM, ROOM);
                DurableJournal behind = journal(State.UP, "node-behind", ROOM, ROOM)) {
            ahead.note(CALL, START.plusSeconds(30), new JournalEntry.LineResumed(Duration.ofSeconds(1)));
            until(() -> inDatabase(ahead) == 1);
            behind.note(CALL, START.plusSeconds(5), new JournalEntry.Apologised());
            until(() -> inDatabase(behind) == 1);
            ahead.note(CALL, START.plusSeconds(36), new JournalEntry.LetGo());
            until(() -> inDatabase(ahead) == 2);
        }

        assertThat(told())
                .containsExactly(
                        new JournalEntry.LineResumed(Duration.ofSeconds(1)),
                        new JournalEntry.Apologised(),
                        new JournalEntry.LetGo());
    }

    @Test
    void i2_what_comes_late_out_of_the_file_of_a_killed_process_is_told_before_what_happened_later() throws Exception {
        try (OverflowFile left = OverflowFile.create(folder.resolve("journal-killed.jsonl"))) {
            left.append(
                    List.of(
                            row("killed", 2, new JournalEntry.LineInterrupted()),
                            row("killed", 3, new JournalEntry.LineResumed(Duration.ofSeconds(1)))),
                    ROOM);
        }
        JournalTable table = new JournalTable(database.dataSource());
        table.insert(List.of(row("killed", 1, new JournalEntry.LineOpened())), Arrival.DIRECT);
        table.insert(
                List.of(row("node-2", 8, new JournalEntry.Apologised()), row("node-2", 9, new JournalEntry.LetGo())),
                Arrival.DIRECT);

        try (DurableJournal _ = journal(State.UP)) {
            until(() -> files().isEmpty());
        }

        assertThat(told())
                .containsExactly(
                        new JournalEntry.LineOpened(),
                        new JournalEntry.LineInterrupted(),
                        new JournalEntry.LineResumed(Duration.ofSeconds(1)),
                        new JournalEntry.Apologised(),
                        new JournalEntry.LetGo());
    }

    @Test
    void what_comes_late_keeps_its_order_whatever_other_clocks_say_and_whatever_its_process_has_told_since()
            throws Exception {
        JournalTable table = new JournalTable(database.dataSource());
        table.insert(List.of(row("ahead", 100)), Arrival.DIRECT);
        table.insert(List.of(row("node-1", 1), row("node-1", 4)), Arrival.DIRECT);
        table.insert(List.of(row("node-1", 2), row("node-1", 3)), Arrival.LATE);
        table.insert(List.of(row("node-1", 5)), Arrival.LATE);
        table.insert(List.of(row("node-1", 6), row("node-1", 2)), Arrival.LATE);

        assertThat(said()).containsExactly("word 100", "word 1", "word 2", "word 3", "word 4", "word 5", "word 6");
    }

    @Test
    void the_file_of_a_process_that_lives_is_left_alone() throws Exception {
        try (OverflowFile alive = OverflowFile.create(folder.resolve("journal-alive.jsonl"))) {
            alive.append(List.of(row("alive", 1)), ROOM);

            try (DurableJournal journal = journal(State.UP)) {
                say(journal, 5, 6);
                until(() -> inDatabase(journal) == 1);
            }
            assertThat(files()).containsExactly(alive.path());
        }
        assertThat(said()).containsExactlyElementsOf(words(5, 6));
    }

    @Test
    void what_was_said_in_the_file_is_for_its_owner_only() throws Exception {
        try (DurableJournal journal = journal(State.DOWN)) {
            say(journal, 0, 1);
            until(() -> journal.counts().overflowed() == 1);

            assertThat(Files.getPosixFilePermissions(files().getFirst()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void what_does_not_fit_into_the_file_is_lost_and_counted_and_told_once() throws Exception {
        try (DurableJournal journal = journal(State.DOWN, "node-1", ROOM, 2_000)) {
            say(journal, 0, 100);
            until(() -> journal.counts().waiting() == 0);
            say(journal, 100, 200);
            until(() -> journal.counts().waiting() == 0);
            long kept = journal.counts().overflowed();

            assertThat(kept).isBetween(5L, 30L);
            assertThat(journal.counts().lost()).isEqualTo(200 - kept);
            assertThat(Files.size(files().getFirst())).isLessThanOrEqualTo(2_000);

            switched.turn(State.UP);
            until(() -> files().isEmpty());
            assertThat(said()).containsExactlyElementsOf(words(0, (int) kept));
        }
        assertThat(events().stream().filter("journal-lost"::equals)).hasSize(1);
    }

    @Test
    void what_does_not_fit_into_memory_is_lost_and_counted_and_nobody_waits_for_it() throws Exception {
        // A file where the folder should be: nothing can be written there.
        Files.writeString(temporary.resolve("data"), "");
        try (DurableJournal journal = journal(State.DOWN, "node-1", 10_000, ROOM)) {
            say(journal, 0, 100);
            long waiting = journal.counts().waiting();

            assertThat(waiting).isBetween(10L, 60L);
            assertThat(journal.counts().lost()).isEqualTo(100 - waiting);

            switched.turn(State.UP);
            until(() -> journal.counts().stored() == waiting);
            assertThat(said()).containsExactlyElementsOf(words(0, (int) waiting));
        }
    }

    @Test
    void a_row_that_the_database_refuses_takes_no_other_with_it() throws Exception {
        JournalRow good = row("node-1", 1);
        JournalRow longCall = new JournalRow("C".repeat(65), "node-1", 2, START, good.kind(), good.body());

        assertThat(new JournalTable(database.dataSource())
                        .insert(List.of(good, longCall, row("node-1", 3)), Arrival.DIRECT))
                .isOne();
        assertThat(said()).containsExactly("word 1", "word 3");
    }

    @Test
    void what_is_noted_after_the_end_is_lost_and_counted() {
        DurableJournal journal = journal(State.UP);
        journal.close();

        say(journal, 0, 3);

        assertThat(journal.counts().lost()).isEqualTo(3);
    }

    @Test
    void the_end_comes_also_while_the_database_hangs_and_what_waited_is_on_the_disk() throws Exception {
        DurableJournal journal = journal(State.HANGING);
        say(journal, 0, 3);
        switched.awaitAsked();
        journal.close();

        assertThat(journal.counts().overflowed()).isEqualTo(3);
        assertThat(files()).hasSize(1);
        switched.turn(State.DOWN);

        try (DurableJournal _ = journal(State.UP, "node-2", ROOM, ROOM)) {
            until(() -> files().isEmpty());
        }
        assertThat(said()).containsExactlyElementsOf(words(0, 3));
    }

    @Test
    void nothing_that_was_said_gets_into_the_log() throws Exception {
        logger.setLevel(Level.DEBUG);
        try (DurableJournal journal = journal(State.DOWN, "node-1", ROOM, 500)) {
            say(journal, 0, 50);
            until(() -> journal.counts().waiting() == 0);
            switched.turn(State.UP);
            until(() -> files().isEmpty());
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(line -> line.getFormattedMessage().contains("word"));
    }

    /// What has come to the database, also by way of the file when a busy machine makes the database seem out.
    private static long inDatabase(DurableJournal journal) {
        JournalCounts counts = journal.counts();
        return counts.stored() + counts.replayed();
    }

    private static long settled(DurableJournal journal) {
        JournalCounts counts = journal.counts();
        return counts.stored() + counts.overflowed();
    }

    private static JournalRow row(String node, int i) {
        return row(node, i, new JournalEntry.Spoken(new Turn.Caller("word " + i)));
    }

    private static JournalRow row(String node, int i, JournalEntry entry) {
        return new JournalRow(
                CALL.value(), node, i, START.plusMillis(i), JournalText.kind(entry), JournalText.write(entry));
    }

    private static void say(DurableJournal journal, int from, int to) {
        say(journal, from, to, START::plusMillis);
    }

    private static void say(DurableJournal journal, int from, int to, java.util.function.LongFunction<Instant> when) {
        IntStream.range(from, to)
                .forEach(i -> journal.note(CALL, when.apply(i), new JournalEntry.Spoken(new Turn.Caller("word " + i))));
    }

    private static List<String> words(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "word " + i).toList();
    }

    private List<JournalEntry> told() throws Exception {
        return archive.entries(CALL).stream().map(Noted::entry).toList();
    }

    private List<String> said() throws Exception {
        return archive.entries(CALL).stream()
                .map(Noted::entry)
                .map(entry -> entry instanceof JournalEntry.Spoken(Turn turn, int _) ? turn.text() : entry.toString())
                .toList();
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private List<String> events() {
        return List.copyOf(log.list).stream()
                .map(line -> line.getFormattedMessage().replaceFirst("event=(\\S+).*", "$1"))
                .toList();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(end);
            if (new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts this down");
            }
        }
    }
}
