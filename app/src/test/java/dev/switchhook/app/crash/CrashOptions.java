package dev.switchhook.app.crash;

import java.time.Duration;

/// What a crash test is like.
///
/// @param length for how long processes are killed
/// @param calls how many calls are kept going
/// @param rounds how often a caller says something at most, 3 or more
/// @param every how far apart the kills are
/// @param seed of everything that is random
/// @param lostActions in how many calls out of 100 the carrier does not ask what to do when the media connection is
///     lost, so that only the lapsed lease tells
record CrashOptions(Duration length, int calls, int rounds, Duration every, long seed, int lostActions) {

    private static final int ROUNDS = 10;

    /// What the system properties `seconds`, `calls`, `every`, `seed` and `lost` say.
    static CrashOptions fromProperties() {
        return new CrashOptions(
                Duration.ofSeconds(Integer.getInteger("seconds", 300)),
                Integer.getInteger("calls", 200),
                ROUNDS,
                Duration.ofSeconds(Integer.getInteger("every", 5)),
                Long.getLong("seed", System.nanoTime() & 0xFFFFFF),
                Integer.getInteger("lost", 0));
    }
}
