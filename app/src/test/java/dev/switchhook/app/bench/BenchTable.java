package dev.switchhook.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The figures as text, aligned, with their targets beside them.
final class BenchTable {

    private BenchTable() {}

    static String of(Readings readings, int runs) {
        StringBuilder table = new StringBuilder();
        table.append(row("median of " + runs + (runs == 1 ? " run" : " runs"), "median", "range to", "target", ""));
        for (Figure figure : Figure.values()) {
            List<Double> values = readings.of(figure);
            if (values.isEmpty()) {
                table.append(
                        String.format(Locale.ROOT, "  %-48s not measured: %s%n", figure.text(), readings.why(figure)));
                continue;
            }
            double value = value(figure, values);
            table.append(row(
                    figure.text(),
                    figure.shown(value),
                    figure.summed() ? "all runs" : figure.shown(farthest(values, value)),
                    figure.target(),
                    figure.target().isEmpty() ? "" : figure.reachedBy(value) ? "reached" : "MISSED"));
        }
        return table.toString();
    }

    /// Whether some figure that was measured misses its target.
    static boolean missed(Readings readings) {
        for (Figure figure : Figure.values()) {
            List<Double> values = readings.of(figure);
            if (!values.isEmpty() && !figure.reachedBy(value(figure, values))) {
                return true;
            }
        }
        return false;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-48s %12s %12s   %-11s %s", (Object[]) cells)
                        .stripTrailing()
                + System.lineSeparator();
    }

    private static double value(Figure figure, List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        return figure.summed() ? Arrays.stream(all).sum() : Samples.median(all);
    }

    /// The value of the run that is farthest from the one in the middle.
    private static double farthest(List<Double> values, double median) {
        double farthest = median;
        for (double value : values) {
            if (Math.abs(value - median) > Math.abs(farthest - median)) {
                farthest = value;
            }
        }
        return farthest;
    }
}
