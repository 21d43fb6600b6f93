package dev.switchhook.twilio;

import dev.switchhook.twilio.TwilioMetrics.Event;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Refuses what the framework would let in, before it costs anything: compressed requests on every path; on Twilio's
/// paths bodies above 64 KiB, WebSocket messages that grow above 64 KiB by fragments, binary messages, and floods of
/// control frames.
///
/// One per connection, on its event loop.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private static final String OURS = "/twilio/";
    private static final String MEDIA = "/twilio/media/";
    private static final int LONGEST_MESSAGE = 64 * 1024;
    /// Twilio sends a few in a minute at most.
    private static final int MOST_CONTROL_FRAMES = 100;
    private static final Duration CONTROL_WINDOW = Duration.ofSeconds(2);
    /// How long the peer may take to answer our close frame; what it sends meanwhile is dropped.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final TwilioMetrics metrics;
    private final RateLimit controlFrames = new RateLimit(MOST_CONTROL_FRAMES, CONTROL_WINDOW);
    private String path = "";
    private long bodyBytes;
    private long messageBytes;
    private boolean refused;

    ConnectionGuard(TwilioMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!refused) {
            judge(context, message);
        }
        if (refused && !(message instanceof CloseWebSocketFrame)) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void judge(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            judgeRequest(context, request);
        }
        if (!refused && message instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            if (bodyBytes > WebhookGate.LONGEST_BODY && path.contains(OURS)) {
                refuseRequest(context, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            }
        }
        if (message instanceof WebSocketFrame frame && path.contains(MEDIA)) {
            judgeFrame(context, frame);
        }
    }

    private void judgeRequest(ChannelHandlerContext context, HttpRequest request) {
        path = request.uri();
        bodyBytes = 0;
        if (request.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            refuseRequest(context, HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE);
        } else if (path.contains(OURS) && HttpUtil.getContentLength(request, 0L) > WebhookGate.LONGEST_BODY) {
            refuseRequest(context, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        }
    }

    private void judgeFrame(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            // The mark of a compressed frame; the decoder lets it through although compression was not agreed on.
            refuseMessage(context, 1002, "no extension agreed on");
            return;
        }
        switch (frame) {
            case CloseWebSocketFrame _ -> {}
            case PingWebSocketFrame _ -> judgeControlFrame(context);
            case PongWebSocketFrame _ -> judgeControlFrame(context);
            case BinaryWebSocketFrame _ -> refuseMessage(context, 1003, "text only");
            default -> {
                messageBytes += frame.content().readableBytes();
                if (messageBytes > LONGEST_MESSAGE) {
                    refuseMessage(context, 1009, "message too long");
                }
                if (frame.isFinalFragment()) {
                    messageBytes = 0;
                }
            }
        }
    }

    private void judgeControlFrame(ChannelHandlerContext context) {
        if (controlFrames.isExceeded(System.nanoTime())) {
            refuseMessage(context, 1008, "too many control frames");
        }
    }

    private void refuseRequest(ChannelHandlerContext context, HttpResponseStatus status) {
        refused = true;
        metrics.count(Event.WEBHOOK_MALFORMED);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var _ = context.writeAndFlush(answer);
        // Closing at once could reset the connection while the peer still sends, and it would never see the answer.
        closeLater(context);
    }

    private void refuseMessage(ChannelHandlerContext context, int code, String reason) {
        refused = true;
        metrics.count(Event.FLOODED);
        var _ = context.writeAndFlush(new CloseWebSocketFrame(code, reason))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        closeLater(context);
    }

    private static void closeLater(ChannelHandlerContext context) {
        Runnable close = () -> {
            var _ = context.close();
        };
        var _ = context.executor().schedule(close, LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
