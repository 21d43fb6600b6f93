package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void the_first_one_too_many_within_the_window_is_told() {
        RateLimit limit = new RateLimit(3, Duration.ofMillis(100));
        assertThat(limit.isExceeded(0)).isFalse();
        assertThat(limit.isExceeded(10 * MILLISECOND)).isFalse();
        assertThat(limit.isExceeded(20 * MILLISECOND)).isFalse();
        assertThat(limit.isExceeded(99 * MILLISECOND)).isTrue();
    }

    @Test
    void an_even_pace_at_the_limit_goes_on_for_ever() {
        RateLimit limit = new RateLimit(100, Duration.ofSeconds(2));
        for (long i = 0; i < 10_000; i++) {
            assertThat(limit.isExceeded(Long.MAX_VALUE - 1000 + i * 20 * MILLISECOND))
                    .isFalse();
        }
    }
}
