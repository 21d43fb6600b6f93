package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of a session as they are in force, and how they are shown (wire/xai.md 2). Opens as the provider's
/// sessions do: voice ara, no turn detection, PCM at 24 kHz. Used by one thread.
final class EffectiveSession {

    static final String MULAW = "audio/pcmu";

    private final String model;
    private String voice = "ara";
    private String instructions = "";
    private String effort = "";
    private String hears = "audio/pcm";
    private String speaks = "audio/pcm";
    private boolean serverVad;
    private int silenceMilliseconds = 500;
    private boolean answersItself = true;
    private boolean stopsItself = true;
    private boolean transcribes;
    private boolean resumption;
    private double speed = 1;
    private JsonNode replace = ServerWire.object();
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

    /// Whether it answers the caller unasked.
    boolean answersItself() {
        return answersItself;
    }

    /// Whether it stops speaking when the caller speaks.
    boolean stopsItself() {
        return stopsItself;
    }

    boolean transcribes() {
        return transcribes;
    }

    /// Whether the conversation shall be kept.
    boolean resumption() {
        return resumption;
    }

    /// Takes an update: what is known and in its place takes effect, what the provider would ignore silently is
    /// complained about.
    ///
    /// @return what is wrong, in which case nothing took effect
    Optional<String> update(JsonNode session, SessionLog log) {
        Optional<String> wrong = SessionCheck.problemOf(session);
        if (wrong.isPresent()) {
            return wrong;
        }
        SessionCheck.ignored(session).forEach(log::complain);
        ToolCheck.hazards(session.path("tools")).forEach(log::complain);
        JsonNode audio = session.path("audio");
        voice = session.path("voice").asText(voice).toLowerCase(Locale.ROOT);
        instructions = session.path("instructions").asText(instructions);
        effort = session.at("/reasoning/effort").asText(effort);
        hears = audio.at("/input/format/type").asText(hears);
        speaks = audio.at("/output/format/type").asText(speaks);
        transcribes |= audio.at("/input/transcription/model").asText().equals("grok-transcribe");
        if (session.has("turn_detection")) {
            serverVad = session.at("/turn_detection/type").asText().equals("server_vad");
            JsonNode vad = session.path("turn_detection");
            silenceMilliseconds = vad.path("silence_duration_ms").asInt(silenceMilliseconds);
            answersItself = vad.path("create_response").asBoolean(true);
            stopsItself = vad.path("interrupt_response").asBoolean(true);
        }
        speed = audio.at("/output/speed").asDouble(speed);
        replace = session.path("replace").isObject() ? session.path("replace").deepCopy() : replace;
        resumption |= session.at("/resumption/enabled").asBoolean(false);
        if (session.path("tools").isArray()) {
            tools = session.path("tools")
                    .valueStream()
                    .filter(JsonNode::isObject)
                    .toList();
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
            vad.put("type", "server_vad")
                    .put("silence_duration_ms", silenceMilliseconds)
                    .put("create_response", answersItself)
                    .put("interrupt_response", stopsItself);
        } else {
            vad.putNull("type");
        }
        ObjectNode audio = session.putObject("audio");
        format(audio.putObject("input"), wrongFormats ? "audio/pcm" : hears);
        format(audio.putObject("output"), wrongFormats ? "audio/pcm" : speaks);
        audio.withObject("/output").put("speed", speed);
        session.set("replace", replace);
        session.putObject("resumption").put("enabled", resumption);
        var shown = session.putArray("tools");
        for (JsonNode tool : tools) {
            if (!tool.path("type").asText().equals("function")) {
                shown.add(tool.deepCopy());
                continue;
            }
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
