package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/// What the server accepts in the `session` of a `session.update`: the GA tree of `wire/openai.md` 2.1, strictly.
/// One breach refuses the whole update. Pure functions.
final class SessionRules {

    private static final Set<String> SESSION = Set.of(
            "type",
            "model",
            "output_modalities",
            "instructions",
            "audio",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning",
            "max_output_tokens",
            "truncation",
            "tracing",
            "prompt",
            "include");
    private static final Set<String> SERVER_VAD = Set.of(
            "type",
            "threshold",
            "prefix_padding_ms",
            "silence_duration_ms",
            "create_response",
            "interrupt_response",
            "idle_timeout_ms");
    private static final Set<String> SEMANTIC_VAD =
            Set.of("type", "eagerness", "create_response", "interrupt_response");
    private static final Pattern REASONING_MODEL =
            Pattern.compile("gpt-realtime-2(\\.[0-9]+)?(-mini)?(-[0-9]{4}-[0-9]{2}-[0-9]{2})?");
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private SessionRules() {}

    /// Checks an update.
    ///
    /// @param model the model of the session, which decides whether reasoning can be configured
    /// @param voiceFixed whether the agent has spoken already
    static void check(JsonNode update, String model, boolean voiceFixed) throws Breach {
        Shape session = new Shape("session", update).only(SESSION);
        session.oneOf("type", Set.of("realtime"));
        if (session.has("model") && !session.text("model").equals(model)) {
            throw Breach.invalid("session.model", "the model of a session cannot be changed");
        }
        if (session.has("instructions")) {
            session.text("instructions");
        }
        modalities(session.get("output_modalities"));
        if (session.has("audio")) {
            Shape audio = session.inside("audio").only(Set.of("input", "output"));
            if (audio.has("input")) {
                input(audio.inside("input"));
            }
            if (audio.has("output")) {
                output(audio.inside("output"), voiceFixed);
            }
        }
        reasoning(session, model);
        tools(session);
        limits(session);
    }

    private static void modalities(JsonNode modalities) throws Breach {
        if (!modalities.isMissingNode()
                && !modalities.toString().equals("[\"audio\"]")
                && !modalities.toString().equals("[\"text\"]")) {
            throw Breach.invalid("session.output_modalities", "[\"audio\"] or [\"text\"] is expected");
        }
    }

    private static void input(Shape input) throws Breach {
        input.only(Set.of("format", "noise_reduction", "transcription", "turn_detection"));
        format(input);
        if (input.has("noise_reduction")) {
            Shape noise = input.inside("noise_reduction").only(Set.of("type", "strength"));
            noise.oneOf("type", Set.of("near_field", "far_field"));
        }
        if (input.has("transcription")) {
            Shape transcription = input.inside("transcription")
                    .only(Set.of("model", "language", "languages", "keywords", "prompt", "delay"));
            transcription.text("model");
            if (transcription.has("language")) {
                transcription.text("language");
            }
        }
        if (input.has("turn_detection")) {
            turnDetection(input.inside("turn_detection"));
        }
    }

    private static void turnDetection(Shape turns) throws Breach {
        if (turns.oneOf("type", Set.of("server_vad", "semantic_vad")).equals("server_vad")) {
            turns.only(SERVER_VAD);
            turns.numberIfAny("threshold", 0, 1);
            turns.numberIfAny("prefix_padding_ms", 0, 10_000);
            turns.numberIfAny("silence_duration_ms", 0, 10_000);
        } else {
            turns.only(SEMANTIC_VAD);
        }
        turns.truthIfAny("create_response");
        turns.truthIfAny("interrupt_response");
    }

    private static void output(Shape output, boolean voiceFixed) throws Breach {
        output.only(Set.of("format", "voice", "speed"));
        format(output);
        output.numberIfAny("speed", 0.25, 1.5);
        if (!output.has("voice")) {
            return;
        }
        if (voiceFixed) {
            throw new Breach(
                    "cannot_update_voice", "The voice cannot change once the agent has spoken.", output.at("voice"));
        }
        if (output.get("voice").isObject()) {
            output.inside("voice").only(Set.of("id")).text("id");
        } else {
            output.text("voice");
        }
    }

    /// PCM needs its rate, the telephone formats refuse one (`wire/openai.md` 2.3).
    private static void format(Shape side) throws Breach {
        if (!side.has("format")) {
            return;
        }
        Shape format = side.inside("format").only(Set.of("type", "rate"));
        String type = format.oneOf("type", Set.of("audio/pcm", "audio/pcmu", "audio/pcma"));
        if (type.equals("audio/pcm")) {
            format.whole("rate", 24_000, 24_000);
        } else if (format.node().has("rate")) {
            throw Breach.unknown(format.at("rate"));
        }
    }

    private static void reasoning(Shape session, String model) throws Breach {
        boolean reasons = REASONING_MODEL.matcher(model).matches();
        for (String field : new String[] {"reasoning", "parallel_tool_calls"}) {
            if (session.has(field) && !reasons) {
                throw Breach.invalid(session.at(field), "the model does not reason");
            }
        }
        if (session.has("reasoning")) {
            Shape reasoning = session.inside("reasoning").only(Set.of("effort"));
            reasoning.oneOf("effort", Set.of("minimal", "low", "medium", "high", "xhigh"));
        }
    }

    private static void tools(Shape session) throws Breach {
        if (session.has("tools") && !session.get("tools").isArray()) {
            throw Breach.invalid("session.tools", "an array is expected");
        }
        int number = 0;
        for (JsonNode node : session.get("tools")) {
            Shape tool = new Shape("session.tools[" + number++ + "]", node);
            if (tool.oneOf("type", Set.of("function", "mcp")).equals("mcp")) {
                continue;
            }
            tool.only(Set.of("type", "name", "description", "parameters"));
            if (!TOOL_NAME.matcher(tool.text("name")).matches()) {
                throw Breach.invalid(tool.at("name"), "1 to 64 of a-z, A-Z, 0-9, _ and - are expected");
            }
            tool.inside("parameters").oneOf("type", Set.of("object"));
        }
        JsonNode choice = session.get("tool_choice");
        if (choice.isTextual()) {
            session.oneOf("tool_choice", Set.of("auto", "none", "required"));
        }
    }

    private static void limits(Shape session) throws Breach {
        if (session.has("max_output_tokens")
                && !session.get("max_output_tokens").asText().equals("inf")) {
            session.whole("max_output_tokens", 1, 4_096);
        }
        if (!session.has("truncation")) {
            return;
        }
        if (session.get("truncation").isObject()) {
            Shape truncation = session.inside("truncation").only(Set.of("type", "retention_ratio", "token_limits"));
            truncation.oneOf("type", Set.of("retention_ratio"));
            truncation.numberIfAny("retention_ratio", 0, 1);
        } else {
            session.oneOf("truncation", Set.of("auto", "disabled"));
        }
    }
}
