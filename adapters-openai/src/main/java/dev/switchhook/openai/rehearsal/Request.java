package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.rehearsal.Act;
import java.util.List;
import java.util.Set;

/// What a client wants for one reply, checked strictly (`wire/openai.md` 2.5).
///
/// @param instructions instead of the standing ones; may be empty
/// @param tools whether tools may be used
/// @param metadata what the client wants to find in the response again
record Request(String instructions, boolean tools, ObjectNode metadata) {

    /// A reply as the session says.
    static final Request NOTHING_SPECIAL = new Request("", true, JsonNodeFactory.instance.objectNode());

    private static final int MOST_METADATA = 16;
    private static final Set<String> FIELDS = Set.of(
            "conversation",
            "input",
            "instructions",
            "output_modalities",
            "audio",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning",
            "max_output_tokens",
            "metadata");

    /// Reads the `response` of a `response.create`.
    ///
    /// @param known the tools of the session
    static Request of(Shape response, JsonNode known) throws Breach {
        response.only(FIELDS);
        if (response.has("conversation")) {
            // Replies beside the conversation are not rehearsed.
            response.oneOf("conversation", Set.of("auto"));
        }
        ToolRules.check(response, known);
        SessionRules.limits(response);
        boolean none = response.has("tools") && response.get("tools").isEmpty();
        boolean forbidden = response.get("tool_choice").asText().equals("none");
        return new Request(
                response.has("instructions") ? response.text("instructions") : "",
                !none && !forbidden,
                metadata(response));
    }

    private static ObjectNode metadata(Shape response) throws Breach {
        if (!response.has("metadata")) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode metadata = response.get("metadata");
        boolean texts = metadata.isObject() && metadata.size() <= MOST_METADATA;
        for (JsonNode value : metadata) {
            texts &= value.isTextual();
        }
        if (!texts || !(metadata instanceof ObjectNode pairs)) {
            throw Breach.invalid(response.at("metadata"), "at most 16 pairs of strings are expected");
        }
        return pairs;
    }

    /// What of it may be done: a model without tools uses none.
    List<Act> allowed(List<Act> acts) {
        return acts.stream()
                .filter(act -> tools || !(act instanceof Act.UseTool))
                .toList();
    }
}
