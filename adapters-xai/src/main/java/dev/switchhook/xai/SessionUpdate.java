package dev.switchhook.xai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.tool.Tool;
import java.util.List;

/// Writes the whole session, as the first message to the provider (wire/xai.md 2). Pure and stateless.
///
/// `voice`, `turn_detection`, `replace` and `resumption` stand at the top level, formats, transcription and speed
/// nested under `audio`: the provider ignores every other place silently, and speaks static then. What is not set is
/// not sent, so that the provider's own default holds.
final class SessionUpdate {

    private SessionUpdate() {}

    /// The message for a new session, or for one that is taken up again: those want everything anew.
    ///
    /// @throws IllegalArgumentException when the schema of a tool is no JSON
    static String of(XaiSettings settings, SpeechBriefing briefing) {
        ObjectNode update = ClientEncoder.message("session.update");
        ObjectNode session = update.putObject("session");
        SpeakingSettings speaking = settings.speaking();
        session.put("voice", speaking.voice());
        session.put("instructions", briefing.instructions());
        session.putObject("reasoning").put("effort", speaking.reasoningEffort());
        turnDetection(session.putObject("turn_detection"), settings.turns());
        ObjectNode audio = session.putObject("audio");
        ObjectNode input = audio.putObject("input");
        input.putObject("format").put("type", ClientEncoder.MULAW);
        transcription(input.putObject("transcription"), settings.transcription());
        ObjectNode output = audio.putObject("output");
        output.putObject("format").put("type", ClientEncoder.MULAW);
        if (speaking.speed() != 1) {
            output.put("speed", speaking.speed());
        }
        ArrayNode tools = session.putArray("tools");
        briefing.tools().forEach(tool -> function(add(tools, "function"), tool));
        serverTools(tools, settings.serverTools());
        if (!speaking.replace().isEmpty()) {
            speaking.replace().forEach(session.putObject("replace")::put);
        }
        if (settings.resumption()) {
            session.putObject("resumption").put("enabled", true);
        }
        return ClientEncoder.write(update);
    }

    private static void turnDetection(ObjectNode node, TurnSettings turns) {
        node.put("type", "server_vad")
                .put("threshold", turns.threshold())
                .put("silence_duration_ms", turns.silence().toMillis())
                .put("prefix_padding_ms", turns.prefixPadding().toMillis());
        turns.idleTimeout().ifPresent(idle -> node.put("idle_timeout_ms", idle.toMillis()));
        turns.createResponse().ifPresent(itself -> node.put("create_response", itself));
        turns.interruptResponse().ifPresent(itself -> node.put("interrupt_response", itself));
    }

    private static void transcription(ObjectNode node, TranscriptionSettings transcription) {
        node.put("model", TranscriptionSettings.MODEL);
        transcription.language().ifPresent(tag -> node.put("language_hint", tag));
        list(node, "keyterms", transcription.keyTerms());
    }

    private static void function(ObjectNode node, Tool tool) {
        node.put("name", tool.name()).put("description", tool.description());
        node.set("parameters", ClientEncoder.parse(tool.parameters()));
    }

    private static void serverTools(ArrayNode tools, ServerToolSettings settings) {
        settings.web().ifPresent(web -> {
            ObjectNode node = add(tools, "web_search");
            list(node, "allowed_domains", web.allowed());
            list(node, "excluded_domains", web.excluded());
        });
        settings.x().ifPresent(x -> {
            ObjectNode node = add(tools, "x_search");
            list(node, "allowed_x_handles", x.allowed());
            list(node, "excluded_x_handles", x.excluded());
        });
        settings.files().ifPresent(files -> {
            ObjectNode node = add(tools, "file_search");
            list(node, "vector_store_ids", files.stores());
            files.maxResults().ifPresent(most -> node.put("max_num_results", most));
        });
        settings.server().ifPresent(server -> {
            ObjectNode node =
                    add(tools, "mcp").put("server_url", server.url().toString()).put("server_label", server.label());
            server.authorization().ifPresent(secret -> node.put("authorization", secret.reveal()));
            list(node, "allowed_tools", server.allowedTools());
        });
    }

    private static ObjectNode add(ArrayNode tools, String type) {
        return tools.addObject().put("type", type);
    }

    private static void list(ObjectNode node, String key, List<String> entries) {
        if (!entries.isEmpty()) {
            entries.forEach(node.putArray(key)::add);
        }
    }
}
