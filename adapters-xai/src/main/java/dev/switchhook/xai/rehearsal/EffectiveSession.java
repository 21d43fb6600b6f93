package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The settings of a session as they are in force, and how they are shown (wire/xai.md 2). Opens as the provider's
/// sessions do: voice ara, no turn detection, PCM at 24 kHz. Used by one thread.
final class EffectiveSession {

    static final String MULAW = "audio/pcmu";

    private static final Set<String> KNOWN =
            Set.of("voice", "instructions", "reasoning", "turn_detection", "audio", "tools", "replace", "resumption");
    private static final Set<String> FORMATS = Set.of("audio/pcm", "audio/pcmu", "audio/pcma", "audio/opus");

    private final String model;
    private String voice = "ara";
    private String instructions = "";
    private String effort = "";
    private String hears = "audio/pcm";
    private String speaks = "audio/pcm";
    private boolean serverVad;
    private int silenceMilliseconds = 500;
    private boolean transcribes;
    private List<JsonNode> tools = List.of();

    EffectiveSession(String model) {
        this.model = model;
    }

    /// The standing instructions.
    String instructions() {
        return instructions;
    }

    boolean hearsMulaw() {
        return hears.equals(MULAW);
    }

    boolean speaksMulaw() {
        return speaks.equals(MULAW);
    }

    boolean serverVad() {
        return serverVad;
    }

    int silenceMilliseconds() {
        return silenceMilliseconds;
    }

    boolean transcribes() {
        return transcribes;
    }

    /// Takes an update: what is known and in its place takes effect, what the provider would ignore silently is
    /// complained about.
    ///
    /// @return what is wrong, in which case nothing took effect
    Optional<String> update(JsonNode session, SessionLog log) {
        Optional<String> wrong = problemOf(session);
        if (wrong.isPresent()) {
            return wrong;
        }
        for (Iterator<String> names = session.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                log.complain("session." + name + " is ignored by this provider");
            }
        }
        JsonNode audio = session.path("audio");
        for (String lifted : List.of("/input/turn_detection", "/output/voice", "/input/noise_reduction")) {
            if (!audio.at(lifted).isMissingNode()) {
                log.complain("session.audio" + lifted.replace('/', '.') + " is ignored by this provider");
            }
        }
        voice = session.path("voice").asText(voice).toLowerCase(Locale.ROOT);
        instructions = session.path("instructions").asText(instructions);
        effort = session.at("/reasoning/effort").asText(effort);
        hears = audio.at("/input/format/type").asText(hears);
        speaks = audio.at("/output/format/type").asText(speaks);
        transcribes |= audio.at("/input/transcription/model").asText().equals("grok-transcribe");
        if (session.has("turn_detection")) {
            serverVad = session.at("/turn_detection/type").asText().equals("server_vad");
            silenceMilliseconds =
                    session.at("/turn_detection/silence_duration_ms").asInt(silenceMilliseconds);
        }
        if (session.path("tools").isArray()) {
            tools = session.path("tools")
                    .valueStream()
                    .filter(JsonNode::isObject)
                    .toList();
        }
        return Optional.empty();
    }

    private static Optional<String> problemOf(JsonNode session) {
        if (!session.isObject()) {
            return Optional.of("session must be an object");
        }
        JsonNode vad = session.path("turn_detection");
        double threshold = vad.path("threshold").asDouble(0.85);
        if (threshold < 0.1 || threshold > 0.9) {
            return Optional.of("turn_detection.threshold must be between 0.1 and 0.9");
        }
        for (String key : List.of("silence_duration_ms", "prefix_padding_ms")) {
            int milliseconds = vad.path(key).asInt(333);
            if (milliseconds < 0 || milliseconds > 10_000) {
                return Optional.of("turn_detection." + key + " must be between 0 and 10000");
            }
        }
        if (vad.isObject()
                && !vad.path("type").isNull()
                && !vad.path("type").asText().equals("server_vad")) {
            return Optional.of("turn_detection.type must be server_vad or null");
        }
        if (!Set.of("none", "high").contains(session.at("/reasoning/effort").asText("high"))) {
            return Optional.of("reasoning.effort must be none or high");
        }
        for (String direction : List.of("input", "output")) {
            String format = session.at("/audio/" + direction + "/format/type").asText("audio/pcm");
            if (!FORMATS.contains(format)) {
                return Optional.of("audio." + direction + ".format.type is unknown");
            }
        }
        for (JsonNode tool : session.path("tools")) {
            if (tool.path("type").asText().equals("function")
                    && tool.path("name").asText().isEmpty()) {
                return Optional.of("a function needs a name");
            }
        }
        return Optional.empty();
    }

    /// What `session.created` shows.
    ObjectNode opening(String id) {
        ObjectNode session = ServerWire.object()
                .put("id", id)
                .put("object", "realtime.session")
                .put("instructions", instructions)
                .put("voice", voice);
        session.putArray("modalities").add("text").add("audio");
        session.putObject("turn_detection").putNull("type");
        session.putArray("tools");
        return session.put("model", model);
    }

    /// What `session.updated` shows, with the provider's habits.
    ///
    /// @param wrongFormats whether the formats are shown as if they had never been set
    ObjectNode echo(String id, boolean wrongFormats) {
        ObjectNode session = ServerWire.object()
                .put("id", id)
                .put("object", "realtime.session")
                .put("model", model)
                .put("voice", "xai_" + voice)
                .put("instructions", instructions)
                .put("input_audio_format", "not specified")
                .put("temperature", -1.0)
                .put("tool_choice", "auto")
                .put("max_response_output_tokens", "inf")
                .put("enable_noise_suppression", true)
                .put("keep_context", false)
                .put("enable_phonetic_spelling", false);
        if (!effort.isEmpty()) {
            session.putObject("reasoning").put("effort", effort);
        }
        ObjectNode vad = session.putObject("turn_detection");
        if (serverVad) {
            vad.put("type", "server_vad").put("silence_duration_ms", silenceMilliseconds);
        } else {
            vad.putNull("type");
        }
        ObjectNode audio = session.putObject("audio");
        format(audio.putObject("input"), wrongFormats ? "audio/pcm" : hears);
        format(audio.putObject("output"), wrongFormats ? "audio/pcm" : speaks);
        var shown = session.putArray("tools");
        for (JsonNode tool : tools) {
            ObjectNode nested = shown.addObject().put("type", "function").putObject("function");
            nested.setAll((ObjectNode) tool.deepCopy());
            nested.remove("type");
        }
        return session;
    }

    private static void format(ObjectNode direction, String type) {
        ObjectNode format =
                direction.put("transport", "json").putObject("format").put("type", type);
        if (type.equals("audio/pcm")) {
            format.put("rate", 24000);
        }
    }
}
