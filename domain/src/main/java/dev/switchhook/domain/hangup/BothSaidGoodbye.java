package dev.switchhook.domain.hangup;

import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// See [HangupPolicies#whenBothSaidGoodbye].
///
/// It is armed when
///
/// - the agent's latest turn commits to ending the call, or closes with a farewell; and
/// - that turn asks nothing and offers nothing; and
/// - one of the caller's last three turns says goodbye; and
/// - the caller has not begun to speak since.
///
/// The words are compared only after the quiet time: a call is judged with every piece of sound, and most calls are
/// never quiet for that long.
record BothSaidGoodbye(List<PhrasePack> packs, Duration quiet) implements HangupPolicy {

    private static final int CALLER_TURNS = 3;

    BothSaidGoodbye {
        packs = List.copyOf(packs);
    }

    @Override
    public Verdict judge(CallFacts facts) {
        if (facts.callerSpokeLast()) {
            return new Verdict.Stay(Instant.MAX);
        }
        if (facts.quietSince().isEmpty()) {
            return new Verdict.Stay(facts.now().plus(quiet));
        }
        Instant due = facts.quietSince().get().plus(quiet);
        if (facts.now().isBefore(due)) {
            return new Verdict.Stay(due);
        }
        return agentEnds(facts.turns()) && callerSaidGoodbye(facts.turns())
                ? new Verdict.HangUpNow(EndReason.BOTH_SAID_GOODBYE)
                : new Verdict.Stay(Instant.MAX);
    }

    private boolean agentEnds(List<Turn> turns) {
        for (Turn turn : turns.reversed()) {
            if (turn instanceof Turn.Agent agent) {
                Utterance said = Utterance.of(agent.text());
                return !said.asks()
                        && packs.stream().anyMatch(pack -> pack.ends(said))
                        && packs.stream().noneMatch(pack -> pack.offers(said));
            }
        }
        return false;
    }

    private boolean callerSaidGoodbye(List<Turn> turns) {
        return turns.reversed().stream()
                .filter(Turn.Caller.class::isInstance)
                .limit(CALLER_TURNS)
                .map(turn -> Utterance.of(turn.text()))
                .anyMatch(said -> packs.stream().anyMatch(pack -> pack.saysGoodbye(said)));
    }
}
