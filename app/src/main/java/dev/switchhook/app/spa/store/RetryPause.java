package dev.switchhook.app.spa.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// How long to wait before a transaction is tried again.
@FunctionalInterface
interface RetryPause {

    /// Returns when the next try may begin.
    ///
    /// @param retry 1 before the first retry
    void before(int retry);

    /// Waits 20 to 60 milliseconds before the first retry, twice and three times as long before the next ones.
    /// The jitter keeps two transactions that stopped each other from doing so again. An interrupt ends a wait
    /// early.
    static RetryPause jittered(RandomGenerator random) {
        return retry -> LockSupport.parkNanos(
                Duration.ofMillis(retry * random.nextLong(20, 61)).toNanos());
    }
}
