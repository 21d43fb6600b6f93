package dev.switchhook.domain.call;

import dev.switchhook.domain.claim.Claim;
import dev.switchhook.domain.tool.Evidence;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the tools of a call have proved so far, so that the agent may say so.
///
/// - A deed ("I've booked you") is proved by a tool that has done such a thing in this call, unless the latest one that
///   was asked to has left its outcome open: then nobody knows what the agent speaks of.
/// - How things stand ("you are booked") is proved by any such deed, and for a while by a tool that has looked it up,
/// or
///   by an answer that has shown it, a refusal included: until the caller has spoken three times since.
final class Proofs {

    /// What was looked up is not remembered for longer, or a look at the beginning of a call would cover anything.
    private static final int TURNS_OF_A_LOOK = 3;

    private final Toolbox toolbox;
    private final Set<String> done = new HashSet<>();
    private final Set<String> everDone = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Integer> lookedUp = new HashMap<>();
    private int callerTurns;

    Proofs(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /// Whether any tool says what it proves. Where none does, nothing can be judged.
    boolean arePossible() {
        return toolbox.tools().stream().anyMatch(tool -> !tool.evidence().equals(Evidence.NONE));
    }

    /// The caller has spoken.
    void callerSpoke() {
        callerTurns++;
    }

    /// A tool has this outcome.
    void outcome(String tool, ToolOutcome outcome) {
        Evidence evidence = evidence(tool);
        outcome.shown().forEach(kind -> lookedUp.put(kind, callerTurns));
        switch (outcome) {
            case ToolOutcome.Done _ -> {
                done.addAll(evidence.deeds());
                everDone.addAll(evidence.deeds());
                open.removeAll(evidence.deeds());
                evidence.states().forEach(kind -> lookedUp.put(kind, callerTurns));
            }
            case ToolOutcome.Pending _, ToolOutcome.Failed _, ToolOutcome.TimedOut _ -> {
                done.removeAll(evidence.deeds());
                open.addAll(evidence.deeds());
            }
            // Nothing was changed, so that what was done before still is.
            case ToolOutcome.Refused _ -> {}
        }
    }

    /// What another process has noted as done. What was looked up there counts as looked up just now: when it was is
    /// not known, and the agent may still be speaking of it.
    void remembers(Past past) {
        past.done().forEach(act -> {
            Evidence evidence = evidence(act.tool());
            done.addAll(evidence.deeds());
            everDone.addAll(evidence.deeds());
            evidence.states().forEach(kind -> lookedUp.put(kind, callerTurns));
        });
        past.shown().forEach(kind -> lookedUp.put(kind, callerTurns));
    }

    /// What a tool proves when it is done.
    Evidence evidence(String tool) {
        return toolbox.find(tool).map(Tool::evidence).orElse(Evidence.NONE);
    }

    /// Whether the agent may say that.
    boolean prove(Claim claim) {
        String kind = claim.kind();
        if (claim.deed()) {
            return done.contains(kind);
        }
        Integer look = lookedUp.get(kind);
        return everDone.contains(kind) || (look != null && callerTurns < look + TURNS_OF_A_LOOK);
    }

    /// Whether the latest tool that was to do this has left it open whether it did.
    boolean leaveOpen(String kind) {
        return open.contains(kind);
    }
}
