package dev.switchhook.domain.hangup;

import java.time.Duration;
import java.time.Instant;

/// See [HangupPolicies#afterSilence].
record AfterSilence(Duration patience) implements HangupPolicy {

    @Override
    public Verdict judge(CallFacts facts) {
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
    }
}
