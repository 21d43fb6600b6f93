package dev.switchhook.app.tools.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.app.tools.ToolReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads what an endpoint answers: `{"outcome":"done|refused|not_yet|unknown","answer":{...},"exactly":"..."}`. What it
/// says is data; its texts are made harmless when they are told.
final class EndpointAnswer {

    private static final int MOST_LEVELS = 16;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_LINE = 300;
    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxNumberLength(64)
                            .maxNameLength(256)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EndpointAnswer() {}

    /// The reply in that text; empty when there is none.
    static Optional<ToolReply> read(String body) {
        try {
            return JSON.readTree(body) instanceof ObjectNode json ? reply(json) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<ToolReply> reply(ObjectNode json) {
        JsonNode told = json.path("answer");
        if (!told.isObject() && !told.isMissingNode()) {
            return Optional.empty();
        }
        Map<?, ?> answer = (Map<?, ?>) plain(told.isMissingNode() ? JSON.createObjectNode() : told);
        String exactly = PlainText.of(json.path("exactly").asText(""), LONGEST_LINE);
        return switch (json.path("outcome").asText()) {
            case "done" ->
                Optional.of(new ToolReply.Done(answer, Optional.of(exactly).filter(line -> !line.isEmpty())));
            case "refused" -> Optional.of(new ToolReply.Refused(answer));
            case "not_yet" -> Optional.of(new ToolReply.NotYet(answer));
            case "unknown" -> Optional.of(new ToolReply.Unknown());
            default -> Optional.empty();
        };
    }

    private static Object plain(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, Object> members = new LinkedHashMap<>();
                object.properties()
                        .forEach(member ->
                                members.put(PlainText.of(member.getKey(), LONGEST_NAME), plain(member.getValue())));
                yield members;
            }
            case ArrayNode list -> list.valueStream().map(EndpointAnswer::plain).toList();
            default -> node.isTextual() ? node.textValue() : node;
        };
    }
}
