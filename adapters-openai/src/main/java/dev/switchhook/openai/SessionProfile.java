package dev.switchhook.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.tool.Tool;

/// The configuration of a session for a telephone call, in the GA shape (`wire/openai.md` 2.1 and 2.4). A pure
/// function.
///
/// Both directions carry mu-law without a `rate`, which the server refuses for this format. Turn detection is spelt
/// out, because the documented defaults contradict each other.
final class SessionProfile {

    /// The name of telephone sound on this wire.
    static final String MULAW = "audio/pcmu";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionProfile() {}

    /// The `session` object of the one `session.update` that we send.
    ///
    /// @throws IllegalArgumentException when a tool's parameters are no JSON object, which is a fault of ours
    static ObjectNode of(OpenAiSettings settings, SpeechBriefing briefing) {
        ObjectNode session = JsonNodeFactory.instance.objectNode();
        session.put("type", "realtime");
        session.putArray("output_modalities").add("audio");
        session.put("instructions", briefing.instructions());
        settings.reasoningEffort()
                .ifPresent(effort -> session.putObject("reasoning").put("effort", effort));
        session.put("max_output_tokens", settings.maxOutputTokens());
        session.putObject("truncation").put("type", "retention_ratio").put("retention_ratio", 0.8);
        ObjectNode audio = session.putObject("audio");
        describeInput(audio.putObject("input"), settings);
        ObjectNode output = audio.putObject("output");
        output.putObject("format").put("type", MULAW);
        output.put("voice", settings.voice());
        ArrayNode tools = session.putArray("tools");
        briefing.tools().forEach(tool -> describeTool(tools.addObject(), tool));
        session.put("tool_choice", "auto");
        return session;
    }

    private static void describeInput(ObjectNode input, OpenAiSettings settings) {
        input.putObject("format").put("type", MULAW);
        if (settings.noiseReduction().equals("none")) {
            input.putNull("noise_reduction");
        } else {
            input.putObject("noise_reduction").put("type", settings.noiseReduction());
        }
        ObjectNode transcription = input.putObject("transcription").put("model", settings.transcriptionModel());
        if (!settings.transcriptionLanguage().isEmpty()) {
            transcription.put("language", settings.transcriptionLanguage());
        }
        OpenAiSettings.TurnDetection turns = settings.turnDetection();
        input.putObject("turn_detection")
                .put("type", "server_vad")
                .put("threshold", turns.threshold())
                .put("prefix_padding_ms", turns.prefixMilliseconds())
                .put("silence_duration_ms", turns.silenceMilliseconds())
                .put("create_response", true)
                .put("interrupt_response", true);
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
