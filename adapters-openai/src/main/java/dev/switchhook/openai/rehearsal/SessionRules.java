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
    private static final String LOGPROBS = "[\"item.input_audio_transcription.logprobs\"]";
    private static final Pattern REASONING_MODEL =
            Pattern.compile("gpt-realtime-2(\\.[0-9]+)?(-mini)?(-[0-9]{4}-[0-9]{2}-[0-9]{2})?");

    private SessionRules() {}

    /// Checks an update.
    ///
    /// @param now the session as it is
    /// @param voiceFixed whether the agent has spoken already
    /// @param deployments whether models go by names that tell nothing about them, as at Azure
    static void check(JsonNode update, EffectiveSession now, boolean voiceFixed, boolean deployments) throws Breach {
        Shape session = new Shape("session", update).only(SESSION);
        session.oneOf("type", Set.of("realtime"));
        if (session.has("model") && !session.text("model").equals(now.model())) {
            throw Breach.invalid("session.model", "the model of a session cannot be changed");
        }
        if (session.has("instructions")) {
            session.text("instructions");
        }
        modalities(session.get("output_modalities"));
        if (session.has("audio")) {
            AudioRules.check(session.inside("audio"), voiceFixed, deployments);
        }
        reasoning(session, now.model(), deployments);
        ToolRules.check(session, now.tools());
        limits(session);
        truncation(session);
        tracing(session, now.tracing());
        if (session.has("include") && !session.get("include").toString().equals(LOGPROBS)) {
            throw Breach.invalid("session.include", LOGPROBS + " is expected");
        }
    }

    private static void modalities(JsonNode modalities) throws Breach {
        if (!modalities.isMissingNode()
                && !modalities.toString().equals("[\"audio\"]")
                && !modalities.toString().equals("[\"text\"]")) {
            throw Breach.invalid("session.output_modalities", "[\"audio\"] or [\"text\"] is expected");
        }
    }

    private static void reasoning(Shape session, String model, boolean deployments) throws Breach {
        boolean reasons = deployments || REASONING_MODEL.matcher(model).matches();
        for (String field : new String[] {"reasoning", "parallel_tool_calls"}) {
            if (session.has(field) && !reasons) {
                throw Breach.invalid(session.at(field), "the model does not reason");
            }
        }
        session.truthIfAny("parallel_tool_calls");
        if (session.has("reasoning")) {
            Shape reasoning = session.inside("reasoning").only(Set.of("effort"));
            reasoning.oneOf("effort", Set.of("minimal", "low", "medium", "high", "xhigh"));
        }
    }

    /// Also for one reply.
    static void limits(Shape session) throws Breach {
        if (session.has("max_output_tokens")
                && !session.get("max_output_tokens").asText().equals("inf")) {
            session.whole("max_output_tokens", 1, 4_096);
        }
    }

    private static void truncation(Shape session) throws Breach {
        if (!session.has("truncation")) {
            return;
        }
        if (!session.get("truncation").isObject()) {
            session.oneOf("truncation", Set.of("auto", "disabled"));
            return;
        }
        Shape truncation = session.inside("truncation").only(Set.of("type", "retention_ratio", "token_limits"));
        truncation.oneOf("type", Set.of("retention_ratio"));
        if (!truncation.has("retention_ratio")) {
            throw Breach.missing(truncation.at("retention_ratio"));
        }
        truncation.numberIfAny("retention_ratio", 0, 1);
        if (truncation.has("token_limits")) {
            truncation
                    .inside("token_limits")
                    .only(Set.of("post_instructions"))
                    .whole("post_instructions", 0, 1_000_000);
        }
    }

    /// Frozen once it is set.
    private static void tracing(Shape session, JsonNode now) throws Breach {
        JsonNode tracing = session.get("tracing");
        if (tracing.isMissingNode() || tracing.isNull()) {
            return;
        }
        if (tracing.isObject()) {
            session.inside("tracing").only(Set.of("workflow_name", "group_id", "metadata"));
        } else {
            session.oneOf("tracing", Set.of("auto"));
        }
        if (!now.isMissingNode() && !now.isNull() && !now.equals(tracing)) {
            throw Breach.invalid("session.tracing", "it cannot change once it is set");
        }
    }
}
