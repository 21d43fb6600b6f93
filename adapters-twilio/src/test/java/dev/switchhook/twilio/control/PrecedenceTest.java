package dev.switchhook.twilio.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrecedenceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final Precedence precedence = new Precedence(now::get);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void r2_for_a_second_after_twilio_was_too_busy_nothing_lesser_is_asked() {
        assertThat(precedence.lesser(() -> "done")).contains("done");
        precedence.tooBusy();
        assertThat(precedence.lesser(() -> "done")).isEmpty();
        now.addAndGet(999_999_999);
        assertThat(precedence.lesser(() -> "done")).isEmpty();
        now.addAndGet(1);
        assertThat(precedence.lesser(() -> "done")).contains("done");
    }

    @Test
    void r2_at_most_8_lesser_requests_are_under_way_and_the_next_one_waits_for_a_place() throws Exception {
        CountDownLatch underWay = new CountDownLatch(Precedence.PLACES);
        CountDownLatch answer = new CountDownLatch(1);
        List<CompletableFuture<Optional<Boolean>>> requests = new ArrayList<>();
        for (int i = 0; i < Precedence.PLACES; i++) {
            requests.add(ask(() -> {
                underWay.countDown();
                return await(answer);
            }));
        }
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(precedence.lesser(() -> true))
                .as("nobody gave a place back in time")
                .isEmpty();
        CompletableFuture<Optional<Boolean>> waiting = ask(() -> true);
        answer.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).contains(true);
        for (CompletableFuture<Optional<Boolean>> request : requests) {
            assertThat(request.get(10, TimeUnit.SECONDS)).contains(true);
        }
    }

    @Test
    void a_request_that_fails_gives_its_place_back() {
        for (int i = 0; i < Precedence.PLACES + 1; i++) {
            CompletableFuture<Optional<Boolean>> failing = ask(() -> {
                throw new IllegalStateException("a defect");
            });
            assertThat(failing).failsWithin(10, TimeUnit.SECONDS);
        }
        assertThat(precedence.lesser(() -> true)).contains(true);
    }

    private CompletableFuture<Optional<Boolean>> ask(Supplier<Boolean> request) {
        return CompletableFuture.supplyAsync(() -> precedence.lesser(request), threads);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
