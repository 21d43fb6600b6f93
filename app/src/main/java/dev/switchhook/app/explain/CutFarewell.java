package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/// The goodbye was not proven to be heard.
final class CutFarewell implements Rule {

    @Override
    public List<Cause> judge(CallStory call) {
        if (call.farewellHeardWholly().orElse(true)) {
            return List.of();
        }
        List<Evidence> evidence = Evidences.of(
                call,
                entry -> entry instanceof JournalEntry.FarewellOver(boolean wholly) && !wholly
                        ? Optional.of("Twilio did not say that the farewell was played to its end")
                        : Optional.empty());
        return List.of(new Cause(
                Certainty.POSSIBLE,
                Layer.LINE,
                "the goodbye may not have been heard to its last word",
                evidence,
                "Harmless when the caller hung up into it; else look whether the line broke."));
    }
}
