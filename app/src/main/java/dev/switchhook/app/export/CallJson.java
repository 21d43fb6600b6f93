package dev.switchhook.app.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.explain.Cause;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.app.journal.JournalText;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Calls as JSON for programs. The names of the fields are a promise, told in docs/operate.md; what is not known is
/// null. Everything beyond ASCII is escaped, so that nothing that was said moves a terminal.
final class CallJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private CallJson() {}

    /// An array of calls, without what was said in them.
    static String calls(List<CallStory> calls) {
        ArrayNode array = JSON.createArrayNode();
        calls.forEach(call -> array.add(summary(call)));
        return text(array);
    }

    /// One call, with everything that was noted in it.
    static String call(CallStory call) {
        ObjectNode json = summary(call);
        ArrayNode entries = json.putArray("entries");
        Map<ItemId, Long> heard = call.heardOfCut();
        for (Noted noted : call.notes()) {
            Instant start = call.notes().getFirst().at();
            ObjectNode entry = entries.addObject()
                    .put("at", noted.at().toString())
                    .put("sinceStartMs", Duration.between(start, noted.at()).toMillis());
            entry.setAll(JournalText.json(noted.entry()));
            if (noted.entry() instanceof JournalEntry.Spoken(Turn.Agent(ItemId item, String _), int _)) {
                entry.put("heardMs", heard.get(item));
            }
        }
        return text(json);
    }

    /// Why one call was a bad one.
    static String explanation(CallStory call, List<Cause> causes) {
        ObjectNode json = summary(call);
        ArrayNode array = json.putArray("causes");
        for (Cause cause : causes) {
            ObjectNode entry = array.addObject()
                    .put("certainty", cause.certainty().name())
                    .put("layer", cause.layer().name())
                    .put("what", cause.what());
            ArrayNode evidence = entry.putArray("evidence");
            cause.evidence()
                    .forEach(it ->
                            evidence.addObject().put("at", it.at().toString()).put("what", it.what()));
            entry.put("next", cause.next());
        }
        return text(json);
    }

    private static ObjectNode summary(CallStory call) {
        ObjectNode json = known(call);
        ArrayNode claims = json.putArray("falseClaims");
        call.falseClaims().forEach(claims::add);
        return json.put("uncorrectedClaims", call.uncorrectedClaims());
    }

    private static ObjectNode known(CallStory call) {
        return JSON.createObjectNode()
                .put("call", call.call().value())
                .put("began", call.began().map(Instant::toString).orElse(null))
                .put(
                        "caller",
                        call.registered()
                                .map(record -> record.caller().toString())
                                .orElse(null))
                .put(
                        "attestation",
                        call.registered()
                                .map(record -> record.attestation().name())
                                .orElse(null))
                .put("state", call.state().name())
                .put("reason", call.reason().map(EndReason::name).orElse(null))
                .put(
                        "decidedBy",
                        call.reason().map(reason -> reason.decidedBy().name()).orElse(null))
                .put("blame", call.reason().map(reason -> reason.blame().name()).orElse(null))
                .put("durationMs", call.duration().map(Duration::toMillis).orElse(null))
                .put(
                        "decisionToDownMs",
                        call.ending()
                                .map(CallEnding::decisionToDown)
                                .map(Duration::toMillis)
                                .orElse(null))
                .put("farewellHeardWholly", call.farewellHeardWholly().orElse(null))
                .put("hangupAttempts", call.hangupAttempts())
                .put("turns", call.turns())
                .put("toolCalls", call.toolCalls());
    }

    private static String text(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
