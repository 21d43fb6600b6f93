package dev.switchhook.domain.hangup;

import java.time.Instant;
import java.util.List;

/// See [HangupPolicies#firstOf(List)].
record FirstOf(List<HangupPolicy> policies) implements HangupPolicy {

    FirstOf {
        policies = List.copyOf(policies);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("firstOf needs at least one policy");
        }
    }

    @Override
    public Verdict judge(CallFacts facts) {
        Instant until = Instant.MAX;
        for (HangupPolicy policy : policies) {
            Verdict verdict = policy.judge(facts);
            if (!(verdict instanceof Verdict.Stay stay)) {
                return verdict;
            }
            until = stay.until().isBefore(until) ? stay.until() : until;
        }
        return new Verdict.Stay(until);
    }
}
