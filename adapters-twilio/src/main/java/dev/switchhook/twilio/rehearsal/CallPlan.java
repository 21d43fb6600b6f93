package dev.switchhook.twilio.rehearsal;

import java.time.Duration;
import java.util.List;

/// What happens in one rehearsed call.
///
/// @param script what the caller does
/// @param mischief how the telephone network misbehaves
/// @param patience how long the caller waits for the agent in one step before giving up
/// @param longest after which the caller gives up in any case
/// @param actionAfterLoss whether Twilio asks the action URL also when the media socket was lost without a close
///     frame, which no public page says
public record CallPlan(
        List<CallerStep> script,
        List<Mischief> mischief,
        Duration patience,
        Duration longest,
        boolean actionAfterLoss) {

    /// Keeps its own copies.
    public CallPlan {
        script = List.copyOf(script);
        mischief = List.copyOf(mischief);
    }

    /// A well-behaved call of that script, with 15 s of patience and at most 2 minutes.
    public static CallPlan of(List<CallerStep> script) {
        return new CallPlan(script, List.of(), Duration.ofSeconds(15), Duration.ofMinutes(2), true);
    }

    /// The same call, misbehaving in these ways.
    public CallPlan with(Mischief... kinds) {
        return new CallPlan(script, List.of(kinds), patience, longest, actionAfterLoss);
    }

    /// The same call with these limits.
    public CallPlan within(Duration stepPatience, Duration longestCall) {
        return new CallPlan(script, mischief, stepPatience, longestCall, actionAfterLoss);
    }

    /// The same call, in which a lost media socket ends the call instead of asking the action URL.
    public CallPlan withoutActionAfterLoss() {
        return new CallPlan(script, mischief, patience, longest, false);
    }
}
