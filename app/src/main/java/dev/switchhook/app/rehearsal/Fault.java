package dev.switchhook.app.rehearsal;

import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.RestFault;
import java.time.Duration;
import java.util.Optional;

/// One thing that goes wrong in a rehearsal with faults.
sealed interface Fault {

    /// The telephone network misbehaves.
    record Network(Mischief mischief) implements Fault {}

    /// The carrier's REST API fails.
    ///
    /// @param times how many requests fail; empty when that is bounded by time
    /// @param lasts for how long requests fail; empty when that is bounded by their number
    /// @param after from when on, counted from the placing of the call; empty: from the first request to hang up
    record Rest(RestFault fault, Optional<Integer> times, Optional<Duration> lasts, Optional<Duration> after)
            implements Fault {}

    /// The speech model's connection breaks so long after the call was placed.
    record ModelDrops(Duration after) implements Fault {}

    /// The process is gone at once, so long after the call was placed, and is started anew on the same database.
    record Crash(Duration after) implements Fault {}
}
