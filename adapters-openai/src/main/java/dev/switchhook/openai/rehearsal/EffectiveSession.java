package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// The configuration that is in force: the server's defaults, changed by updates. An update merges; inside `audio`
/// each field is replaced on its own, elsewhere the whole field is (`wire/openai.md` 2.2). Used by one thread.
final class EffectiveSession {

    static final String MULAW = "audio/pcmu";

    private static final String DEFAULT_INSTRUCTIONS = "You are a helpful assistant.";

    private final ObjectNode session = JsonNodeFactory.instance.objectNode();

    /// The defaults of a new session. Its formats are not those of a telephone.
    EffectiveSession(String id, String model, long expiresAtSeconds) {
        session.put("id", id)
                .put("object", "realtime.session")
                .put("type", "realtime")
                .put("model", model)
                .put("expires_at", expiresAtSeconds)
                .put("instructions", DEFAULT_INSTRUCTIONS)
                .put("tool_choice", "auto")
                .put("max_output_tokens", "inf")
                .put("truncation", "auto");
        session.putArray("output_modalities").add("audio");
        session.putArray("tools");
        ObjectNode audio = session.putObject("audio");
        ObjectNode input = audio.putObject("input");
        input.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
        input.putNull("noise_reduction");
        input.putNull("transcription");
        input.putObject("turn_detection")
                .put("type", "server_vad")
                .put("threshold", 0.5)
                .put("prefix_padding_ms", 300)
                .put("silence_duration_ms", 200)
                .put("create_response", true)
                .put("interrupt_response", true);
        ObjectNode output = audio.putObject("output");
        output.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
        output.put("voice", "alloy").put("speed", 1.0);
    }

    /// Takes an update that was checked.
    void merge(JsonNode update) {
        for (Map.Entry<String, JsonNode> field : update.properties()) {
            if (field.getKey().equals("audio")) {
                for (Map.Entry<String, JsonNode> side : field.getValue().properties()) {
                    session.withObject("/audio/" + side.getKey()).setAll((ObjectNode) side.getValue());
                }
            } else {
                session.set(field.getKey(), field.getValue());
            }
        }
    }

    /// A copy, as events show it.
    ObjectNode shown() {
        return session.deepCopy();
    }

    String instructions() {
        return session.path("instructions").asText();
    }

    JsonNode tools() {
        return session.path("tools");
    }

    JsonNode tracing() {
        return session.path("tracing");
    }

    String model() {
        return session.path("model").asText();
    }

    boolean hearsMulaw() {
        return formatOf("input").equals(MULAW);
    }

    boolean speaksMulaw() {
        return formatOf("output").equals(MULAW);
    }

    boolean transcribes() {
        return input().path("transcription").isObject();
    }

    boolean detectsTurns() {
        return turnDetection().isObject();
    }

    int prefixMilliseconds() {
        return turnDetection().path("prefix_padding_ms").asInt(300);
    }

    int silenceMilliseconds() {
        return turnDetection().path("silence_duration_ms").asInt(500);
    }

    boolean answersUnasked() {
        return turnDetection().path("create_response").asBoolean(true);
    }

    boolean interrupts() {
        return turnDetection().path("interrupt_response").asBoolean(true);
    }

    private JsonNode input() {
        return session.path("audio").path("input");
    }

    private JsonNode turnDetection() {
        return input().path("turn_detection");
    }

    private String formatOf(String side) {
        return session.path("audio").path(side).path("format").path("type").asText();
    }
}
