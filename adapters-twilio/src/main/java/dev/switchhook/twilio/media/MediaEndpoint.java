package dev.switchhook.twilio.media;

import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the media connections of Twilio and of browsers arrive. One object per connection, and every method on that
/// connection's event
/// loop: handing messages to another executor would destroy their order.
@Prototype
@ServerWebSocket("/twilio/media/{ticket}")
class MediaEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(MediaEndpoint.class);
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final IncomingCalls calls;
    private final PendingSockets pending;
    private final TwilioMetrics metrics;
    private final MediaLimits limits;
    private @Nullable MediaConnection connection;
    private @Nullable ScheduledFuture<?> clock;

    MediaEndpoint(IncomingCalls calls, PendingSockets pending, TwilioMetrics metrics, MediaLimits limits) {
        this.calls = calls;
        this.pending = pending;
        this.metrics = metrics;
        this.limits = limits;
    }

    /// The handshake is done.
    @OnOpen
    void opened(
            WebSocketSession session, @RequestAttribute(AdmittedSocket.ATTRIBUTE) @Nullable AdmittedSocket admitted) {
        if (admitted == null) {
            metrics.count(Event.HANDSHAKE_REFUSED);
            session.close(CloseReason.POLICY_VIOLATION);
        } else if (!pending.enter()) {
            metrics.count(Event.TOO_MANY_PENDING);
            session.close(CloseReason.TRY_AGAIN_LATER);
        } else {
            NettyMediaSocket socket = new NettyMediaSocket(admitted.channel());
            MediaConnection opened = new MediaConnection(
                    admitted.ticket(), admitted.peer(), calls, socket, pending, metrics, limits, System.nanoTime());
            connection = opened;
            long pause = limits.lookEvery().toNanos();
            EventLoop loop = admitted.channel().eventLoop();
            clock = loop.scheduleAtFixedRate(() -> opened.tick(System.nanoTime()), pause, pause, TimeUnit.NANOSECONDS);
        }
    }

    /// A text message has arrived; fragments are joined. Binary ones do not come this far.
    @OnMessage(maxPayloadLength = LONGEST_MESSAGE)
    void received(String message) {
        if (connection != null) {
            connection.received(message, System.nanoTime());
        }
    }

    /// The connection is closed, with or without a close frame.
    @OnClose
    void closed() {
        if (clock != null) {
            clock.cancel(false);
        }
        if (connection != null) {
            connection.closed();
        }
    }

    /// A frame that is no WebSocket frame, a broken connection, or a defect of ours. The first two close the
    /// connection by themselves.
    @OnError
    void failed(Throwable fault) {
        if (fault instanceof IOException || fault instanceof CodecException) {
            LOG.debug("event=media-broken fault=\"{}\"", fault.toString());
        } else if (connection != null) {
            LOG.error("event=defect", fault);
            connection.failed();
        }
    }
}
