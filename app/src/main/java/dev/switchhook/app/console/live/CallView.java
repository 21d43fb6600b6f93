package dev.switchhook.app.console.live;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the page of one call shows. Read by templates.
///
/// @param caller the last two digits of the number behind dots, or `withheld`
/// @param state how far it has come
/// @param began when; empty when that is not known
/// @param lasted how long, once it is over
/// @param assistant who answers; empty before the line is open
/// @param provider whose model speaks; empty before one is ready
/// @param lines the conversation
/// @param latest what was said last, for those who listen to the page; empty before anybody has spoken
/// @param waterfall where the time of each answer went
/// @param ending how it came to its end
/// @param events everything that was noted
public record CallView(
        CallId call,
        String caller,
        CallState state,
        Optional<Instant> began,
        Optional<Duration> lasted,
        Optional<String> assistant,
        Optional<String> provider,
        List<CallLine> lines,
        Optional<CallLine> latest,
        Waterfall waterfall,
        EndingProof ending,
        List<CallEventLine> events) {

    /// Keeps its own copies.
    public CallView {
        lines = List.copyOf(lines);
        events = List.copyOf(events);
    }

    static CallView of(CallStory story) {
        List<CallLine> lines = Conversation.of(story);
        return new CallView(
                story.call(),
                story.registered().map(known -> known.caller().toString()).orElse("not known"),
                story.state(),
                story.began(),
                story.duration(),
                attended(story).map(JournalEntry.Attended::assistant),
                attended(story).flatMap(JournalEntry.Attended::provider),
                lines,
                lines.reversed().stream()
                        .filter(line -> line.kind() != CallLine.Kind.TOOL)
                        .findFirst(),
                Waterfall.of(story),
                EndingProof.of(story),
                CallEventLine.of(story));
    }

    private static Optional<JournalEntry.Attended> attended(CallStory story) {
        return story.notes().reversed().stream()
                .map(Noted::entry)
                .filter(JournalEntry.Attended.class::isInstance)
                .map(JournalEntry.Attended.class::cast)
                .findFirst();
    }

    /// Whether it goes on.
    public boolean isLive() {
        return state != CallState.OVER;
    }

    /// The state in a word for people.
    public String stateWord() {
        return switch (state) {
            case ANNOUNCED -> "Ringing";
            case LIVE -> "Live";
            case FAILED -> "Apologising";
            case ENDING -> "Ending";
            case OVER -> "Over";
        };
    }
}
