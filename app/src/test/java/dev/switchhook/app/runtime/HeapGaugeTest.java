package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HeapGaugeTest {

    private final AtomicReference<Optional<MemoryUsage>> usage = new AtomicReference<>(Optional.empty());
    private final AtomicInteger collections = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong(-5);
    private final HeapGauge gauge = new HeapGauge(usage::get, collections::incrementAndGet, clock::get);

    @Test
    void p7_memory_is_full_when_more_than_eighty_per_cent_survived_the_last_collection() {
        assertThat(gauge.getAsBoolean()).as("nothing is known").isFalse();
        usage.set(Optional.of(new MemoryUsage(0, 80, 100, 100)));
        assertThat(gauge.getAsBoolean()).isFalse();
        usage.set(Optional.of(new MemoryUsage(0, 81, 100, 100)));
        assertThat(gauge.getAsBoolean()).isTrue();
        usage.set(Optional.of(new MemoryUsage(0, 81, 100, -1)));
        assertThat(gauge.getAsBoolean()).as("no bound").isFalse();
    }

    @Test
    void p7_full_memory_has_a_collection_made_now_and_then_so_that_the_figure_does_not_stay_old() {
        usage.set(Optional.of(new MemoryUsage(0, 90, 100, 100)));
        for (int caller = 0; caller < 1_000; caller++) {
            assertThat(gauge.getAsBoolean()).isTrue();
        }
        assertThat(collections).hasValue(1);

        clock.addAndGet(HeapGauge.COLLECT_EVERY);
        assertThat(gauge.getAsBoolean()).isTrue();
        assertThat(collections).hasValue(2);
    }

    @Test
    void p7_this_process_knows_its_own_memory() {
        assertThat(HeapGauge.ofThisProcess().getAsBoolean()).isFalse();
    }
}
