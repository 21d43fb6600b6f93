package dev.switchhook.xai.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The server's end of one connection: writes messages in the provider's manner, with `event_id` and with
/// `previous_item_id:null` on nearly all of them, and runs things later. Used on the event loop of the connection.
final class ServerWire {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Channel channel;
    private int events;
    private boolean mute;

    ServerWire(Channel channel) {
        this.channel = channel;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// A message of that type, to be filled and sent.
    ObjectNode event(String type) {
        return seal(object().put("type", type));
    }

    /// Adds what every message has; for messages whose type does not come first.
    ObjectNode seal(ObjectNode message) {
        message.put("event_id", "evt_" + ++events);
        message.putNull("previous_item_id");
        return message;
    }

    void send(ObjectNode message) {
        sendText(message.toString());
    }

    void sendText(String text) {
        if (!mute) {
            var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    /// Sends no message any more.
    void mute() {
        mute = true;
    }

    void error(String type, String code, String message) {
        ObjectNode event = event("error");
        event.putObject("error").put("type", type).put("code", code).put("message", message);
        send(event);
    }

    Future<?> later(Duration delay, Runnable task) {
        return channel.eventLoop().schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// A timer would keep a failure to itself.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            channel.pipeline().fireExceptionCaught(broken);
        }
    }

    /// Breaks the connection without a word.
    void drop() {
        var _ = channel.close();
    }

    /// Ends the connection with a close code.
    void close(int code) {
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
    }

    void stopReading() {
        channel.config().setAutoRead(false);
    }
}
