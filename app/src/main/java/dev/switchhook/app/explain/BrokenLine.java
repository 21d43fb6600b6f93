package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The media connection broke while the caller was served.
final class BrokenLine implements Rule {

    @Override
    public List<Cause> judge(CallStory call) {
        List<Evidence> evidence = Evidences.of(call, BrokenLine::words);
        boolean ended =
                call.reason().filter(reason -> reason.blame() == Blame.CARRIER).isPresent();
        if (evidence.isEmpty() && !ended) {
            return List.of();
        }
        return List.of(new Cause(
                ended ? Certainty.CERTAIN : Certainty.LIKELY,
                Layer.LINE,
                ended ? "the media connection broke and did not come back" : "the media connection broke for a while",
                evidence,
                "Look at that time for a deployment, a killed process, a proxy that recycles connections, and at"
                        + " Twilio's debugger (31903, 31921)."));
    }

    private static Optional<String> words(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.LineInterrupted _ -> Optional.of("the media connection broke");
            case JournalEntry.LineResumed(Duration gap) ->
                Optional.of(gap.isZero() ? "connected again" : "connected again after " + gap.toMillis() + " ms");
            default -> Optional.empty();
        };
    }
}
