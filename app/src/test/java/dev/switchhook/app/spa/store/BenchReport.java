package dev.switchhook.app.spa.store;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;

/// The figures with their targets beside them. For one thread.
final class BenchReport {

    private final PrintStream out;
    private boolean missed;

    BenchReport(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /// The time that 99 of 100 did not exceed.
    ///
    /// @param targetMillis 0 for none
    void percentile(String what, Collection<Long> nanos, int targetMillis) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            row(what, "nothing", "", false);
            return;
        }
        double millis = sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1e6;
        row(
                what,
                String.format(Locale.ROOT, "%.1f ms", millis),
                targetMillis == 0 ? "" : "< " + targetMillis + " ms",
                targetMillis == 0 || millis < targetMillis);
    }

    void exactly(String what, long value, long target) {
        row(what, Long.toString(value), Long.toString(target), value == target);
    }

    void some(String what, long value) {
        row(what, Long.toString(value), "> 0", value > 0);
    }

    private void row(String what, String value, String target, boolean reached) {
        missed |= !reached;
        out.printf(
                Locale.ROOT,
                "  %-48s %12s   %-10s %s%n",
                what,
                value,
                target,
                target.isEmpty() ? "" : reached ? "reached" : "MISSED");
    }

    boolean missed() {
        return missed;
    }
}
