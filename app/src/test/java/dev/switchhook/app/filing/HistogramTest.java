package dev.switchhook.app.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Percentiles from buckets.
class HistogramTest {

    private static Histogram of(double... times) {
        TreeMap<Integer, Long> samples = new TreeMap<>();
        for (double ms : times) {
            samples.merge(Histogram.bucket(Duration.ofNanos((long) (ms * 1e6))), 1L, Long::sum);
        }
        return new Histogram(samples);
    }

    private static double ms(Histogram samples, double part) {
        return samples.percentile(part).orElseThrow().toNanos() / 1e6;
    }

    @Test
    void they_are_at_most_five_percent_off_the_exact_ones() {
        Random random = new Random(20_261_121);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(2_000);
            double median = Math.exp(random.nextDouble(1, 9));
            double[] times = random.doubles(count)
                    .map(_ -> Math.clamp(median * Math.exp(random.nextGaussian()), 1, 600_000))
                    .sorted()
                    .toArray();
            Histogram samples = of(times);
            for (double part : new double[] {0.01, 0.5, 0.95, 1}) {
                double exact = times[(int) Math.ceil(part * count) - 1];
                assertThat(ms(samples, part)).isCloseTo(exact, Percentage.withPercentage(5));
            }
        }
    }

    @Test
    void the_sum_of_two_has_the_samples_of_both() {
        Histogram both = of(100, 100, 100).plus(of(900));

        assertThat(both.count()).isEqualTo(4);
        assertThat(ms(both, 0.75)).isCloseTo(100, Percentage.withPercentage(5));
        assertThat(ms(both, 0.76)).isCloseTo(900, Percentage.withPercentage(5));
    }

    @Test
    void what_is_too_short_or_too_long_counts_at_the_edge() {
        assertThat(Arrays.stream(new double[] {-5, 0, 0.2, 1}).mapToObj(HistogramTest::of))
                .extracting(Histogram::samples)
                .containsOnly(of(1).samples());
        assertThat(of(3_600_000).samples()).isEqualTo(of(610_000).samples());
    }

    @Test
    void without_a_sample_there_is_no_percentile() {
        assertThat(Histogram.EMPTY.percentile(0.5)).isEmpty();
    }
}
