package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.speech.CircuitBreaker.Change;
import dev.switchhook.app.speech.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }

    private void opens() {
        breaker.failed(START);
        breaker.failed(START);
        assertThat(breaker.failed(START)).isEqualTo(Change.OPENED);
    }

    @Test
    void it_opens_at_the_third_failure_in_a_row() {
        assertThat(breaker.failed(START)).isEqualTo(Change.NONE);
        assertThat(breaker.failed(START)).isEqualTo(Change.NONE);
        assertThat(breaker.admits(START)).isTrue();
        assertThat(breaker.failed(START)).isEqualTo(Change.OPENED);
        assertThat(breaker.admits(START)).isFalse();
    }

    @Test
    void a_success_between_failures_begins_the_row_anew() {
        breaker.failed(START);
        breaker.failed(START);
        assertThat(breaker.succeeded()).isEqualTo(Change.NONE);
        breaker.failed(START);
        breaker.failed(START);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_refusal_opens_it_at_once() {
        assertThat(breaker.refused(START)).isEqualTo(Change.OPENED);
        assertThat(breaker.admits(after(29))).isFalse();
    }

    @Test
    void after_its_pause_one_attempt_passes_and_nobody_else() {
        opens();
        assertThat(breaker.admits(after(29))).isFalse();
        assertThat(breaker.admits(after(30))).isTrue();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.admits(after(30))).isFalse();
        assertThat(breaker.admits(after(300))).isFalse();
    }

    @Test
    void the_success_of_that_attempt_closes_it_and_forgets_the_failures() {
        opens();
        breaker.admits(after(30));
        assertThat(breaker.succeeded()).isEqualTo(Change.CLOSED);
        assertThat(breaker.admits(after(30))).isTrue();
        assertThat(breaker.failed(after(31))).isEqualTo(Change.NONE);
        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void its_failure_opens_it_for_twice_as_long_up_to_five_minutes() {
        opens();
        Instant now = START;
        for (int seconds : new int[] {60, 120, 240, 300, 300}) {
            now = now.plus(breaker.pause());
            assertThat(breaker.admits(now)).isTrue();
            assertThat(breaker.failed(now)).isEqualTo(Change.OPENED);
            assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(breaker.admits(now.plusSeconds(seconds - 1))).isFalse();
        }
    }

    @Test
    void an_attempt_that_was_given_up_leaves_its_place_to_another_one() {
        opens();
        breaker.admits(after(30));
        breaker.abandoned();
        assertThat(breaker.admits(after(30))).isTrue();
        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_failure_that_comes_after_it_has_opened_does_not_make_it_stay_open_longer() {
        opens();
        assertThat(breaker.failed(after(2))).isEqualTo(Change.NONE);
        assertThat(breaker.admits(after(30))).isTrue();
    }

    @Test
    void a_success_in_spite_of_it_closes_it() {
        opens();
        assertThat(breaker.succeeded()).isEqualTo(Change.CLOSED);
        assertThat(breaker.admits(START)).isTrue();
    }
}
