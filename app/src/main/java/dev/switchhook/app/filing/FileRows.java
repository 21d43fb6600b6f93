package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of call files, each in a transaction of the caller's. Plain SQL that PostgreSQL and H2 in
/// PostgreSQL mode understand alike.
final class FileRows {

    /// What [#file] reads, of `call_file f`.
    static final String COLUMNS = "f.file_no, f.call_id, f.began_at, f.ended_at, f.duration_ms, f.caller,"
            + " f.caller_mark, f.called, f.assistant, f.provider, f.model, f.outcome, f.reason, f.blame, f.turns,"
            + " f.interruptions, f.false_claims, f.uncorrected, f.answer_p50_ms, f.answer_max_ms, f.down_ms,"
            + " f.farewell_heard, f.hangup_requests, f.complete";

    private static final int WORDS_AT_ONCE = 100;
    private static final String NAMES = COLUMNS.replace("f.", "");
    private static final String MARKS =
            "?" + ", ?".repeat((int) COLUMNS.chars().filter(sign -> sign == ',').count());

    private FileRows() {}

    /// Files a call, instead of an earlier file of it, under the next number that is free.
    ///
    /// @param words what was said in it
    static void put(Transaction work, CallFile file, List<String> words) throws SQLException {
        Optional<Former> former = work.first(
                row -> new Former(row.getLong("file_no"), HourRows.Place.of(row)),
                "select file_no, outcome, blame from call_file where call_id = ?",
                file.call().value());
        if (former.isPresent()) {
            remove(work, former.get().number());
        }
        long number = former.map(Former::number).orElse(file.number());
        while (isTaken(work, number)) {
            number++;
        }
        insert(work, number, file);
        for (UsedTool tool : file.tools()) {
            work.update(
                    "insert into call_file_tool (file_no, tool, done, pending, refused, failed, timed_out)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    number,
                    tool.tool(),
                    tool.done(),
                    tool.pending(),
                    tool.refused(),
                    tool.failed(),
                    tool.timedOut());
        }
        for (int from = 0; from < words.size(); from += WORDS_AT_ONCE) {
            insertWords(work, number, words.subList(from, Math.min(words.size(), from + WORDS_AT_ONCE)));
        }
        HourRows.move(work, former.map(Former::counted), HourRows.Place.of(number, file));
    }

    /// An earlier file of a call.
    private record Former(long number, HourRows.Place counted) {}

    private static boolean isTaken(Transaction work, long number) throws SQLException {
        return work.first(row -> row.getInt(1), "select 1 from call_file where file_no = ?", number)
                .isPresent();
    }

    private static void insert(Transaction work, long number, CallFile file) throws SQLException {
        work.update("insert into call_file (" + NAMES + ") values (" + MARKS + ")", values(number, file));
    }

    /// The values of [#COLUMNS].
    static @Nullable Object[] values(long number, CallFile file) {
        return new @Nullable Object[] {
            number,
            file.call().value(),
            time(file.began()),
            time(file.ended()),
            file.length().toMillis(),
            file.caller(),
            file.mark().orElse(null),
            file.called(),
            file.assistant().orElse(null),
            file.provider().orElse(null),
            file.model().orElse(null),
            file.outcome().name(),
            file.reason().map(EndReason::name).orElse(null),
            file.blame().map(Enum::name).orElse(null),
            file.turns(),
            file.interruptions(),
            file.falseClaims(),
            file.uncorrected(),
            file.answers().map(it -> it.median().toMillis()).orElse(null),
            file.answers().map(it -> it.longest().toMillis()).orElse(null),
            file.proof().decisionToDown().map(Duration::toMillis).orElse(null),
            file.proof().farewellHeard().orElse(null),
            file.proof().requests(),
            file.complete()
        };
    }

    private static void insertWords(Transaction work, long number, List<String> words) throws SQLException {
        Object[] values =
                words.stream().flatMap(word -> Stream.<Object>of(number, word)).toArray();
        work.update(
                "insert into call_file_word (file_no, word) values "
                        + String.join(", ", Collections.nCopies(words.size(), "(?, ?)")),
                values);
    }

    /// Deletes a file with all that belongs to it.
    static void remove(Transaction work, long number) throws SQLException {
        work.update("delete from call_file_word where file_no = ?", number);
        work.update("delete from call_file_tool where file_no = ?", number);
        work.update("delete from call_file where file_no = ?", number);
    }

    static Optional<CallFile> find(Transaction work, CallId call) throws SQLException {
        List<CallFile> found =
                work.all(FileRows::file, "select " + COLUMNS + " from call_file f where f.call_id = ?", call.value());
        return withTools(work, found).stream().findFirst();
    }

    /// The same files with their tools.
    static List<CallFile> withTools(Transaction work, List<CallFile> files) throws SQLException {
        if (files.isEmpty()) {
            return files;
        }
        Map<Long, List<UsedTool>> tools = new HashMap<>();
        String numbers = String.join(", ", Collections.nCopies(files.size(), "?"));
        for (Used used : work.all(
                row -> new Used(row.getLong("file_no"), tool(row)),
                "select file_no, tool, done, pending, refused, failed, timed_out from call_file_tool"
                        + " where file_no in (" + numbers + ") order by file_no, tool",
                files.stream().<Object>map(CallFile::number).toArray())) {
            tools.computeIfAbsent(used.file(), _ -> new ArrayList<>()).add(used.tool());
        }
        return files.stream()
                .map(file -> file.with(tools.getOrDefault(file.number(), List.of())))
                .toList();
    }

    /// A tool of a file.
    private record Used(long file, UsedTool tool) {}

    private static UsedTool tool(ResultSet row) throws SQLException {
        return new UsedTool(
                row.getString("tool"),
                row.getInt("done"),
                row.getInt("pending"),
                row.getInt("refused"),
                row.getInt("failed"),
                row.getInt("timed_out"));
    }

    /// A row of [#COLUMNS] as a file without tools.
    static CallFile file(ResultSet row) throws SQLException {
        Optional<Duration> median = milliseconds(row, "answer_p50_ms");
        Optional<Duration> longest = milliseconds(row, "answer_max_ms");
        boolean heard = row.getBoolean("farewell_heard");
        Optional<Boolean> farewell = row.wasNull() ? Optional.empty() : Optional.of(heard);
        return new CallFile(
                row.getLong("file_no"),
                new CallId(row.getString("call_id")),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getString("caller"),
                Optional.ofNullable(row.getString("caller_mark")),
                row.getString("called"),
                Optional.ofNullable(row.getString("assistant")),
                Optional.ofNullable(row.getString("provider")),
                Optional.ofNullable(row.getString("model")),
                reason(row.getString("reason")),
                row.getInt("turns"),
                row.getInt("interruptions"),
                row.getInt("false_claims"),
                row.getInt("uncorrected"),
                List.of(),
                median.flatMap(it -> longest.map(most -> new CallFile.Answers(it, most))),
                new CallFile.Proof(row.getInt("hangup_requests"), farewell, milliseconds(row, "down_ms")),
                row.getBoolean("complete"));
    }

    /// A reason that this version does not know, because a newer one runs beside it, is none.
    private static Optional<EndReason> reason(@Nullable String name) {
        return Arrays.stream(EndReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    private static Optional<Duration> milliseconds(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(value));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
