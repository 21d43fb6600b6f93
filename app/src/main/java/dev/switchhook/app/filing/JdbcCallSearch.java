package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.app.store.BoundedDatabase.Work;
import dev.switchhook.domain.caller.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// Searches the files in a relational database. Safe for use by several threads.
///
/// It goes through the files in steps that grow, newest first, until the page is full or its time is over.
public final class JdbcCallSearch implements CallSearch {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /// What is left of 150 ms for a last step and the page around it.
    private static final Duration TIME = Duration.ofMillis(40);

    private static final int FIRST_STEP = 200;
    private static final int LONGEST_STEP = 1_600;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final BoundedDatabase database;
    private final LongSupplier nanos;
    private Optional<CallerMarks> marks = Optional.empty();

    /// A search in this database, whose schema is up to date.
    public JdbcCallSearch(BoundedDatabase.Connections database) {
        this(database, System::nanoTime);
    }

    /// @param nanos a steady counter
    JdbcCallSearch(BoundedDatabase.Connections database, LongSupplier nanos) {
        this.database = new BoundedDatabase(database, LONGEST);
        this.nanos = nanos;
    }

    @Override
    public Page find(Criteria criteria, OptionalLong before) throws SearchUnavailable {
        Optional<String> mark = criteria.caller().isPresent() ? mark(criteria) : Optional.empty();
        if (criteria.caller().isPresent() && mark.isEmpty()) {
            return new Page(List.of(), OptionalLong.empty(), Optional.empty());
        }
        long least = criteria.from().map(CallFile::number).orElse(Long.MIN_VALUE);
        long first = Math.min(
                before.orElse(Long.MAX_VALUE),
                criteria.until().map(CallFile::number).orElse(Long.MAX_VALUE));
        Sought sought = Sought.of(criteria, mark);
        return answered(work -> {
            Page page = page(work, sought, first, least);
            return new Page(FileRows.withTools(work, page.calls()), page.next(), page.reached());
        });
    }

    private Page page(Transaction work, Sought sought, long first, long least) throws SQLException {
        long began = nanos.getAsLong();
        Sought.Leader leader = sought.leader(work, first, least);
        List<CallFile> found = new ArrayList<>();
        long before = first;
        int step = FIRST_STEP;
        while (true) {
            List<Long> led =
                    work.all(row -> row.getLong(1), leader.files("file_no"), leader.values(before, least, step));
            if (led.isEmpty()) {
                return new Page(found, OptionalLong.empty(), Optional.empty());
            }
            found.addAll(judged(work, sought, led, step, PAGE + 1 - found.size()));
            before = led.getLast();
            if (found.size() > PAGE) {
                List<CallFile> page = found.subList(0, PAGE);
                return page(page, page.getLast().number());
            }
            if (led.size() < step) {
                return new Page(found, OptionalLong.empty(), Optional.empty());
            }
            if (nanos.getAsLong() - began > TIME.toNanos()) {
                return page(found, before);
            }
            step = Math.min(LONGEST_STEP, step * 4);
        }
    }

    private static Page page(List<CallFile> calls, long before) {
        Instant reached =
                Instant.ofEpochSecond(Math.floorDiv(before, 1_000_000L), Math.floorMod(before, 1_000_000L) * 1_000L);
        return new Page(calls, OptionalLong.of(before), Optional.of(reached));
    }

    /// Those of some files that fit everything else.
    ///
    /// @param step how many numbers the statement has, so that there are few different statements
    private static List<CallFile> judged(Transaction work, Sought sought, List<Long> led, int step, int most)
            throws SQLException {
        List<Object> values = new ArrayList<>(led);
        values.addAll(Collections.nCopies(step - led.size(), led.getLast()));
        values.addAll(sought.values());
        values.add(most);
        List<String> conditions = new ArrayList<>(sought.filters());
        conditions.addFirst("f.file_no in (" + String.join(", ", Collections.nCopies(step, "?")) + ")");
        return work.all(
                FileRows::file,
                "select " + FileRows.COLUMNS + " from call_file f where " + String.join(" and ", conditions)
                        + " order by f.file_no desc limit ?",
                values.toArray());
    }

    @Override
    public Optional<CallFile> file(CallId call) throws SearchUnavailable {
        return answered(work -> FileRows.find(work, call));
    }

    @Override
    public Totals totals(Instant from, Instant until) throws SearchUnavailable {
        return answered(work -> {
            Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
            Map<String, Long> blames = new HashMap<>();
            long calls = 0;
            for (Count count : work.all(
                    Count::of,
                    "select outcome, blame, count(*) from call_file where file_no >= ? and file_no < ?"
                            + " group by outcome, blame",
                    CallFile.number(from),
                    CallFile.number(until))) {
                outcomes.merge(count.outcome(), count.calls(), Long::sum);
                count.blame().ifPresent(blame -> blames.merge(blame, count.calls(), Long::sum));
                calls += count.calls();
            }
            return new Totals(calls, outcomes, blames, calls == 0 ? Duration.ZERO : median(work, from, until));
        });
    }

    private static Duration median(Transaction work, Instant from, Instant until) throws SQLException {
        double median = work.first(
                        row -> row.getDouble(1),
                        "select percentile_cont(0.5) within group (order by duration_ms) from call_file"
                                + " where file_no >= ? and file_no < ?",
                        CallFile.number(from),
                        CallFile.number(until))
                .orElse(0.0);
        return Duration.ofMillis(Math.round(median));
    }

    /// How many calls came out so.
    private record Count(Outcome outcome, Optional<String> blame, long calls) {

        static Count of(ResultSet row) throws SQLException {
            return new Count(Outcome.named(row.getString(1)), Optional.ofNullable(row.getString(2)), row.getLong(3));
        }
    }

    /// How many calls of one hour came out so.
    private record HourCount(long hour, Outcome outcome, long calls) {}

    @Override
    public List<Hour> hours(Instant from, Instant until) throws SearchUnavailable {
        return answered(work -> {
            Map<Long, Map<Outcome, Long>> hours = new TreeMap<>();
            for (HourCount count : work.all(
                    row -> new HourCount(row.getLong(1), Outcome.named(row.getString(2)), row.getLong(3)),
                    "select since, outcome, count(*) from (select (file_no - cast(? as bigint)) / " + MICROS_PER_HOUR
                            + " as since, outcome from call_file where file_no >= ? and file_no < ?) began"
                            + " group by since, outcome",
                    CallFile.number(from),
                    CallFile.number(from),
                    CallFile.number(until))) {
                hours.computeIfAbsent(count.hour(), _ -> new EnumMap<>(Outcome.class))
                        .merge(count.outcome(), count.calls(), Long::sum);
            }
            return hours.entrySet().stream()
                    .map(hour -> new Hour(from.plus(Duration.ofHours(hour.getKey())), hour.getValue()))
                    .toList();
        });
    }

    private synchronized Optional<String> mark(Criteria criteria) throws SearchUnavailable {
        if (marks.isEmpty()) {
            marks = Optional.of(answered(CallerMarks::of));
        }
        CallerMarks known = marks.get();
        return criteria.caller().flatMap(known::of);
    }

    /// What the database says in words is not passed on, because some of it repeats the row.
    private <T> T answered(Work<T> work) throws SearchUnavailable {
        try {
            return database.transaction(work);
        } catch (SQLException failed) {
            String state = failed.getSQLState() == null ? "none" : failed.getSQLState();
            throw new SearchUnavailable("the calls cannot be searched now ("
                    + failed.getClass().getSimpleName() + ", SQL state " + state + ")");
        }
    }
}
