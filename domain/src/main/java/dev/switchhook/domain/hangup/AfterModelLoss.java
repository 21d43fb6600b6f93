package dev.switchhook.domain.hangup;

import java.time.Duration;
import java.time.Instant;

/// See [HangupPolicies#afterModelLoss].
record AfterModelLoss(Duration patience) implements HangupPolicy {

    @Override
    public Verdict judge(CallFacts facts) {
        if (facts.modelLostSince().isEmpty()) {
            // Only an event can change that, and every event is followed by another look.
            return new Verdict.Stay(Instant.MAX);
        }
        Instant due = facts.modelLostSince().get().plus(patience);
        return facts.now().isBefore(due) ? new Verdict.Stay(due) : new Verdict.GiveUp(EndReason.MODEL_LOST);
    }
}
