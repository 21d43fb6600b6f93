package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason.Decider;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Twilio was asked to end the call, or to connect it again, and it took long or failed.
final class HangupTrouble implements Rule {

    private static final Duration LONG = Duration.ofSeconds(2);

    @Override
    public List<Cause> judge(CallStory call) {
        List<Evidence> evidence = Evidences.of(call, HangupTrouble::words);
        if (evidence.isEmpty()) {
            return List.of();
        }
        String all = evidence.toString();
        return List.of(new Cause(
                all.contains("proved nothing") || all.contains("has not said") ? Certainty.CERTAIN : Certainty.POSSIBLE,
                Layer.LINE,
                "ending the call took more than one request, or long",
                evidence,
                all.contains("401") || all.contains("403")
                        ? "Twilio does not know our token: look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN;"
                                + " 'switchhook doctor' tries them."
                        : "Look at Twilio's status page and at the way to its REST API; 'switchhook doctor'"
                                + " tries it."));
    }

    private static Optional<String> words(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.ControlFailed(String why) -> Optional.of("an attempt proved nothing: " + why);
            case JournalEntry.EndingOverdue(Duration since) ->
                Optional.of(
                        "Twilio has not said that the call is over, " + since.toSeconds() + " s after the decision");
            case JournalEntry.Ended(CallEnding ending)
            when tookLong(ending) ->
                Optional.of("the line was down " + ending.decisionToDown().toMillis() + " ms after the decision");
            default -> Optional.empty();
        };
    }

    /// What a fault ends lasts as long as the apology.
    private static boolean tookLong(CallEnding ending) {
        return ending.reason().decidedBy() != Decider.FAULT
                && ending.decisionToDown().compareTo(LONG) > 0;
    }
}
