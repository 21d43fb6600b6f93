package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.tool.ToolOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The rows in which the figures of calls are summed up, by the hour. They hold nothing of a single call.
final class FigureRows {

    private static final long SECONDS_PER_HOUR = 3_600;

    private FigureRows() {}

    /// The hour of a time, since 1970.
    static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_HOUR);
    }

    /// What a journal tells of the figures.
    static Map<Figure, Histogram> of(List<Noted> notes) {
        Map<Figure, Histogram> figures = new EnumMap<>(Figure.class);
        for (Noted noted : notes) {
            switch (noted.entry()) {
                case JournalEntry.Greeted(Duration sent, Duration heard) ->
                    count(figures, Figure.GREETING, sent.plus(heard));
                case JournalEntry.Answered(Duration sent, Duration heard) ->
                    count(figures, Figure.ANSWER, sent.plus(heard));
                case JournalEntry.ToolEnded(String _, ToolOutcome _, Duration took) ->
                    count(figures, Figure.TOOL, took);
                case JournalEntry.Ended ended -> {
                    if (decided(ended.ending().reason())) {
                        count(figures, Figure.DOWN, ended.ending().decisionToDown());
                    }
                }
                default -> {
                    // Nothing else is measured.
                }
            }
        }
        return figures;
    }

    private static void count(Map<Figure, Histogram> figures, Figure figure, Duration took) {
        figures.merge(figure, Histogram.EMPTY.with(Histogram.bucket(took), 1), Histogram::plus);
    }

    /// Whether one of ours has decided it: a caller's hang-up is down when we learn of it, and a fault ends
    /// with an apology that takes as long as it takes.
    private static boolean decided(EndReason reason) {
        return switch (reason.decidedBy()) {
            case AGENT, POLICY, OPERATOR -> true;
            case CALLER, FAULT -> false;
        };
    }

    /// Adds the figures of a call, always in the same order, so that two processes do not wait for each
    /// other.
    static void add(Transaction work, Instant began, Map<Figure, Histogram> figures) throws SQLException {
        for (Map.Entry<Figure, Histogram> figure : new EnumMap<>(figures).entrySet()) {
            for (Map.Entry<Integer, Long> bucket : figure.getValue().samples().entrySet()) {
                add(work, hour(began), figure.getKey(), bucket.getKey(), bucket.getValue());
            }
        }
    }

    /// When two processes make the same row, one of them does its transaction again.
    private static void add(Transaction work, long hour, Figure figure, int bucket, long more) throws SQLException {
        int found = work.update(
                "update call_figure set samples = samples + ? where began_hour = ? and figure = ? and bucket = ?",
                more,
                hour,
                figure.name(),
                bucket);
        if (found == 0) {
            work.update(
                    "insert into call_figure (began_hour, figure, bucket, samples) values (?, ?, ?, ?)",
                    hour,
                    figure.name(),
                    bucket,
                    more);
        }
    }
}
