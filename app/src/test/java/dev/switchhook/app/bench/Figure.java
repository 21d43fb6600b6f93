package dev.switchhook.app.bench;

import java.util.Locale;

/// One figure of the table, with its target.
enum Figure {
    CLEAR_20_P50("speech started to clear, 20 calls, p50", "ms"),
    CLEAR_20_P99("speech started to clear, 20 calls, p99", "ms", 2),
    CLEAR_200_P50("speech started to clear, 200 calls, p50", "ms"),
    CLEAR_200_P99("speech started to clear, 200 calls, p99", "ms", 10),
    CREDIT_LEAST("credited minus heard, least", "ms", ">= -20", -20, Double.POSITIVE_INFINITY),
    CREDIT_MOST("credited minus heard, most", "ms", "<= 40", Double.NEGATIVE_INFINITY, 40),
    CREDIT_BEYOND("credited beyond what was received", "ms", "0", 0, 0),
    STALE("stale sound after clear", "ms", "0", 0, 0),
    LATE("late deltas played", "", "0", 0, 0),
    INTERRUPTIONS("interruptions measured", ""),
    PROGRAM_CORE("program's core in use, 200 calls", "%"),
    PEERS_CORES("peers' cores in use, 200 calls", "%"),
    GREETING_WARM_P50("start to greeting, session made ready, p50", "ms"),
    GREETING_WARM_P95("start to greeting, session made ready, p95", "ms", 150),
    GREETING_COLD_P50("start to greeting, session dialled then, p50", "ms"),
    GREETING_COLD_P95("start to greeting, session dialled then, p95", "ms"),
    REFUSED_P95("provider refuses, the other one speaks, p95", "ms", 3000),
    SILENT_P95("provider is silent, the other one speaks, p95", "ms", 3000),
    KILLED_P95("provider killed in a sentence, next line, p95", "ms", 2000),
    RESUMED("resumed with tool results", "%", "100", 100, 100),
    TO_MODEL_P50("added, caller to model, 100 calls, p50", "ms"),
    TO_MODEL_P99("added, caller to model, 100 calls, p99", "ms", 5),
    TO_CALLER_P50("added, model to caller, 100 calls, p50", "ms"),
    TO_CALLER_P99("added, model to caller, 100 calls, p99", "ms", 5);

    private final String text;
    private final String unit;
    private final String target;
    private final double least;
    private final double most;

    Figure(String text, String unit) {
        this(text, unit, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    Figure(String text, String unit, int under) {
        this(text, unit, "< " + under, Double.NEGATIVE_INFINITY, Math.nextDown((double) under));
    }

    Figure(String text, String unit, String target, double least, double most) {
        this.text = text;
        this.unit = unit;
        this.target = target;
        this.least = least;
        this.most = most;
    }

    /// Whether what all runs have counted tells more than the run in the middle.
    boolean summed() {
        return this == STALE || this == LATE || this == INTERRUPTIONS;
    }

    /// What it is, as in the table.
    String text() {
        return text;
    }

    /// The target in words; empty when there is none.
    String target() {
        return target.isEmpty() || unit.isEmpty() ? target : target + " " + unit;
    }

    boolean reachedBy(double value) {
        return least <= value && value <= most;
    }

    /// A value with its unit.
    String shown(double value) {
        boolean whole = unit.isEmpty() || unit.equals("%") || Math.abs(value) >= 100 || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
