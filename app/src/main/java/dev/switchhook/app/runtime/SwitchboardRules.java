package dev.switchhook.app.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/// The bounds of a switchboard, and what it says when it takes no calls.
///
/// @param mostCalls how many calls may be live, announced ones included
/// @param ticketLife how long a ticket may be used after it was given out
/// @param busyLine what a caller is told when no more calls are taken
/// @param elsewhere where the carrier asks about new calls while the process is being stopped; without it those
///     callers are told the busy line
/// @param momentLine what a caller is told who has to wait until another process takes the call
/// @param replayMemory how long a call is remembered, so that its announcement cannot be replayed
/// @param mostRemembered how many calls are remembered; past it no calls are taken, because forgetting one would let
///     a replay in
/// @param full asked for every new call: whether there is no room for it, in memory or at the speech providers,
///     beside so many that were let in and have no media connection yet
public record SwitchboardRules(
        int mostCalls,
        Duration ticketLife,
        String busyLine,
        Optional<URI> elsewhere,
        String momentLine,
        Duration replayMemory,
        int mostRemembered,
        IntPredicate full) {

    /// The rules that fit: 60 s for a ticket, and a day of memory.
    public static SwitchboardRules of(int mostCalls, String busyLine) {
        return new SwitchboardRules(
                mostCalls,
                Duration.ofSeconds(60),
                busyLine,
                Optional.empty(),
                "One moment, please.",
                Duration.ofHours(24),
                1_000_000,
                _ -> false);
    }

    /// The same rules with another process of ours, or an answering service, that new calls are led to while this
    /// process is being stopped.
    public SwitchboardRules withElsewhere(Optional<URI> url) {
        return new SwitchboardRules(
                mostCalls, ticketLife, busyLine, url, momentLine, replayMemory, mostRemembered, full);
    }

    /// The same rules with a gauge: new calls are told the busy line while it says that there is no room.
    public SwitchboardRules withGauge(BooleanSupplier gauge) {
        return withGauge(_ -> gauge.getAsBoolean());
    }

    /// The same rules with a gauge that is told how many calls were let in and have no media connection yet.
    public SwitchboardRules withGauge(IntPredicate gauge) {
        return new SwitchboardRules(
                mostCalls, ticketLife, busyLine, elsewhere, momentLine, replayMemory, mostRemembered, gauge);
    }
}
