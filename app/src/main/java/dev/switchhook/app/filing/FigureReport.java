package dev.switchhook.app.filing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How calls went in some time. Immutable.
///
/// @param slots the parts of that time, the oldest first, those without a call too
public record FigureReport(List<Slot> slots) {

    /// The calls that began in one part of the time.
    ///
    /// @param begin when it begins
    /// @param length how long it is
    /// @param figures what was measured; figures without a sample are missing
    /// @param outcomes how many calls came out so; those of which there are none are missing
    /// @param failures of the failed ones, how many were whose doing, by the name of the blame
    public record Slot(
            Instant begin,
            Duration length,
            Map<Figure, Histogram> figures,
            Map<Outcome, Long> outcomes,
            Map<String, Long> failures) {

        /// Keeps its own copies.
        public Slot {
            figures = Map.copyOf(figures);
            outcomes = Map.copyOf(outcomes);
            failures = Map.copyOf(failures);
        }

        /// One of the figures.
        public Histogram of(Figure figure) {
            return figures.getOrDefault(figure, Histogram.EMPTY);
        }

        /// How many calls there were.
        public long calls() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Keeps its own copy.
    public FigureReport {
        slots = List.copyOf(slots);
    }

    /// The whole time as one.
    ///
    /// @throws java.util.NoSuchElementException when the report has no slot
    public Slot whole() {
        Map<Figure, Histogram> figures = new EnumMap<>(Figure.class);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        Map<String, Long> failures = new HashMap<>();
        Duration length = Duration.ZERO;
        for (Slot slot : slots) {
            slot.figures().forEach((figure, samples) -> figures.merge(figure, samples, Histogram::plus));
            slot.outcomes().forEach((outcome, calls) -> outcomes.merge(outcome, calls, Long::sum));
            slot.failures().forEach((blame, calls) -> failures.merge(blame, calls, Long::sum));
            length = length.plus(slot.length());
        }
        return new Slot(slots.getFirst().begin(), length, figures, outcomes, failures);
    }
}
