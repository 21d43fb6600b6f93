package dev.switchhook.app.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An entry of the journal as one JSON object on one line: `kind`, and the fields of that kind.
///
/// Texts are kept as they are, except that half a surrogate pair, which no database takes, becomes U+FFFD. Durations
/// are whole milliseconds. What is read may have been written by another version: fields that are not known are
/// passed over, and an entry whose kind or content is not known is no entry.
public final class JournalText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JournalText() {}

    /// The word that stands for the kind of an entry, at most 40 of `a-z` and `-`.
    public static String kind(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.LineOpened _ -> "line-opened";
            case JournalEntry.Attended _ -> "attended";
            case JournalEntry.ModelReady _ -> "model-ready";
            case JournalEntry.Spoken _ -> "spoken";
            case JournalEntry.BargedIn _ -> "barged-in";
            case JournalEntry.ToolStarted _ -> "tool-started";
            case JournalEntry.ToolEnded _ -> "tool-ended";
            case JournalEntry.FalseClaim _ -> "false-claim";
            case JournalEntry.ClaimCorrected _ -> "claim-corrected";
            case JournalEntry.Operated _ -> "operated";
            case JournalEntry.Leaving _ -> "leaving";
            case JournalEntry.FarewellOver _ -> "farewell-over";
            case JournalEntry.Apologised _ -> "apologised";
            case JournalEntry.HangupRequested _ -> "hangup-requested";
            case JournalEntry.ControlFailed _ -> "control-failed";
            case JournalEntry.Ended _ -> "ended";
            case JournalEntry.LineInterrupted _ -> "line-interrupted";
            case JournalEntry.LineResumed _ -> "line-resumed";
            case JournalEntry.FarewellTakenBack _ -> "farewell-taken-back";
            case JournalEntry.Warned _ -> "warned";
            case JournalEntry.EndingOverdue _ -> "ending-overdue";
            case JournalEntry.StreamFailed _ -> "stream-failed";
            case JournalEntry.LetGo _ -> "let-go";
            case JournalEntry.TakenOver _ -> "taken-over";
            case JournalEntry.FoundLeftBehind _ -> "found-left-behind";
            case JournalEntry.Ignored _ -> "ignored";
            case JournalEntry.ModelFaulted _ -> "model-faulted";
            case JournalEntry.ModelLost _ -> "model-lost";
            case JournalEntry.ModelBack _ -> "model-back";
            case JournalEntry.Greeted _ -> "greeted";
            case JournalEntry.Answered _ -> "answered";
            case JournalEntry.Disclosed _ -> "disclosed";
        };
    }

    /// The entry as JSON text.
    public static String write(JournalEntry entry) {
        // A code point that is a surrogate is half of a pair.
        return json(entry).toString().replaceAll("\\p{Cs}", "\uFFFD");
    }

    /// The entry as a JSON object.
    public static ObjectNode json(JournalEntry entry) {
        ObjectNode json = JSON.createObjectNode().put("kind", kind(entry));
        switch (entry) {
            case JournalEntry.Attended(String assistant, Optional<String> provider) -> {
                json.put("assistant", assistant);
                provider.ifPresent(name -> json.put("provider", name));
            }
            case JournalEntry.ModelReady(String model, Duration after) ->
                json.put("model", model).put("ms", after.toMillis());
            case JournalEntry.Spoken(Turn.Caller(String text), int overtaken) -> {
                json.put("speaker", "caller").put("text", text);
                if (overtaken > 0) {
                    json.put("overtaken", overtaken);
                }
            }
            case JournalEntry.Spoken(Turn.Agent(ItemId item, String text), int _) ->
                json.put("speaker", "agent").put("item", item.value()).put("text", text);
            case JournalEntry.BargedIn(List<HeardItem> heard) -> {
                ArrayNode items = json.putArray("heard");
                heard.forEach(item ->
                        items.addObject().put("item", item.item().value()).put("ms", item.milliseconds()));
            }
            case JournalEntry.ToolStarted(ToolCall call) ->
                json.put("id", call.id().value()).put("tool", call.tool()).put("arguments", call.arguments());
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                put(json.put("tool", tool).put("ms", took.toMillis()), outcome);
            case JournalEntry.FalseClaim(String claim) -> json.put("claim", claim);
            case JournalEntry.ClaimCorrected(String claim) -> json.put("claim", claim);
            case JournalEntry.Operated(OperatorRequest request, OperatorResult result) ->
                OperatorText.put(json, request, result);
            case JournalEntry.Leaving(EndReason reason) -> json.put("reason", reason.name());
            case JournalEntry.FarewellOver(boolean wholly) -> json.put("wholly", wholly);
            case JournalEntry.StreamFailed(String error) -> json.put("error", error);
            case JournalEntry.HangupRequested(int attempt) -> json.put("attempt", attempt);
            case JournalEntry.ControlFailed(String why) -> json.put("why", why);
            case JournalEntry.Ended(CallEnding ending) ->
                json.put("reason", ending.reason().name())
                        .put("ms", ending.duration().toMillis())
                        .put("decisionToDownMs", ending.decisionToDown().toMillis());
            case JournalEntry.LineResumed(Duration gap) -> json.put("gapMs", gap.toMillis());
            case JournalEntry.EndingOverdue(Duration since) -> json.put("sinceMs", since.toMillis());
            case JournalEntry.FoundLeftBehind(CallState state) -> json.put("state", state.name());
            case JournalEntry.Ignored(String event, String phase) ->
                json.put("event", event).put("phase", phase);
            case JournalEntry.ModelFaulted(String fault) -> json.put("fault", fault);
            case JournalEntry.ModelBack(String provider, String model, Duration gap) ->
                json.put("provider", provider).put("model", model).put("gapMs", gap.toMillis());
            case JournalEntry.Greeted(Duration sent, Duration heard) ->
                json.put("sentMs", sent.toMillis()).put("heardMs", heard.toMillis());
            case JournalEntry.Answered(Duration sent, Duration heard) ->
                json.put("sentMs", sent.toMillis()).put("heardMs", heard.toMillis());
            case JournalEntry.Disclosed(String version, String text, boolean wholly) ->
                json.put("version", version).put("text", text).put("wholly", wholly);
            case JournalEntry.LineOpened _,
                    JournalEntry.Apologised _,
                    JournalEntry.LineInterrupted _,
                    JournalEntry.FarewellTakenBack _,
                    JournalEntry.Warned _,
                    JournalEntry.LetGo _,
                    JournalEntry.ModelLost _,
                    JournalEntry.TakenOver _ -> {
                // The kind says it all.
            }
        }
        return json;
    }

    private static void put(ObjectNode json, ToolOutcome outcome) {
        switch (outcome) {
            case ToolOutcome.Done(String answer, Optional<String> exactly, boolean interruptible, var _) -> {
                json.put("outcome", "done").put("answer", answer);
                exactly.ifPresent(line -> json.put("exactly", line).put("interruptible", interruptible));
            }
            case ToolOutcome.Pending(String answer) ->
                json.put("outcome", "pending").put("answer", answer);
            case ToolOutcome.Refused(String answer, var _) ->
                json.put("outcome", "refused").put("answer", answer);
            case ToolOutcome.Failed _ -> json.put("outcome", "failed");
            case ToolOutcome.TimedOut(Duration after) ->
                json.put("outcome", "timed-out").put("afterMs", after.toMillis());
        }
        if (!outcome.shown().isEmpty()) {
            outcome.shown().stream().sorted().forEach(json.withArray("shown")::add);
        }
    }

    /// The entry that a JSON text holds; empty when it is no entry that this version knows.
    public static Optional<JournalEntry> read(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode fields ? entry(fields) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException _) {
            // Not JSON, or a field is missing, or is of another type, or holds a word that is not known.
            return Optional.empty();
        }
    }

    private static Optional<JournalEntry> entry(ObjectNode json) {
        return switch (text(json, "kind")) {
            case "line-opened" -> Optional.of(new JournalEntry.LineOpened());
            case "attended" ->
                Optional.of(new JournalEntry.Attended(
                        text(json, "assistant"),
                        json.has("provider") ? Optional.of(text(json, "provider")) : Optional.empty()));
            case "model-ready" -> Optional.of(new JournalEntry.ModelReady(text(json, "model"), ms(json, "ms")));
            case "spoken" -> Optional.of(new JournalEntry.Spoken(turn(json), overtaken(json)));
            case "barged-in" -> Optional.of(new JournalEntry.BargedIn(heard(json)));
            case "tool-started" ->
                Optional.of(new JournalEntry.ToolStarted(
                        new ToolCall(new ToolCall.Id(text(json, "id")), text(json, "tool"), text(json, "arguments"))));
            case "tool-ended" ->
                Optional.of(new JournalEntry.ToolEnded(text(json, "tool"), outcome(json), ms(json, "ms")));
            case "false-claim" -> Optional.of(new JournalEntry.FalseClaim(text(json, "claim")));
            case "claim-corrected" -> Optional.of(new JournalEntry.ClaimCorrected(text(json, "claim")));
            case "operated" -> Optional.of(OperatorText.read(json));
            case "leaving" -> Optional.of(new JournalEntry.Leaving(reason(json)));
            case "farewell-over" -> Optional.of(new JournalEntry.FarewellOver(truth(json, "wholly")));
            case "apologised" -> Optional.of(new JournalEntry.Apologised());
            case "hangup-requested" -> Optional.of(new JournalEntry.HangupRequested((int) number(json, "attempt")));
            case "control-failed" -> Optional.of(new JournalEntry.ControlFailed(text(json, "why")));
            case "ended" ->
                Optional.of(new JournalEntry.Ended(
                        new CallEnding(reason(json), ms(json, "ms"), ms(json, "decisionToDownMs"))));
            case "line-interrupted" -> Optional.of(new JournalEntry.LineInterrupted());
            case "line-resumed" -> Optional.of(new JournalEntry.LineResumed(ms(json, "gapMs")));
            case "farewell-taken-back" -> Optional.of(new JournalEntry.FarewellTakenBack());
            case "warned" -> Optional.of(new JournalEntry.Warned());
            case "ending-overdue" -> Optional.of(new JournalEntry.EndingOverdue(ms(json, "sinceMs")));
            case "stream-failed" -> Optional.of(new JournalEntry.StreamFailed(text(json, "error")));
            case "let-go" -> Optional.of(new JournalEntry.LetGo());
            case "taken-over" -> Optional.of(new JournalEntry.TakenOver());
            case "found-left-behind" ->
                Optional.of(new JournalEntry.FoundLeftBehind(CallState.valueOf(text(json, "state"))));
            case "ignored" -> Optional.of(new JournalEntry.Ignored(text(json, "event"), text(json, "phase")));
            case "model-lost" -> Optional.of(new JournalEntry.ModelLost());
            case "model-back" ->
                Optional.of(new JournalEntry.ModelBack(text(json, "provider"), text(json, "model"), ms(json, "gapMs")));
            case "greeted" -> Optional.of(new JournalEntry.Greeted(ms(json, "sentMs"), ms(json, "heardMs")));
            case "answered" -> Optional.of(new JournalEntry.Answered(ms(json, "sentMs"), ms(json, "heardMs")));
            case "disclosed" ->
                Optional.of(
                        new JournalEntry.Disclosed(text(json, "version"), text(json, "text"), truth(json, "wholly")));
            case "model-faulted" -> Optional.of(new JournalEntry.ModelFaulted(text(json, "fault")));
            default -> Optional.empty();
        };
    }

    /// Older entries do not tell it.
    private static int overtaken(ObjectNode json) {
        return json.has("overtaken") ? (int) Math.min(number(json, "overtaken"), Integer.MAX_VALUE) : 0;
    }

    private static Turn turn(ObjectNode json) {
        return switch (text(json, "speaker")) {
            case "caller" -> new Turn.Caller(text(json, "text"));
            case "agent" -> new Turn.Agent(new ItemId(text(json, "item")), text(json, "text"));
            default -> throw new IllegalArgumentException("speaker");
        };
    }

    private static List<HeardItem> heard(ObjectNode json) {
        List<HeardItem> heard = new ArrayList<>();
        json.required("heard")
                .forEach(item -> heard.add(new HeardItem(new ItemId(text(item, "item")), number(item, "ms"))));
        return List.copyOf(heard);
    }

    private static ToolOutcome outcome(ObjectNode json) {
        return switch (text(json, "outcome")) {
            case "done" ->
                new ToolOutcome.Done(
                        text(json, "answer"),
                        json.has("exactly") ? Optional.of(text(json, "exactly")) : Optional.empty(),
                        json.path("interruptible").asBoolean(true),
                        shown(json));
            case "pending" -> new ToolOutcome.Pending(text(json, "answer"));
            case "refused" -> new ToolOutcome.Refused(text(json, "answer"), shown(json));
            case "failed" -> new ToolOutcome.Failed();
            case "timed-out" -> new ToolOutcome.TimedOut(ms(json, "afterMs"));
            default -> throw new IllegalArgumentException("outcome");
        };
    }

    private static Set<String> shown(ObjectNode json) {
        Set<String> shown = new HashSet<>();
        json.path("shown").forEach(kind -> shown.add(kind.asText()));
        return shown;
    }

    private static EndReason reason(ObjectNode json) {
        return EndReason.valueOf(text(json, "reason"));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name);
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name);
        }
        return value.longValue();
    }

    private static boolean truth(JsonNode json, String name) {
        JsonNode value = json.required(name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name);
        }
        return value.booleanValue();
    }

    private static Duration ms(JsonNode json, String name) {
        return Duration.ofMillis(number(json, name));
    }
}
