package dev.switchhook.domain.hangup;

import java.time.Duration;
import java.time.Instant;

/// See [HangupPolicies#afterMaxDuration(Duration, Duration, String)].
record AfterMaxDuration(Duration longest, Duration warnBefore, String cue) implements HangupPolicy {

    /// What the agent is told to say when nobody has chosen other words.
    static String cue(Duration before) {
        long seconds = before.toSeconds();
        String time = seconds < 90 ? seconds + " seconds" : Math.round(seconds / 60.0) + " minutes";
        return "This call has to end in " + time + ". Tell the caller so in one short sentence, in the language of the "
                + "conversation, and settle what matters most.";
    }

    @Override
    public Verdict judge(CallFacts facts) {
        Instant goodbye = facts.openedAt().plus(longest);
        if (!facts.now().isBefore(goodbye)) {
            return new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT);
        }
        boolean warns = warnBefore.isPositive() && warnBefore.compareTo(longest) < 0;
        if (!warns || facts.warned()) {
            return new Verdict.Stay(goodbye);
        }
        Instant warning = goodbye.minus(warnBefore);
        return facts.now().isBefore(warning) ? new Verdict.Stay(warning) : new Verdict.Warn(cue);
    }
}
