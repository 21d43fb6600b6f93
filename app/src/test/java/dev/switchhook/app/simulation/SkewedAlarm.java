package dev.switchhook.app.simulation;

import dev.switchhook.app.runtime.Alarm;
import java.time.Duration;
import java.time.Instant;

/// The clock of a process, wrong by a constant, and silent once the process is dead.
final class SkewedAlarm implements Alarm {

    private static final long FOR_EVER = Duration.ofDays(300).toMillis();

    private final World world;
    private final NodeProcess process;
    private final long skew;
    private boolean closed;

    /// @param skew how far it goes before the world's clock, in milliseconds
    SkewedAlarm(World world, NodeProcess process, long skew) {
        this.world = world;
        this.process = process;
        this.skew = skew;
    }

    @Override
    public Instant now() {
        return skew == 0 ? world.instant() : world.instant().plusMillis(skew);
    }

    @Override
    public void wake(Instant at, Runnable task) {
        long wait = at.getEpochSecond() - now().getEpochSecond() > FOR_EVER / 1000
                ? FOR_EVER
                : Math.max(0, Duration.between(now(), at).toMillis() + 1);
        if (wait < FOR_EVER) {
            world.in(wait, () -> {
                if (process.alive() && !closed) {
                    task.run();
                }
            });
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
