package dev.switchhook.app.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What was measured in one scene, in milliseconds or as a count. Safe for use by several threads.
final class Samples {

    /// No value.
    static final OptionalDouble NONE = OptionalDouble.empty();

    private final Queue<Double> values = new ConcurrentLinkedQueue<>();

    void add(double value) {
        values.add(value);
    }

    void addAll(Collection<Double> more) {
        values.addAll(more);
    }

    int count() {
        return values.size();
    }

    List<Double> all() {
        return List.copyOf(values);
    }

    /// The value that this share of all values does not exceed; empty when nothing was measured.
    ///
    /// @param share 0 (the least) to 1 (the greatest)
    OptionalDouble at(double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[Math.max(0, index)]);
    }

    OptionalDouble sum() {
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        values.stream().mapToDouble(Double::doubleValue).sum());
    }

    static OptionalDouble of(double value) {
        return OptionalDouble.of(value);
    }

    /// The one in the middle.
    static double median(double... some) {
        double[] sorted = some.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
