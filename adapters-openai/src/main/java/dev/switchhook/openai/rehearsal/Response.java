package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One response on the wire: its id, what it has put out, and the shapes of the events that tell of it. Used by one
/// thread.
final class Response {

    private final String id;
    private final Pen pen;
    private final ObjectNode metadata;
    private final ArrayNode output = JsonNodeFactory.instance.arrayNode();

    /// A response that has put out nothing.
    ///
    /// @param metadata what the client wants to find in it again; empty when nothing
    Response(String id, Pen pen, ObjectNode metadata) {
        this.id = id;
        this.metadata = metadata;
        this.pen = pen;
    }

    String id() {
        return id;
    }

    /// Notes an item that is complete.
    void add(ObjectNode item) {
        output.add(item);
    }

    /// The response as `response.created` and `response.done` show it.
    ObjectNode node(String status) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "realtime.response")
                .put("status", status)
                .put("conversation_id", "conv_1");
        node.set("output", output.deepCopy());
        node.putArray("output_modalities").add("audio");
        if (metadata.isEmpty()) {
            node.putNull("metadata");
        } else {
            node.set("metadata", metadata.deepCopy());
        }
        return node;
    }

    /// The item of a line.
    static ObjectNode message(Line line, String status, String transcript) {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("id", line.item())
                .put("object", "realtime.item")
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        ArrayNode content = item.putArray("content");
        if (!status.equals("in_progress")) {
            content.addObject().put("type", "output_audio").put("transcript", transcript);
        }
        return item;
    }

    /// An event about an item of the response.
    ObjectNode itemEvent(String type, ObjectNode item) {
        ObjectNode event = pen.event(type).put("response_id", id).put("output_index", output.size());
        event.set("item", item.deepCopy());
        return event;
    }

    /// An event about a line that is being said.
    ObjectNode lineEvent(String type, Line spoken) {
        return pen.event(type)
                .put("response_id", id)
                .put("item_id", spoken.item())
                .put("output_index", output.size())
                .put("content_index", 0);
    }

    /// An event about a tool call that is being written.
    ObjectNode callEvent(String type, ObjectNode item) {
        return pen.event(type)
                .put("response_id", id)
                .put("item_id", item.path("id").asText())
                .put("output_index", output.size())
                .put("call_id", item.path("call_id").asText());
    }
}
