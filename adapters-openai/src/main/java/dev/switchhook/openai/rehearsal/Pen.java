package dev.switchhook.openai.rehearsal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/// Writes the server's events to one socket and gives them their ids. Used by the socket's event loop only.
final class Pen {

    private final Channel channel;
    private final boolean addUnknownFields;
    private int events;

    Pen(Channel channel, boolean addUnknownFields) {
        this.channel = channel;
        this.addUnknownFields = addUnknownFields;
    }

    /// A new event of that type, to be filled and sent.
    ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("event_id", "event_" + ++events);
    }

    void send(ObjectNode event) {
        if (addUnknownFields) {
            event.put("obfuscation", "aX9").putObject("phase_of_the_moon").put("type", "waning");
        }
        var _ = channel.writeAndFlush(new TextWebSocketFrame(event.toString()));
    }

    /// An `error` event.
    ///
    /// @param code none when empty
    /// @param clientEvent the client event that is complained about; none when empty
    void error(String code, String message, String param, String clientEvent) {
        ObjectNode event = event("error");
        ObjectNode error =
                event.putObject("error").put("type", "invalid_request_error").put("message", message);
        putOrNull(error, "code", code);
        putOrNull(error, "param", param);
        putOrNull(error, "event_id", clientEvent);
        send(event);
    }

    private static void putOrNull(ObjectNode node, String field, String value) {
        if (value.isEmpty()) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }

    /// Closes with that code, and then for good.
    void close(int code, String reason) {
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }
}
