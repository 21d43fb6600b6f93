package dev.switchhook.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyAlarmTest {

    private static final Instant START = Instant.parse("2026-10-25T00:59:59Z");

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void p10_a_wall_clock_that_jumps_moves_neither_the_time_of_calls_nor_a_wake_up(int seconds) throws Exception {
        AtomicReference<Instant> wall = new AtomicReference<>(START);
        AtomicLong counter = new AtomicLong(-7);
        CountDownLatch soon = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        try (SteadyAlarm alarm = new SteadyAlarm(wall::get, counter::get)) {
            wall.set(START.plusSeconds(seconds));
            counter.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(alarm.now()).isEqualTo(START.plusSeconds(5));

            alarm.wake(START.plusSeconds(65), late::countDown);
            alarm.wake(START.plusSeconds(5), soon::countDown);
            assertThat(soon.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(late.getCount()).isOne();
        }
    }

    @Test
    void a_closed_alarm_wakes_nobody_and_refuses_nobody() {
        SteadyAlarm alarm = new SteadyAlarm(() -> START, System::nanoTime);
        alarm.close();
        alarm.wake(START, () -> {
            throw new AssertionError("woken");
        });
        assertThat(alarm.now()).isAfterOrEqualTo(START);
    }
}
