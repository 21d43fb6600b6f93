package dev.switchhook.app.business;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndsOfCallsTest {

    private static final CallId CALL = new CallId("CA1");

    private final List<String> told = new ArrayList<>();

    @Test
    void everybody_is_told_once_also_when_one_of_them_fails() {
        AfterCall broken = _ -> {
            throw new IllegalStateException("no");
        };
        EndsOfCalls ends =
                new EndsOfCalls(List.of(broken, call -> told.add(call.value())), Runnable::run, Duration.ofSeconds(30));

        ends.over(CALL);
        ends.over(CALL);
        ends.over(new CallId("CA2"));

        assertThat(told).containsExactly("CA1", "CA2");
    }

    @Test
    void whoever_takes_long_keeps_nobody_waiting_and_is_not_told_again_meanwhile() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EndsOfCalls ends = new EndsOfCalls(
                    List.of(call -> {
                        try {
                            free.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                        told.add(call.value());
                        over.countDown();
                    }),
                    threads,
                    Duration.ofMillis(5));

            ends.over(CALL);
            ends.over(CALL);
            assertThat(told).isEmpty();
            free.countDown();
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(told).containsExactly("CA1");
    }

    @Test
    void one_who_never_returns_stops_nobody_else() throws Exception {
        int calls = 40;
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(calls);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EndsOfCalls ends = new EndsOfCalls(
                    List.of(
                            _ -> {
                                try {
                                    free.await();
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            _ -> others.countDown()),
                    threads,
                    Duration.ofMillis(1));

            for (int i = 0; i < calls; i++) {
                ends.over(new CallId("CA" + i));
            }
            boolean told = others.await(20, TimeUnit.SECONDS);
            free.countDown();
            assertThat(told).isTrue();
        }
    }

    @Test
    void past_the_bound_a_call_is_dropped() {
        List<Runnable> held = new ArrayList<>();
        EndsOfCalls ends = new EndsOfCalls(List.of(call -> told.add(call.value())), held::add, Duration.ofMillis(0));

        for (int i = 0; i <= TellingLane.MOST_WAITING; i++) {
            ends.over(new CallId("CA" + i));
        }
        held.forEach(Runnable::run);

        assertThat(told).hasSize(TellingLane.MOST_WAITING).doesNotContain("CA" + TellingLane.MOST_WAITING);
    }
}
