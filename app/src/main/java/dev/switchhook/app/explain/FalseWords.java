package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/// The agent said to have done what no tool had done.
final class FalseWords implements Rule {

    @Override
    public List<Cause> judge(CallStory call) {
        List<Evidence> evidence = Evidences.of(call, FalseWords::words);
        if (call.falseClaims().isEmpty()) {
            return List.of();
        }
        boolean open = call.uncorrectedClaims() > 0;
        return List.of(new Cause(
                open ? Certainty.CERTAIN : Certainty.POSSIBLE,
                Layer.AGENT,
                open
                        ? "the caller was told what no tool has done, and it was not corrected"
                        : "the caller was told what no tool had done, and it was corrected",
                evidence,
                open
                        ? "Call the caller back. docs/claims.md tells what is noticed."
                        : "Nothing, unless it comes often."));
    }

    private static Optional<String> words(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.FalseClaim(String kind) -> Optional.of("claimed without a tool: " + kind);
            case JournalEntry.ClaimCorrected(String kind) -> Optional.of("corrected: " + kind);
            default -> Optional.empty();
        };
    }
}
