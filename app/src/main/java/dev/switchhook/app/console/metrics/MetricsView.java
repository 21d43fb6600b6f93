package dev.switchhook.app.console.metrics;

import dev.switchhook.app.filing.Figure;
import dev.switchhook.app.filing.FigureReport;
import dev.switchhook.app.filing.FigureReport.Slot;
import dev.switchhook.app.filing.Histogram;
import dev.switchhook.app.filing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the page shows. Immutable.
///
/// @param range of which time
/// @param times what took how long
/// @param slots the parts of the range that have begun, the oldest first
/// @param whole all of it
/// @param failures whose doing failed calls were, each with how many
public record MetricsView(
        MetricsRange range, List<Times> times, List<Slot> slots, Slot whole, List<Failures> failures) {

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.95;
    private static final double NANOS_PER_MS = 1e6;

    /// How long one thing took.
    ///
    /// @param key names it in the page
    /// @param title what it is
    /// @param words from when to when
    public record Times(Figure figure, String key, String title, String words) {}

    /// Failed calls.
    ///
    /// @param blame whose doing
    /// @param calls how many
    public record Failures(String blame, long calls) {}

    private static final List<Times> TIMES = List.of(
            new Times(
                    Figure.GREETING,
                    "greeting",
                    "Time to first audio",
                    "From the opening of the line until the caller hears the greeting"),
            new Times(
                    Figure.ANSWER,
                    "answer",
                    "Turn latency",
                    "From the end of the caller's turn until they hear the answer"),
            new Times(Figure.TOOL, "tool", "Tool time", "How long a tool takes, whatever comes of it"),
            new Times(
                    Figure.DOWN,
                    "down",
                    "Decision to down",
                    "From our hang-up, the farewell heard, until the line is proven to be down"));

    /// The view of a report at a moment.
    static MetricsView of(MetricsRange range, FigureReport report, Instant now) {
        Slot whole = report.whole();
        return new MetricsView(
                range,
                TIMES,
                report.slots().stream()
                        .filter(slot -> !slot.begin().isAfter(now))
                        .toList(),
                whole,
                Stream.of(Map.entry("US", "Us"), Map.entry("PROVIDER", "Provider"), Map.entry("CARRIER", "Carrier"))
                        .map(it -> new Failures(it.getValue(), whole.failures().getOrDefault(it.getKey(), 0L)))
                        .toList());
    }

    /// Keeps its own copies.
    public MetricsView {
        times = List.copyOf(times);
        slots = List.copyOf(slots);
        failures = List.copyOf(failures);
    }

    /// How many of these came out so.
    public static long calls(Slot slot, Outcome outcome) {
        return slot.outcomes().getOrDefault(outcome, 0L);
    }

    /// What half of the samples did not exceed.
    public static Optional<Duration> median(Histogram samples) {
        return samples.percentile(MEDIAN);
    }

    /// What 95 of 100 samples did not exceed.
    public static Optional<Duration> slow(Histogram samples) {
        return samples.percentile(SLOW);
    }

    /// A time for charts, in milliseconds; nothing when there is none.
    public static String ms(Optional<Duration> time) {
        return time.map(it -> String.format(Locale.ROOT, "%.1f", it.toNanos() / NANOS_PER_MS))
                .orElse("");
    }

    /// A time for people.
    public static String words(Optional<Duration> time) {
        return time.map(it -> it.toMillis() < 1_000
                        ? it.toMillis() + " ms"
                        : String.format(Locale.ROOT, "%.1f s", it.toMillis() / 1_000.0))
                .orElse("–");
    }
}
