package dev.switchhook.domain.hangup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The policies that come with Switchhook: small named values that can be combined.
public final class HangupPolicies {

    private HangupPolicies() {}

    /// Says goodbye once the call has lasted `longest`.
    public static HangupPolicy afterMaxDuration(Duration longest) {
        return facts -> {
            Instant goodbye = facts.openedAt().plus(longest);
            if (!facts.now().isBefore(goodbye)) {
                return new Verdict.SayGoodbyeThenHangUp(EndReason.TIME_LIMIT);
            }
            return new Verdict.Stay(goodbye);
        };
    }

    /// Asks whether the caller is still there after `patience` of silence, and says goodbye when the question, too,
    /// is met with that much silence.
    public static HangupPolicy afterSilence(Duration patience) {
        return facts -> {
            if (facts.quietSince().isEmpty()) {
                return new Verdict.Stay(facts.now().plus(patience));
            }
            Instant due = facts.quietSince().get().plus(patience);
            if (facts.now().isBefore(due)) {
                return new Verdict.Stay(due);
            }
            return facts.timesAsked() == 0
                    ? new Verdict.AskWhetherPresent()
                    : new Verdict.SayGoodbyeThenHangUp(EndReason.CALLER_SILENT);
        };
    }

    /// Asks every policy; the first one that does not want to stay decides. When all want to stay, the earliest next
    /// look counts.
    public static HangupPolicy firstOf(HangupPolicy... policies) {
        List<HangupPolicy> all = List.of(policies);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("firstOf needs at least one policy");
        }
        return facts -> {
            Instant until = Instant.MAX;
            for (HangupPolicy policy : all) {
                Verdict verdict = policy.judge(facts);
                if (!(verdict instanceof Verdict.Stay stay)) {
                    return verdict;
                }
                until = stay.until().isBefore(until) ? stay.until() : until;
            }
            return new Verdict.Stay(until);
        };
    }
}
