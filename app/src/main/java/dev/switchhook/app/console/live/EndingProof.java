package dev.switchhook.app.console.live;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a call came to its end, step by step, as far as it is proven. Read by templates.
///
/// @param reason why; empty while nobody has decided that it ends
/// @param steps what was noted of it, in order
public record EndingProof(Optional<EndReason> reason, List<Step> steps) {

    /// Keeps its own copy.
    public EndingProof {
        steps = List.copyOf(steps);
    }

    /// One step.
    ///
    /// @param proven whether it is what one wishes for
    public record Step(Instant at, String words, boolean proven) {}

    static EndingProof of(CallStory story) {
        List<Step> steps = new ArrayList<>();
        for (Noted noted : story.notes()) {
            Instant at = noted.at();
            switch (noted.entry()) {
                case JournalEntry.Leaving(EndReason reason) -> steps.add(new Step(at, decision(reason), true));
                case JournalEntry.FarewellTakenBack _ -> {
                    steps.clear();
                    steps.add(new Step(at, "Taken back: the caller objected, or had not heard it", true));
                }
                case JournalEntry.FarewellOver(boolean wholly) ->
                    steps.add(new Step(
                            at,
                            wholly ? "Farewell heard to its last word" : "Farewell not proven to be heard",
                            wholly));
                case JournalEntry.HangupRequested(int attempt) ->
                    steps.add(new Step(at, "Twilio asked to hang up, attempt " + attempt, true));
                case JournalEntry.ControlFailed(String why) ->
                    steps.add(new Step(at, "That attempt proved nothing: " + why, false));
                case JournalEntry.Apologised _ ->
                    steps.add(new Step(at, "Twilio tells the caller that we cannot go on", false));
                case JournalEntry.EndingOverdue(var since) ->
                    steps.add(new Step(at, "Not proven to be over after " + Wordings.span(since), false));
                case JournalEntry.Ended(CallEnding ending) ->
                    steps.add(new Step(
                            at,
                            "Twilio says that it is over, " + Wordings.span(ending.decisionToDown())
                                    + " after the decision",
                            true));
                default -> {
                    // It does not belong to the end.
                }
            }
        }
        return new EndingProof(story.reason(), steps);
    }

    /// A fault decides nothing; because of it the call cannot go on.
    private static String decision(EndReason reason) {
        String why = Wordings.of(reason);
        return reason.decidedBy() == EndReason.Decider.FAULT
                ? "It cannot go on: " + why
                : "Decided by the " + Wordings.of(reason.decidedBy()).toLowerCase(Locale.ROOT) + ": " + why;
    }
}
