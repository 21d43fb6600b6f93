package dev.switchhook.xai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ReplyId;

/// Writes what we send to the provider, except for the session itself (wire/xai.md 3.1). Pure and stateless.
final class ClientEncoder {

    static final String MULAW = "audio/pcmu";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ClientEncoder() {}

    /// A piece of the caller's sound. Base64 needs no escaping, so that this hot path is a plain concatenation.
    static String append(AudioChunk audio) {
        return "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + audio.base64() + "\"}";
    }

    /// A request to speak.
    ///
    /// @param cue replaces nothing: the provider's `instructions` of one response replace those of the session,
    ///     therefore they are sent along (wire/xai.md 4, 16); when empty, no instructions are sent at all
    static String createResponse(String instructions, String cue) {
        ObjectNode create = message("response.create");
        if (!cue.isEmpty()) {
            create.putObject("response").put("instructions", instructions + "\n\n" + cue);
        }
        return write(create);
    }

    static String cancel(ReplyId reply) {
        return write(message("response.cancel").put("response_id", reply.value()));
    }

    static String truncate(HeardItem heard) {
        return write(message("conversation.item.truncate")
                .put("item_id", heard.item().value())
                .put("content_index", 0)
                .put("audio_end_ms", heard.milliseconds()));
    }

    /// A line that the provider speaks word for word; its response comes unasked (wire/xai.md 3.3).
    static String forceMessage(String text, boolean interruptible) {
        ObjectNode create = message("conversation.item.create");
        ObjectNode item = create.putObject("item").put("type", "force_message").put("role", "assistant");
        item.putArray("content").addObject().put("type", "output_text").put("text", text);
        item.put("interruptible", interruptible);
        return write(create);
    }

    /// A text that nobody has spoken.
    static String tell(String text) {
        ObjectNode create = message("conversation.item.create");
        ObjectNode item = create.putObject("item").put("type", "message").put("role", "user");
        item.putArray("content").addObject().put("type", "input_text").put("text", text);
        return write(create);
    }

    /// The answer of a tool: a text that holds JSON, encoded once.
    static String toolAnswer(ToolCall.Id call, String answer) {
        ObjectNode create = message("conversation.item.create");
        create.putObject("item")
                .put("type", "function_call_output")
                .put("call_id", call.value())
                .put("output", answer);
        return write(create);
    }

    static ObjectNode message(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    /// The schema of a tool.
    ///
    /// @throws IllegalArgumentException when it is no JSON
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the schema of a tool is no JSON", broken);
        }
    }

    static String write(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a tree of plain values cannot be written", broken);
        }
    }
}
