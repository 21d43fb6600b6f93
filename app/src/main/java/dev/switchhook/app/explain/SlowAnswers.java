package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The caller waited long: for the model, or for the way of its sound to them.
final class SlowAnswers implements Rule {

    private static final Duration LONG_ANSWER = Duration.ofMillis(2_500);
    private static final Duration LONG_GREETING = Duration.ofSeconds(3);
    private static final Duration LONG_WAY = Duration.ofMillis(1_200);

    @Override
    public List<Cause> judge(CallStory call) {
        List<Cause> causes = new ArrayList<>();
        List<Evidence> slow = Evidences.of(call, SlowAnswers::slow);
        if (!slow.isEmpty()) {
            causes.add(new Cause(
                    slow.size() > 1 ? Certainty.LIKELY : Certainty.POSSIBLE,
                    Layer.PROVIDER,
                    "the speech provider was slow",
                    slow,
                    "Look at turn_latency_seconds for other calls of that time, at the provider's status page, and at"
                            + " reasoning effort and the length of the instructions."));
        }
        List<Evidence> far = Evidences.of(call, SlowAnswers::far);
        if (!far.isEmpty()) {
            causes.add(new Cause(
                    far.size() > 1 ? Certainty.LIKELY : Certainty.POSSIBLE,
                    Layer.LINE,
                    "sound took long from us to the caller",
                    far,
                    "Look at the network between us and Twilio (its region, our host), at CPU and at"
                            + " frames_dropped_total."));
        }
        return causes;
    }

    private static Optional<String> slow(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Answered(Duration sent, Duration _)
            when sent.compareTo(LONG_ANSWER) > 0 ->
                Optional.of("an answer began " + sent.toMillis() + " ms after the caller's turn");
            case JournalEntry.Greeted(Duration sent, Duration _)
            when sent.compareTo(LONG_GREETING) > 0 ->
                Optional.of("the greeting began " + sent.toMillis() + " ms after the line was open");
            case JournalEntry.ModelBack(String _, String _, Duration gap)
            when gap.compareTo(LONG_ANSWER) > 0 ->
                Optional.of("there was no speech model for " + gap.toMillis() + " ms");
            default -> Optional.empty();
        };
    }

    private static Optional<String> far(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Answered(Duration _, Duration heard)
            when heard.compareTo(LONG_WAY) > 0 ->
                Optional.of("sound was heard " + heard.toMillis() + " ms after it was sent");
            case JournalEntry.Greeted(Duration _, Duration heard)
            when heard.compareTo(LONG_WAY) > 0 ->
                Optional.of("the greeting was heard " + heard.toMillis() + " ms after it was sent");
            default -> Optional.empty();
        };
    }
}
