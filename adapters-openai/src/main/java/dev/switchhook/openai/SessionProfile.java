package dev.switchhook.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.tool.Tool;
import java.util.OptionalInt;

/// The configuration of a session for a telephone call, in the GA shape (`wire/openai.md` 2.1 and 2.4). A pure
/// function. What is the server's own default, and undisputed, is left out.
final class SessionProfile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionProfile() {}

    /// The `session` object of the first `session.update` that we send.
    ///
    /// @throws IllegalArgumentException when a tool's parameters are no JSON object, which is a fault of ours
    static ObjectNode of(OpenAiSettings settings, SpeechBriefing briefing) {
        ReplyRules rules = settings.replyRules();
        ObjectNode session = JsonNodeFactory.instance.objectNode();
        session.put("type", "realtime");
        session.putArray("output_modalities").add("audio");
        session.put("instructions", briefing.instructions());
        rules.effort().ifPresent(effort -> session.putObject("reasoning").put("effort", effort));
        rules.parallelTools().ifPresent(parallel -> session.put("parallel_tool_calls", parallel));
        if (rules.maxOutputTokens().isPresent()) {
            session.put("max_output_tokens", rules.maxOutputTokens().getAsInt());
        } else {
            session.put("max_output_tokens", "inf");
        }
        describeTruncation(session, settings.remembering());
        AudioProfile.describe(session.putObject("audio"), settings);
        ArrayNode tools = session.putArray("tools");
        briefing.tools().forEach(tool -> describeTool(tools.addObject(), tool));
        settings.toolServers().forEach(server -> describeServer(tools.addObject(), server));
        if (ReplyRules.CHOICES.contains(rules.toolChoice())) {
            session.put("tool_choice", rules.toolChoice());
        } else {
            session.putObject("tool_choice").put("type", "function").put("name", rules.toolChoice());
        }
        settings.tracing().ifPresent(way -> describeTracing(session, way, briefing));
        return session;
    }

    private static void describeTruncation(ObjectNode session, Remembering remembering) {
        switch (remembering) {
            case Remembering.AsTheProviderLikes() -> session.put("truncation", "auto");
            case Remembering.Everything() -> session.put("truncation", "disabled");
            case Remembering.Part(double ratio, OptionalInt after) -> {
                ObjectNode truncation = session.putObject("truncation")
                        .put("type", "retention_ratio")
                        .put("retention_ratio", ratio);
                after.ifPresent(limit -> truncation.putObject("token_limits").put("post_instructions", limit));
            }
        }
    }

    /// The traces of a call are found by its id.
    private static void describeTracing(ObjectNode session, String way, SpeechBriefing briefing) {
        if (way.equals("auto")) {
            session.put("tracing", way);
        } else {
            session.putObject("tracing")
                    .put("workflow_name", way)
                    .put("group_id", briefing.call().value());
        }
    }

    private static void describeServer(ObjectNode described, ToolServer server) {
        described
                .put("type", "mcp")
                .put("server_label", server.label())
                .put("server_url", server.url().toString());
        server.authorization().ifPresent(token -> described.put("authorization", token.reveal()));
        if (!server.tools().isEmpty()) {
            server.tools().forEach(described.putArray("allowed_tools")::add);
        }
        described.put("require_approval", server.approval() ? "always" : "never");
    }

    private static void describeTool(ObjectNode described, Tool tool) {
        described.put("type", "function").put("name", tool.name()).put("description", tool.description());
        described.set("parameters", schema(tool));
    }

    private static JsonNode schema(Tool tool) {
        try {
            JsonNode schema = JSON.readTree(tool.parameters());
            if (schema.isObject()) {
                return schema;
            }
        } catch (JsonProcessingException _) {
            // Reported below: the parser's own words would repeat the schema.
        }
        throw new IllegalArgumentException("the parameters of tool " + tool.name() + " are no JSON object");
    }
}
