package dev.switchhook.app.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.UsedTool;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Duration;
import java.util.List;

/// The files of calls as JSON for programs, with the names that the list of the latest calls has, too. The
/// names are a promise, told in docs/operate.md; what is not known is null.
final class FileJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private FileJson() {}

    /// An array of calls.
    static String of(List<CallFile> calls) {
        ArrayNode array = JSON.createArrayNode();
        calls.forEach(call -> array.add(json(call)));
        try {
            return JSON.writeValueAsString(array);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode json(CallFile call) {
        ObjectNode json = JSON.createObjectNode()
                .put("call", call.call().value())
                .put("began", call.began().toString())
                .put("caller", call.caller())
                .put("state", "OVER")
                .put("reason", call.reason().map(EndReason::name).orElse(null))
                .put("decidedBy", call.reason().map(it -> it.decidedBy().name()).orElse(null))
                .put("blame", call.blame().map(Enum::name).orElse(null))
                .put("outcome", call.outcome().name())
                .put("durationMs", call.length().toMillis())
                .put(
                        "decisionToDownMs",
                        call.proof().decisionToDown().map(Duration::toMillis).orElse(null))
                .put("farewellHeardWholly", call.proof().farewellHeard().orElse(null))
                .put("hangupAttempts", call.proof().requests())
                .put("turns", call.turns())
                .put(
                        "toolCalls",
                        call.tools().stream().mapToInt(UsedTool::times).sum())
                .put("interruptions", call.interruptions())
                .put("assistant", call.assistant().orElse(null))
                .put("provider", call.provider().orElse(null))
                .put("model", call.model().orElse(null))
                .put("uncorrectedClaims", call.uncorrected());
        ArrayNode tools = json.putArray("tools");
        call.tools().forEach(tool -> tools.add(tool.tool()));
        return json;
    }
}
