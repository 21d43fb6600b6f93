package dev.switchhook.app.phone;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What a page is told about its call, as JSON with a field `what`. Pure.
final class PhoneNews {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PhoneNews() {}

    /// The news in an entry of the journal; empty when it is none for a caller.
    static Optional<String> of(JournalEntry entry) {
        return Optional.ofNullable(
                        switch (entry) {
                            case JournalEntry.ModelReady(String model, Duration after) ->
                                news("model").put("model", model).put("ms", after.toMillis());
                            case JournalEntry.Spoken(Turn.Caller(String text), int overtaken) ->
                                news("caller").put("text", text).put("overtaken", overtaken);
                            case JournalEntry.Spoken(Turn.Agent(var item, String text), int overtaken) ->
                                news("agent")
                                        .put("item", item.value())
                                        .put("text", text)
                                        .put("overtaken", overtaken);
                            case JournalEntry.BargedIn interrupted -> interrupted(interrupted);
                            case JournalEntry.ToolStarted(var call) ->
                                news("tool").put("tool", call.tool());
                            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                                news("tool-ended")
                                        .put("tool", tool)
                                        .put("outcome", words(outcome.getClass().getSimpleName()))
                                        .put("ms", took.toMillis());
                            case JournalEntry.Greeted(Duration sent, Duration heard) -> times("greeted", sent, heard);
                            case JournalEntry.Answered(Duration sent, Duration heard) -> times("answered", sent, heard);
                            case JournalEntry.LineInterrupted _ -> news("line-lost");
                            case JournalEntry.LineResumed(Duration gap) ->
                                news("line-back").put("ms", gap.toMillis());
                            case JournalEntry.ModelLost _ -> news("model-lost");
                            case JournalEntry.ModelBack(String provider, String model, Duration gap) ->
                                news("model-back")
                                        .put("provider", provider)
                                        .put("model", model)
                                        .put("ms", gap.toMillis());
                            case JournalEntry.Leaving(var reason) ->
                                news("leaving").put("reason", words(reason.name()));
                            case JournalEntry.Ended(CallEnding ending) ->
                                news("ended")
                                        .put("reason", words(ending.reason().name()))
                                        .put("blame", words(ending.blame().name()))
                                        .put("ms", ending.duration().toMillis());
                            default -> null;
                        })
                .map(ObjectNode::toString);
    }

    private static ObjectNode interrupted(JournalEntry.BargedIn entry) {
        ObjectNode news = news("interrupted");
        var heard = news.putArray("heard");
        for (HeardItem item : entry.heard()) {
            heard.addObject().put("item", item.item().value()).put("ms", item.milliseconds());
        }
        return news;
    }

    private static ObjectNode times(String what, Duration sent, Duration heard) {
        return news(what).put("sent", sent.toMillis()).put("heard", heard.toMillis());
    }

    private static ObjectNode news(String what) {
        return JSON.createObjectNode().put("what", what);
    }

    private static String words(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
