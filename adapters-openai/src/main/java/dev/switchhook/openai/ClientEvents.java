package dev.switchhook.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.audio.AudioChunk;

/// Writes the events that we send (`wire/openai.md` 3.1). Each of them has its own event id, `c-1`, `c-2` and so on,
/// so that an error can name it; only sound has none, because it is never acknowledged. Not safe for use by several
/// threads.
final class ClientEvents {

    /// The key of a response's metadata that holds the id of the event that asked for it.
    static final String REQUEST = "request";

    private int written;

    /// The event id of the event that was written last; sound does not count.
    String lastId() {
        return "c-" + written;
    }

    /// Base64 needs no escaping, so the sound passes through as it is.
    String append(AudioChunk audio) {
        return "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + audio.base64() + "\"}";
    }

    String updateSession(ObjectNode session) {
        return event("session.update").set("session", session).toString();
    }

    String createResponse(String instructions) {
        ObjectNode event = event("response.create");
        if (!instructions.isEmpty()) {
            event.putObject("response").put("instructions", instructions);
        }
        return event.toString();
    }

    /// Asks for a reply that uses no tool. It carries its own event id, by which the reply is known when it begins.
    String createLine(String instructions) {
        ObjectNode event = event("response.create");
        ObjectNode response = event.putObject("response").put("instructions", instructions);
        response.putArray("tools");
        response.put("tool_choice", "none").putObject("metadata").put(REQUEST, lastId());
        return event.toString();
    }

    /// Refuses the use of a tool that the provider runs by itself.
    String refuseApproval(String request) {
        ObjectNode event = event("conversation.item.create");
        event.putObject("item")
                .put("type", "mcp_approval_response")
                .put("approval_request_id", request)
                .put("approve", false)
                .put("reason", "Nobody in this call may approve this.");
        return event.toString();
    }

    /// Cancels that response, or whichever is in flight when its id is empty because we have not been told it yet.
    String cancelResponse(String response) {
        ObjectNode event = event("response.cancel");
        if (!response.isEmpty()) {
            event.put("response_id", response);
        }
        return event.toString();
    }

    String truncate(String item, int contentIndex, long milliseconds) {
        return event("conversation.item.truncate")
                .put("item_id", item)
                .put("content_index", contentIndex)
                .put("audio_end_ms", milliseconds)
                .toString();
    }

    /// A text that nobody has spoken.
    String tell(String text) {
        ObjectNode event = event("conversation.item.create");
        event.putObject("item")
                .put("type", "message")
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "input_text")
                .put("text", text);
        return event.toString();
    }

    String toolOutput(String callId, String output) {
        ObjectNode event = event("conversation.item.create");
        event.putObject("item")
                .put("type", "function_call_output")
                .put("call_id", callId)
                .put("output", output);
        return event.toString();
    }

    private ObjectNode event(String type) {
        written++;
        return JsonNodeFactory.instance.objectNode().put("type", type).put("event_id", lastId());
    }
}
