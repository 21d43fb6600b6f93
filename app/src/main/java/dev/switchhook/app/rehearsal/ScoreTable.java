package dev.switchhook.app.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;

/// The table at the end of a rehearsal: each measure with its target, the median and the worst of all calls.
final class ScoreTable {

    private static final String ROW = "  %-46s %9s %9s   %s%n";

    private ScoreTable() {}

    static String of(List<CallScore> scores, Waits waits) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, ROW, "measured", "median", "worst", "target"));
        row(table, "start to the greeting's first sound", "ms", scores, CallScore::greetingMs, "500 ms");
        row(table, "caller starts to speak to the agent's silence", "ms", scores, CallScore::clearMs, "20 ms");
        row(table, "told to the model beyond what was heard", "ms", scores, CallScore::creditErrorMs, "250 ms");
        row(table, "farewell heard to the hang-up request", "ms", scores, CallScore::hangupAfterMarkMs, "700 ms");
        row(table, "farewell cut off", "ms", scores, score -> OptionalLong.of(score.cutMs()), "0 ms");
        row(table, "caller frames lost or out of order", "", scores, score -> OptionalLong.of(score.framesLost()), "0");
        row(table, "caller's last word to the answer's sound", waits.answersSent(), "");
        row(table, "caller's last word to the answer heard", waits.answersHeard(), "");
        row(table, "time that tools took", waits.tools(), "2000 ms");
        long frames = scores.stream().mapToLong(CallScore::framesSent).sum();
        table.append(String.format(Locale.ROOT, "  %d calls, %d frames from callers%n", scores.size(), frames));
        return table.toString();
    }

    private static void row(
            StringBuilder table,
            String name,
            String unit,
            List<CallScore> scores,
            Function<CallScore, OptionalLong> measure,
            String target) {
        row(table, name, unit, scores.stream().map(measure).flatMapToLong(OptionalLong::stream), target);
    }

    private static void row(StringBuilder table, String name, List<Long> waits, String target) {
        row(table, name, "ms", waits.stream().mapToLong(wait -> wait), target);
    }

    private static void row(StringBuilder table, String name, String unit, LongStream measured, String target) {
        long[] values = measured.sorted().toArray();
        String median = values.length == 0 ? "-" : shown(values[values.length / 2], unit);
        String worst = values.length == 0 ? "-" : shown(values[values.length - 1], unit);
        table.append(String.format(Locale.ROOT, ROW, name, median, worst, target.isEmpty() ? "-" : target));
    }

    private static String shown(long value, String unit) {
        return unit.isEmpty() ? Long.toString(value) : value + " " + unit;
    }
}
