package dev.switchhook.openai;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How long a session lasts from now on (`wire/openai.md` 1.2): as long as the server says, 60 minutes at most.
final class Lifetime {

    /// The provider's limit.
    static final Duration LONGEST = Duration.ofMinutes(60);

    private final InstantSource clock;
    private long expiresAt;

    Lifetime(InstantSource clock) {
        this.clock = clock;
    }

    /// The server names the end, in seconds since 1970; 0 says nothing.
    void endsAt(long seconds) {
        if (seconds > 0) {
            expiresAt = seconds;
        }
    }

    /// What is left of it. A new session that has ended already shows that our clock is wrong, not that the session
    /// is over; then it lasts as long as sessions do.
    Duration left() {
        if (expiresAt == 0) {
            return LONGEST;
        }
        Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(expiresAt));
        return left.isPositive() && left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }
}
