package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/// What the server accepts in `session.audio`, strictly (`wire/openai.md` 2.1 and 2.3). Pure functions.
final class AudioRules {

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
    private static final Set<String> TAKES_KEYWORDS = Set.of("gpt-transcribe", "gpt-live-transcribe");
    private static final String WHISPER = "gpt-realtime-whisper";
    private static final Pattern OWN_VOICE = Pattern.compile("voice_[A-Za-z0-9_-]+");

    private AudioRules() {}

    /// Checks it.
    ///
    /// @param deployments whether the names of transcription models tell nothing, as at Azure
    static void check(Shape audio, boolean voiceFixed, boolean deployments) throws Breach {
        audio.only(Set.of("input", "output"));
        if (audio.has("input")) {
            input(audio.inside("input"), deployments);
        }
        if (audio.has("output")) {
            output(audio.inside("output"), voiceFixed);
        }
    }

    private static void input(Shape input, boolean deployments) throws Breach {
        input.only(Set.of("format", "noise_reduction", "transcription", "turn_detection"));
        format(input);
        if (input.has("noise_reduction")) {
            Shape noise = input.inside("noise_reduction").only(Set.of("type", "strength"));
            noise.oneOf("type", Set.of("near_field", "far_field"));
            noise.numberIfAny("strength", 0, 1);
        }
        if (input.has("transcription")) {
            transcription(input.inside("transcription"), deployments);
        }
        if (input.has("turn_detection")) {
            turnDetection(input.inside("turn_detection"));
        }
    }

    private static void transcription(Shape transcription, boolean deployments) throws Breach {
        transcription.only(Set.of("model", "language", "languages", "keywords", "prompt", "delay"));
        String model = transcription.text("model");
        for (String field : new String[] {"language", "prompt"}) {
            if (transcription.has(field)) {
                transcription.text(field);
            }
        }
        for (String field : new String[] {"keywords", "languages"}) {
            transcription.textsIfAny(field);
            if (transcription.has(field) && !deployments && !TAKES_KEYWORDS.contains(model)) {
                throw Breach.invalid(transcription.at(field), "not supported by '" + model + "'");
            }
        }
        if (transcription.has("prompt") && model.equals(WHISPER)) {
            throw Breach.invalid(transcription.at("prompt"), "not supported by '" + model + "'");
        }
        if (transcription.has("delay")) {
            transcription.oneOf("delay", Set.of("minimal", "low", "medium", "high", "xhigh"));
            if (!deployments && !model.equals(WHISPER)) {
                throw Breach.invalid(transcription.at("delay"), "not supported by '" + model + "'");
            }
        }
    }

    private static void turnDetection(Shape turns) throws Breach {
        if (turns.oneOf("type", Set.of("server_vad", "semantic_vad")).equals("server_vad")) {
            turns.only(SERVER_VAD);
            turns.numberIfAny("threshold", 0, 1);
            turns.numberIfAny("prefix_padding_ms", 0, 10_000);
            turns.numberIfAny("silence_duration_ms", 0, 10_000);
            if (turns.has("idle_timeout_ms")) {
                turns.whole("idle_timeout_ms", 5_000, 30_000);
            }
        } else {
            turns.only(SEMANTIC_VAD);
            if (turns.has("eagerness")) {
                turns.oneOf("eagerness", Set.of("low", "medium", "high", "auto"));
            }
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
            Shape own = output.inside("voice").only(Set.of("id"));
            if (!OWN_VOICE.matcher(own.text("id")).matches()) {
                throw Breach.invalid(own.at("id"), "the id of a custom voice is expected");
            }
        } else if (OWN_VOICE.matcher(output.text("voice")).matches()) {
            throw Breach.invalid(output.at("voice"), "the name of a voice is expected, or an object with an id");
        }
    }

    /// PCM needs its rate, the telephone formats refuse one (`wire/openai.md` 2.3).
    private static void format(Shape side) throws Breach {
        if (!side.has("format")) {
            return;
        }
        Shape format = side.inside("format").only(Set.of("type", "rate"));
        String type = format.oneOf("type", Set.of("audio/pcm", "audio/pcmu", "audio/pcma"));
        JsonNode rate = format.node().path("rate");
        if (type.equals("audio/pcm")) {
            format.whole("rate", 24_000, 24_000);
        } else if (!rate.isMissingNode()) {
            throw Breach.unknown(format.at("rate"));
        }
    }
}
