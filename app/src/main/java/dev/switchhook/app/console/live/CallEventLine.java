package dev.switchhook.app.console.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.app.journal.JournalText;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/// An event of a call in a word and its figures, whatever its kind. Read by templates.
///
/// @param words such as `hangup requested`
/// @param details such as `attempt 1`; without anything that was said
public record CallEventLine(Instant at, String words, String details) {

    static List<CallEventLine> of(CallStory story) {
        return story.notes().stream().map(CallEventLine::of).toList();
    }

    private static CallEventLine of(Noted noted) {
        return new CallEventLine(
                noted.at(), JournalText.kind(noted.entry()).replace('-', ' '), details(noted.entry()));
    }

    /// The conversation shows what was said and what tools were told.
    private static String details(JournalEntry entry) {
        ObjectNode fields = JournalText.json(entry);
        fields.remove(List.of("kind", "text", "arguments", "answer", "exactly", "item", "id", "heard", "interruptible"));
        StringJoiner details = new StringJoiner(", ");
        fields.properties().forEach(field -> details.add(field.getKey() + " " + field.getValue().asText()));
        return details.toString();
    }
}
