package dev.switchhook.app.runtime;

import java.time.Instant;
import java.time.InstantSource;

/// The clock of the runtime: what time it is, and waking somebody at a time.
///
/// Time passes monotonically: it starts from the wall clock and follows the machine's steady counter, so that a call
/// is not moved by a corrected wall clock.
public interface Alarm extends AutoCloseable {

    /// The time now.
    Instant now();

    /// Runs the task at that time, or soon after. The task must not block.
    void wake(Instant at, Runnable task);

    /// From now on nobody is woken any more.
    @Override
    void close();

    /// An alarm on one daemon thread.
    static Alarm steady() {
        return new SteadyAlarm(InstantSource.system(), System::nanoTime);
    }
}
