package dev.switchhook.app.filing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often something took how long, in buckets each of which is a tenth longer than the one before: from
/// 1 ms to ten minutes in 140 buckets. What is shorter or longer counts in the first or last one. Immutable.
///
/// @param samples how many in each bucket, by its number; buckets without any may be missing
public record Histogram(SortedMap<Integer, Long> samples) {

    /// Nothing was measured.
    public static final Histogram EMPTY = new Histogram(new TreeMap<>());

    private static final double GROWTH = 1.1;
    private static final int LAST = 139;
    private static final double NANOS_PER_MS = 1e6;

    /// Keeps its own copy.
    public Histogram {
        samples = new TreeMap<>(samples);
    }

    /// The number of the bucket in which so long a time counts.
    static int bucket(Duration time) {
        double ms = time.toNanos() / NANOS_PER_MS;
        return ms <= 1 ? 0 : (int) Math.min(LAST, Math.floor(Math.log(ms) / Math.log(GROWTH)));
    }

    /// The same with so many more in a bucket.
    Histogram with(int bucket, long more) {
        return plus(new Histogram(new TreeMap<>(Map.of(bucket, more))));
    }

    /// Both together.
    public Histogram plus(Histogram other) {
        SortedMap<Integer, Long> both = new TreeMap<>(samples);
        other.samples.forEach((bucket, more) -> both.merge(bucket, more, Long::sum));
        return new Histogram(both);
    }

    /// How many were measured.
    public long count() {
        return samples.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The time that so large a part of the samples did not exceed, by nearest rank: at most 5 % off between
    /// 1 ms and ten minutes; empty without a sample.
    ///
    /// @param part above 0, up to 1
    public Optional<Duration> percentile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        long passed = 0;
        for (Map.Entry<Integer, Long> bucket : samples.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return Optional.of(middle(bucket.getKey()));
            }
        }
        return Optional.empty();
    }

    /// What is off by the same part from either edge.
    private static Duration middle(int bucket) {
        return Duration.ofNanos(Math.round(NANOS_PER_MS * Math.pow(GROWTH, bucket + 0.5)));
    }
}
