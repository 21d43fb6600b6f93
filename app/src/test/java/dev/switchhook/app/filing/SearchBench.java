package dev.switchhook.app.filing;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// How fast calls are found among many: it files made-up calls, and then looks for them in every way.
final class SearchBench {

    private static final Instant NEWEST = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration BETWEEN = Duration.ofSeconds(25);
    private static final int TARGET_MS = 150;
    private static final int TRIES = 30;
    private static final int BATCH = 5_000;
    private static final int WORDS = 60;
    private static final int VOCABULARY = 8_000;
    private static final List<String> INDEXES = List.of(
            "call_file_caller on call_file (caller_mark, file_no)",
            "call_file_assistant on call_file (assistant, file_no)",
            "call_file_outcome on call_file (outcome, file_no)",
            "call_file_reason on call_file (reason, file_no)",
            "call_file_blame on call_file (blame, file_no)",
            "call_file_tool_found on call_file_tool (tool, file_no)",
            "call_file_word_found on call_file_word (word, file_no)");

    private final Connection connection;
    private final CallSearch search;
    private final PrintStream out;
    private final Random random = new Random(4_711);
    private boolean missed;

    private SearchBench(Connection connection, CallSearch search, PrintStream out) {
        this.connection = connection;
        this.search = search;
        this.out = out;
    }

    /// Fills an empty database and measures.
    ///
    /// @return whether a target was missed
    static boolean run(String url, int calls, int worded, PrintStream out) throws Exception {
        try (Database database = Database.open(new DatabaseSettings(url, Optional.empty(), Optional.empty()))) {
            HikariDataSource pool = database.dataSource().unwrap(HikariDataSource.class);
            try (Connection connection = pool.getConnection()) {
                SearchBench bench = new SearchBench(connection, new JdbcCallSearch(pool::getConnection), out);
                if (filled(connection).isEmpty()) {
                    bench.fill(calls, worded);
                }
                bench.measure(calls);
                return bench.missed;
            }
        }
    }

    /// A call that is there already, because the file was filled before.
    private static Optional<String> filled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select call_id from call_file limit 1")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /// The indexes are made afterwards: to fill them one by one with a million calls is not what is measured.
    private void fill(int calls, int worded) throws SQLException {
        long began = System.nanoTime();
        for (String index : INDEXES) {
            execute("drop index " + index.substring(0, index.indexOf(' ')));
        }
        insert(calls, worded);
        for (String index : INDEXES) {
            execute("create index " + index);
        }
        execute("analyze");
        out.printf(
                Locale.ROOT,
                "  %,d calls, words of %,d of them, filled in %d s%n",
                calls,
                worded,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(int calls, int worded) throws SQLException {
        connection.setAutoCommit(false);
        CallerMarks marks = new CallerMarks("00".repeat(32));
        execute("insert into caller_key (id, secret) values (1, '" + "00".repeat(32) + "')");
        String columns = FileRows.COLUMNS.replace("f.", "");
        String places =
                "?" + ", ?".repeat((int) columns.chars().filter(c -> c == ',').count());
        try (PreparedStatement file =
                        connection.prepareStatement("insert into call_file (" + columns + ") values (" + places + ")");
                PreparedStatement tool =
                        connection.prepareStatement("insert into call_file_tool values (?, ?, 1, 0, 0, 0, 0)");
                PreparedStatement word =
                        connection.prepareStatement("insert into call_file_word (file_no, word) values (?, ?)")) {
            for (int i = 0; i < calls; i++) {
                // The oldest first, as they come in.
                Instant at = NEWEST.minus(BETWEEN.multipliedBy(calls - 1L - i));
                add(file, i, at, marks);
                if (random.nextInt(10) < 6) {
                    tool.setLong(1, CallFile.number(at));
                    tool.setString(2, random.nextInt(1_000) == 0 ? "cancel_appointment" : "book_appointment");
                    tool.addBatch();
                }
                if (i >= calls - worded) {
                    addWords(word, CallFile.number(at));
                }
                if (i % BATCH == BATCH - 1 || i == calls - 1) {
                    file.executeBatch();
                    tool.executeBatch();
                    word.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    private void add(PreparedStatement file, int i, Instant at, CallerMarks marks) throws SQLException {
        EndReason reason = reason();
        int seconds = random.nextInt(20_000) == 0 ? 5_000 : 20 + random.nextInt(400);
        CallFile made = new CallFile(
                CallFile.number(at),
                new CallId(String.format(Locale.ROOT, "CA%032x", i)),
                at,
                at.plusSeconds(seconds),
                Duration.ofSeconds(seconds),
                "...78",
                marks.of(number(random.nextInt(50_000))),
                "+18005550100",
                Optional.of(random.nextInt(50) == 0 ? "night desk" : "Serenity Spa"),
                Optional.of("openai"),
                Optional.of("gpt-realtime-2.1"),
                Optional.of(reason),
                12,
                2,
                0,
                0,
                List.of(),
                Optional.of(new CallFile.Answers(Duration.ofMillis(600), Duration.ofMillis(1_400))),
                new CallFile.Proof(1, Optional.of(true), Optional.of(Duration.ofMillis(150))),
                true);
        Object[] values = FileRows.values(made.number(), made);
        for (int column = 0; column < values.length; column++) {
            file.setObject(column + 1, values[column]);
        }
        file.addBatch();
    }

    static PhoneNumber number(int caller) {
        return new PhoneNumber(String.format(Locale.ROOT, "+4930%08d", caller));
    }

    private EndReason reason() {
        int lot = random.nextInt(100_000);
        if (lot < 3) {
            return EndReason.OUR_FAULT;
        }
        return lot < 1_000
                ? EndReason.MODEL_LOST
                : lot < 40_000 ? EndReason.CALLER_HUNG_UP : EndReason.AGENT_SAID_GOODBYE;
    }

    /// Few words are frequent and many are rare, as in speech.
    private void addWords(PreparedStatement word, long number) throws SQLException {
        boolean[] said = new boolean[VOCABULARY];
        for (int i = 0; i < WORDS; i++) {
            int which = (int) Math.min(VOCABULARY - 1, Math.exp(random.nextDouble() * Math.log(VOCABULARY)) - 1);
            if (!said[which]) {
                said[which] = true;
                word.setLong(1, number);
                word.setString(2, "word" + which);
                word.addBatch();
            }
        }
    }

    private void measure(int calls) throws Exception {
        Map<String, Criteria> looked = new LinkedHashMap<>();
        Instant day = NEWEST.minus(Duration.ofDays(20));
        looked.put("the newest", Criteria.ALL);
        looked.put("a day", Criteria.between(day, day.plus(Duration.ofDays(1))));
        looked.put("blame provider", criteria(Optional.of(Blame.PROVIDER), "", "", "", 0));
        looked.put("blame us (30 in a million)", criteria(Optional.of(Blame.US), "", "", "", 0));
        looked.put("assistant of 2 %", criteria(Optional.empty(), "night desk", "", "", 0));
        looked.put("assistant unknown", criteria(Optional.empty(), "nobody", "", "", 0));
        looked.put("tool of every other call", criteria(Optional.empty(), "", "book_appointment", "", 0));
        looked.put("tool that is rare", criteria(Optional.empty(), "", "cancel_appointment", "", 0));
        looked.put("longer than an hour (rare)", criteria(Optional.empty(), "", "", "", 3_600));
        looked.put("longer than 2 hours (none)", criteria(Optional.empty(), "", "", "", 7_200));
        looked.put("a frequent word", criteria(Optional.empty(), "", "", "word1", 0));
        looked.put("a rare word", criteria(Optional.empty(), "", "", "word7900", 0));
        looked.put("frequent and rare words", criteria(Optional.empty(), "", "", "word1 word2 word7000", 0));
        looked.put(
                "blame, assistant, tool, word",
                criteria(Optional.of(Blame.PROVIDER), "night desk", "book_appointment", "word3", 30));
        looked.put(
                "two that never meet",
                criteria(Optional.of(Blame.NOBODY), "Serenity Spa", "book_appointment", "", 7_200));
        Criteria caller = new Criteria(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(number(4_321)));
        looked.put("a caller", caller);
        for (Map.Entry<String, Criteria> one : looked.entrySet()) {
            times(one.getKey(), () -> search.find(one.getValue(), CallSearch.NEWEST));
        }
        long middle = CallFile.number(NEWEST.minus(BETWEEN.multipliedBy(calls / 2)));
        times("a page in the middle", () -> search.find(Criteria.ALL, OptionalLong.of(middle)));
        times("the newest, as a page of HTML", () -> ListPage.html(search.find(Criteria.ALL, CallSearch.NEWEST)));
        times("totals of a day", () -> search.totals(day, day.plus(Duration.ofDays(1))));
        times("hours of a week", () -> search.hours(day, day.plus(Duration.ofDays(7))));
    }

    private static Criteria criteria(Optional<Blame> blame, String assistant, String tool, String words, int least) {
        return new Criteria(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                blame,
                Optional.of(assistant).filter(text -> !text.isEmpty()),
                Optional.of(tool).filter(text -> !text.isEmpty()),
                least == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(least)),
                Optional.empty(),
                Optional.of(words).filter(text -> !text.isEmpty()),
                Optional.empty());
    }

    private interface Question {

        Object ask() throws Exception;
    }

    private void times(String what, Question question) throws Exception {
        List<Double> times = new ArrayList<>();
        String answer = "";
        for (int i = 0; i < TRIES; i++) {
            long began = System.nanoTime();
            Object given = question.ask();
            times.add((System.nanoTime() - began) / 1e6);
            if (given instanceof CallSearch.Page page) {
                answer = page.calls().size() + " calls" + (page.unfinished() ? ", not through yet" : "");
            }
        }
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double p95 = sorted[(int) (TRIES * 0.95) - 1];
        boolean late = p95 > TARGET_MS;
        missed |= late;
        out.printf(
                Locale.ROOT,
                "  %-30s p50 %6.1f ms   p95 %6.1f ms   first %6.1f ms   %s%s%n",
                what,
                sorted[TRIES / 2],
                p95,
                times.getFirst(),
                answer,
                late ? "   MISSED" : "");
    }
}
