package dev.switchhook.app.filing;

import dev.switchhook.app.filing.CallSearch.SearchUnavailable;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Tells how calls went, of all processes, from what was filed. What was measured in a call counts once its
/// whole journal is there, at the latest a day after its end. Slow: it may block for 2 s. Safe for use by
/// several threads.
public final class CallFigures {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BoundedDatabase database;

    /// The figures in this database, whose schema is up to date.
    public CallFigures(BoundedDatabase.Connections database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    /// The calls that began in a time, in parts of equal length.
    ///
    /// @param from a full hour
    /// @param hours how long each part is, at least 1
    /// @param slots how many parts, at least 1
    /// @throws SearchUnavailable when the database does not answer in time
    public FigureReport report(Instant from, int hours, int slots) throws SearchUnavailable {
        Instant until = from.plus(Duration.ofHours((long) hours * slots));
        try {
            return database.transaction(work -> {
                List<Part> parts =
                        IntStream.range(0, slots).mapToObj(_ -> new Part()).toList();
                measured(work, from, until, hours, parts);
                counted(work, from, until, hours, parts);
                List<FigureReport.Slot> told = new ArrayList<>();
                for (int i = 0; i < slots; i++) {
                    told.add(parts.get(i).slot(from.plus(Duration.ofHours((long) hours * i)), hours));
                }
                return new FigureReport(told);
            });
        } catch (SQLException failed) {
            throw new SearchUnavailable(
                    "the figures cannot be read now (" + failed.getClass().getSimpleName() + ")");
        }
    }

    /// A part while it is read.
    private record Part(Map<Figure, Histogram> figures, Map<Outcome, Long> outcomes, Map<String, Long> failures) {

        Part() {
            this(new EnumMap<>(Figure.class), new EnumMap<>(Outcome.class), new HashMap<>());
        }

        FigureReport.Slot slot(Instant begin, int hours) {
            return new FigureReport.Slot(begin, Duration.ofHours(hours), figures, outcomes, failures);
        }
    }

    /// The samples of one bucket.
    private record Samples(int slot, String figure, int bucket, long count) {}

    private static void measured(Transaction work, Instant from, Instant until, int hours, List<Part> parts)
            throws SQLException {
        for (Samples row : work.all(
                row -> new Samples(row.getInt(1), row.getString(2), row.getInt(3), row.getLong(4)),
                "select slot, figure, bucket, sum(samples) from (select (began_hour - cast(? as bigint)) / " + hours
                        + " as slot, figure, bucket, samples from call_figure"
                        + " where began_hour >= ? and began_hour < ?) measured group by slot, figure, bucket",
                FigureRows.hour(from),
                FigureRows.hour(from),
                FigureRows.hour(until))) {
            // A figure that this version does not know is a newer one's.
            for (Figure figure : Figure.values()) {
                if (figure.name().equals(row.figure())) {
                    parts.get(row.slot())
                            .figures()
                            .merge(figure, Histogram.EMPTY.with(row.bucket(), row.count()), Histogram::plus);
                }
            }
        }
    }

    /// The calls that came out alike.
    private record Calls(int slot, Outcome outcome, String blame, long count) {}

    private static void counted(Transaction work, Instant from, Instant until, int hours, List<Part> parts)
            throws SQLException {
        for (Calls row : work.all(
                row -> new Calls(row.getInt(1), Outcome.named(row.getString(2)), row.getString(3), row.getLong(4)),
                "select slot, outcome, blame, sum(calls) from (select (began_hour - cast(? as bigint)) / " + hours
                        + " as slot, outcome, blame, calls from call_hour"
                        + " where began_hour >= ? and began_hour < ? and calls > 0) began"
                        + " group by slot, outcome, blame",
                FigureRows.hour(from),
                FigureRows.hour(from),
                FigureRows.hour(until))) {
            Part part = parts.get(row.slot());
            part.outcomes().merge(row.outcome(), row.count(), Long::sum);
            if (row.outcome() == Outcome.FAILED) {
                part.failures().merge(row.blame(), row.count(), Long::sum);
            }
        }
    }
}
