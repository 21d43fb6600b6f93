package dev.switchhook.app.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What all runs have measured. Used by one thread.
final class Readings {

    private final Map<Figure, List<Double>> values = new EnumMap<>(Figure.class);
    private final Map<Figure, String> reasons = new EnumMap<>(Figure.class);

    /// Adds the value of one run, or says why there is none.
    void add(Figure figure, OptionalDouble value, String otherwise) {
        if (value.isPresent()) {
            values.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value.getAsDouble());
        } else {
            reasons.put(figure, otherwise);
        }
    }

    /// Says why a figure could not be measured.
    void missing(Figure figure, String why) {
        reasons.put(figure, why);
    }

    /// The values, one of each run in which it could be measured.
    List<Double> of(Figure figure) {
        return values.getOrDefault(figure, List.of());
    }

    /// Why there is no value.
    String why(Figure figure) {
        return reasons.getOrDefault(figure, "its scene was not played");
    }
}
