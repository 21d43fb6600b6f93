package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process died or was stopped with the call, or failed in it.
final class DeadProcess implements Rule {

    @Override
    public List<Cause> judge(CallStory call) {
        List<Cause> causes = new ArrayList<>();
        List<Evidence> evidence = Evidences.of(call, DeadProcess::words);
        if (!evidence.isEmpty()) {
            causes.add(new Cause(
                    Certainty.CERTAIN,
                    Layer.PROGRAM,
                    "the process that served the call was gone, and another one took it over",
                    evidence,
                    "Look at what the supervisor says about that time: out of memory, killed, a deployment without"
                            + " patience (SWITCHHOOK_DRAIN_SECONDS + 30 s)."));
        }
        if (call.reason().filter(reason -> reason.blame() == Blame.US).isPresent()) {
            List<Evidence> end = Evidences.of(
                    call,
                    entry -> entry instanceof JournalEntry.Leaving(var reason)
                            ? Optional.of("it was decided to end the call: " + reason)
                            : Optional.empty());
            causes.add(new Cause(
                    Certainty.CERTAIN,
                    Layer.PROGRAM,
                    "a defect of ours ended the call",
                    end,
                    "Report it with the lines event=defect of the log."));
        }
        return causes;
    }

    private static Optional<String> words(JournalEntry entry) {
        return entry instanceof JournalEntry.FoundLeftBehind(CallState state)
                ? Optional.of("found without an owner, in the state " + state)
                : Optional.empty();
    }
}
