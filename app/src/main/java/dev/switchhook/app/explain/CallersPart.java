package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The caller hung up early or while they waited, said nothing, or spoke for too long.
final class CallersPart implements Rule {

    private static final Duration EARLY = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public List<Cause> judge(CallStory call) {
        return switch (call.reason().orElse(EndReason.AGENT_SAID_GOODBYE)) {
            case CALLER_HUNG_UP -> hungUp(call);
            case CALLER_SILENT -> silent(call);
            case TIME_LIMIT ->
                List.of(new Cause(
                        Certainty.CERTAIN,
                        Layer.CALLER,
                        "the call reached its longest duration",
                        decision(call),
                        "SWITCHHOOK_CALLS_MAX_DURATION_MINUTES is how long a call may last."));
            case AGENT_SAID_GOODBYE,
                    BOTH_SAID_GOODBYE,
                    OPERATOR_HUNG_UP,
                    MODEL_UNAVAILABLE,
                    MODEL_LOST,
                    LINE_LOST,
                    OUR_FAULT -> List.of();
        };
    }

    private static List<Cause> hungUp(CallStory call) {
        List<Cause> causes = new ArrayList<>();
        Optional<Instant> end = end(call);
        Optional<Noted> last = lastTurn(call);
        if (end.isPresent() && last.isPresent() && isCaller(last.get())) {
            Duration waited = Duration.between(last.get().at(), end.get());
            if (waited.compareTo(PATIENCE) > 0) {
                causes.add(new Cause(
                        Certainty.LIKELY,
                        Layer.CALLER,
                        "the caller hung up after " + waited.toMillis() + " ms without an answer",
                        List.of(
                                new Evidence(last.get().at(), "the caller had spoken"),
                                new Evidence(end.get(), "the caller was gone")),
                        "Look why no answer came: a slow provider or tool, or a lost session, stands above if"
                                + " it was one."));
            }
        }
        if (causes.isEmpty()
                && call.duration().filter(length -> length.compareTo(EARLY) < 0).isPresent()) {
            causes.add(new Cause(
                    Certainty.POSSIBLE,
                    Layer.CALLER,
                    "the caller hung up within a few seconds",
                    end.map(at -> List.of(new Evidence(at, "the caller was gone")))
                            .orElse(List.of()),
                    "A wrong number, or the greeting does not please: listen to it."));
        }
        return causes;
    }

    private static List<Cause> silent(CallStory call) {
        boolean heard = call.notes().stream().anyMatch(CallersPart::isCaller);
        return List.of(
                heard
                        ? new Cause(
                                Certainty.CERTAIN,
                                Layer.CALLER,
                                "the caller fell silent",
                                decision(call),
                                "SWITCHHOOK_CALLS_SILENCE_SECONDS is how long is waited.")
                        : new Cause(
                                Certainty.LIKELY,
                                Layer.LINE,
                                "nothing was ever heard of the caller",
                                decision(call),
                                "A silent caller or a robot, or their sound does not come to the speech model: call"
                                        + " the number yourself; if you are not heard either, look at transcription and"
                                        + " turn detection of the provider, and at frames_dropped_total."));
    }

    private static List<Evidence> decision(CallStory call) {
        return Evidences.of(
                call,
                entry -> entry instanceof JournalEntry.Leaving(EndReason reason)
                        ? Optional.of("it was decided to end the call: " + reason)
                        : Optional.empty());
    }

    private static Optional<Instant> end(CallStory call) {
        return call.notes().stream()
                .filter(note ->
                        note.entry() instanceof JournalEntry.Ended || note.entry() instanceof JournalEntry.Leaving)
                .findFirst()
                .map(Noted::at);
    }

    private static Optional<Noted> lastTurn(CallStory call) {
        return call.inOrderOfSpeaking().stream()
                .filter(note -> note.entry() instanceof JournalEntry.Spoken)
                .reduce((_, later) -> later);
    }

    private static boolean isCaller(Noted note) {
        return note.entry() instanceof JournalEntry.Spoken(Turn.Caller _, int _);
    }
}
