package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What the server accepts in `conversation.item.create` (`wire/openai.md` 3.2): texts, outputs of tools and answers
/// to a request for an approval. Pure functions.
final class ItemRules {

    private static final Set<String> TYPES = Set.of("message", "function_call_output", "mcp_approval_response");

    private ItemRules() {}

    static void check(Shape item) throws Breach {
        switch (item.oneOf("type", TYPES)) {
            case "function_call_output" -> {
                item.only(Set.of("type", "id", "object", "status", "call_id", "output"));
                item.text("call_id");
                item.text("output");
            }
            case "mcp_approval_response" -> {
                item.only(Set.of("type", "id", "object", "status", "approval_request_id", "approve", "reason"));
                item.text("approval_request_id");
                item.truthIfAny("approve");
            }
            default -> {
                item.only(Set.of("type", "id", "object", "status", "role", "content"));
                content(item, item.oneOf("role", Set.of("user", "assistant", "system")));
            }
        }
    }

    /// What is not spoken is text; the agent's own is put out, all other goes in.
    private static void content(Shape item, String role) throws Breach {
        String type = role.equals("assistant") ? "output_text" : "input_text";
        if (!item.get("content").isArray()) {
            throw Breach.missing(item.at("content"));
        }
        int number = 0;
        for (JsonNode node : item.get("content")) {
            Shape part = new Shape(item.at("content[" + number++ + "]"), node).only(Set.of("type", "text"));
            part.oneOf("type", Set.of(type));
            part.text("text");
        }
    }
}
