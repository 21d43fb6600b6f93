package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the provider refuses in a `session.update`, and what it ignores without a word (wire/xai.md 2). Pure.
final class SessionCheck {

    private static final Set<String> FORMATS = Set.of("audio/pcm", "audio/pcmu", "audio/pcma", "audio/opus");

    /// The keys that have a meaning, by the place where they stand.
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "",
            Set.of("voice", "instructions", "reasoning", "turn_detection", "audio", "tools", "replace", "resumption"),
            "/reasoning",
            Set.of("effort"),
            "/turn_detection",
            Set.of(
                    "type",
                    "threshold",
                    "silence_duration_ms",
                    "prefix_padding_ms",
                    "idle_timeout_ms",
                    "create_response",
                    "interrupt_response"),
            "/audio",
            Set.of("input", "output"),
            "/audio/input",
            Set.of("format", "transport", "transcription"),
            "/audio/output",
            Set.of("format", "transport", "speed"),
            "/audio/input/transcription",
            Set.of("model", "language_hint", "keyterms"),
            "/resumption",
            Set.of("enabled"));

    private SessionCheck() {}

    /// What has no effect, in words.
    static List<String> ignored(JsonNode session) {
        List<String> ignored = new ArrayList<>();
        KNOWN.forEach((place, keys) -> session.at(place).fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                ignored.add("session" + (place + "/" + key).replace('/', '.') + " is ignored by this provider");
            }
        }));
        String hint = session.at("/audio/input/transcription/language_hint").asText();
        if (Set.of("es", "pt").contains(hint)) {
            ignored.add("the language hint " + hint + " without a region is ignored by this provider");
        }
        return ignored;
    }

    /// The first thing that is wrong.
    static Optional<String> problemOf(JsonNode session) {
        if (!session.isObject()) {
            return Optional.of("session must be an object");
        }
        return turns(session.path("turn_detection"))
                .or(() -> audio(session.path("audio")))
                .or(() -> rest(session))
                .or(() -> ToolCheck.problemOf(session.path("tools")));
    }

    private static Optional<String> turns(JsonNode vad) {
        if (vad.isObject()
                && !vad.path("type").isNull()
                && !vad.path("type").asText().equals("server_vad")) {
            return Optional.of("turn_detection.type must be server_vad or null");
        }
        for (String key : List.of("silence_duration_ms", "prefix_padding_ms")) {
            if (outside(vad.path(key), 0, 10_000)) {
                return Optional.of("turn_detection." + key + " must be between 0 and 10000");
            }
        }
        for (String key : List.of("create_response", "interrupt_response")) {
            if (vad.has(key) && !vad.path(key).isBoolean()) {
                return Optional.of("turn_detection." + key + " must be true or false");
            }
        }
        return outside(vad.path("threshold"), 0.1, 0.9)
                ? Optional.of("turn_detection.threshold must be between 0.1 and 0.9")
                : when(
                        outside(vad.path("idle_timeout_ms"), 1, Integer.MAX_VALUE),
                        "turn_detection.idle_timeout_ms must be a positive number or null");
    }

    private static Optional<String> audio(JsonNode audio) {
        for (String direction : List.of("input", "output")) {
            String format = audio.path(direction).at("/format/type").asText("audio/pcm");
            if (!FORMATS.contains(format)) {
                return Optional.of("audio." + direction + ".format.type is unknown");
            }
        }
        JsonNode terms = audio.at("/input/transcription/keyterms");
        if (terms.size() > 100 || terms.valueStream().anyMatch(term -> !term.isTextual() || tooLong(term, 50))) {
            return Optional.of("keyterms are at most 100 texts of at most 50 characters");
        }
        return when(outside(audio.at("/output/speed"), 0.7, 1.5), "audio.output.speed must be between 0.7 and 1.5");
    }

    private static Optional<String> rest(JsonNode session) {
        if (!Set.of("none", "high").contains(session.at("/reasoning/effort").asText("high"))) {
            return Optional.of("reasoning.effort must be none or high");
        }
        JsonNode replace = session.path("replace");
        if (!replace.isMissingNode()
                && !(replace.isObject() && replace.valueStream().allMatch(JsonNode::isTextual))) {
            return Optional.of("replace must be a map of texts");
        }
        JsonNode enabled = session.at("/resumption/enabled");
        return when(!enabled.isMissingNode() && !enabled.isBoolean(), "resumption.enabled must be true or false");
    }

    static boolean tooLong(JsonNode text, int most) {
        return text.asText().length() > most;
    }

    static Optional<String> when(boolean wrong, String problem) {
        return wrong ? Optional.of(problem) : Optional.empty();
    }

    /// Whether something is there that is no number from `least` to `most`.
    static boolean outside(JsonNode number, double least, double most) {
        if (number.isMissingNode() || number.isNull()) {
            return false;
        }
        return !number.isNumber() || number.asDouble() < least || number.asDouble() > most;
    }
}
