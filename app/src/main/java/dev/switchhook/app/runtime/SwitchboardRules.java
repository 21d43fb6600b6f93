package dev.switchhook.app.runtime;

import java.time.Duration;

/// The bounds of a switchboard.
///
/// @param mostCalls how many calls may be live, announced ones included
/// @param ticketLife how long a ticket may be used after it was given out
/// @param busyLine what a caller is told when no more calls are taken
/// @param replayMemory how long a call is remembered, so that its announcement cannot be replayed
/// @param mostRemembered how many calls are remembered; past it no calls are taken, because forgetting one would let
///     a replay in
public record SwitchboardRules(
        int mostCalls, Duration ticketLife, String busyLine, Duration replayMemory, int mostRemembered) {

    /// The rules that fit: 60 s for a ticket, and a day of memory.
    public static SwitchboardRules of(int mostCalls, String busyLine) {
        return new SwitchboardRules(mostCalls, Duration.ofSeconds(60), busyLine, Duration.ofHours(24), 1_000_000);
    }
}
