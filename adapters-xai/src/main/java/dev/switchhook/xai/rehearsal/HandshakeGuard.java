package dev.switchhook.xai.rehearsal;

import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Answers the handshake as the provider does: 401 without a key, 400 with a flat body to a malformed one, and 101
/// to any model id, unknown ones included (wire/xai.md 1).
final class HandshakeGuard extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final String DEFAULT_MODEL = "grok-voice-think-fast-2.0";

    private static final int LONGEST_FRAME = 4 * 1024 * 1024;
    private static final Set<String> MODELS = Set.of(
            "grok-voice-fast-1.0",
            "grok-voice-think-fast-1.0",
            "grok-voice-think-fast-2.0",
            "grok-voice-latest",
            "grok-voice-3.0");
    private static final Set<String> HEADERS = Set.of(
            "host", "connection", "upgrade", "origin", "authorization", "content-length", "user-agent", "accept");

    private final String path;
    private final XaiMisbehaviour misbehaviour;
    private final Admitted admitted;

    /// Makes the handler of an admitted connection.
    interface Admitted {
        SessionHandler session(
                ChannelHandlerContext context, String model, Optional<String> conversation, List<String> complaints);
    }

    HandshakeGuard(String path, XaiMisbehaviour misbehaviour, Admitted admitted) {
        this.path = path;
        this.misbehaviour = misbehaviour;
        this.admitted = admitted;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        FullHttpRequest kept = request.retain();
        long delay = misbehaviour.handshakeDelay().toMillis();
        if (delay == 0) {
            answer(context, kept);
        } else {
            var _ = context.executor().schedule(() -> answer(context, kept), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request) {
        try {
            if (!context.channel().isActive()) {
                return;
            }
            QueryStringDecoder url = new QueryStringDecoder(request.uri());
            String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
            if (misbehaviour.refuseWith() != 0) {
                refuse(context, misbehaviour.refuseWith(), "rehearsed", "The rehearsal refuses");
            } else if (!url.path().equals(path)) {
                refuse(context, 404, "not_found", "Not found");
            } else if (authorization.isEmpty()) {
                refuse(context, 401, "unauthenticated", "No credential");
            } else if (!authorization.matches("Bearer xai-[A-Za-z0-9_-]+")) {
                refuse(context, 400, "Client specified an invalid argument", "Incorrect API key provided");
            } else if (misbehaviour.has(Oddity.REFUSES_RESUMPTION_AT_HANDSHAKE)
                    && conversation(url).isPresent()) {
                refuse(context, 400, "Client specified an invalid argument", "Conversation not found");
            } else {
                admit(context, request, url);
            }
        } finally {
            request.release();
        }
    }

    private static void refuse(ChannelHandlerContext context, int status, String code, String error) {
        String body = ServerWire.object().put("code", code).put("error", error).toString();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        if (status == 429 || status == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "2");
        }
        var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void admit(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder url) {
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + request.headers().get(HttpHeaderNames.HOST) + path, null, false, LONGEST_FRAME)
                .newHandshaker(request);
        if (handshaker == null) {
            refuse(context, 426, "upgrade_required", "This is a WebSocket");
            return;
        }
        String wanted =
                url.parameters().getOrDefault("model", List.of(DEFAULT_MODEL)).getFirst();
        String model = MODELS.contains(wanted) ? wanted : DEFAULT_MODEL;
        SessionHandler session = admitted.session(context, model, conversation(url), complaintsAbout(request, url));
        var _ = handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                context.pipeline()
                        .addLast(new WebSocketFrameAggregator(LONGEST_FRAME))
                        .addLast(session);
                context.pipeline().remove(this);
                session.begin();
            }
        });
    }

    private static Optional<String> conversation(QueryStringDecoder url) {
        return Optional.ofNullable(url.parameters().get("conversation_id")).map(List::getFirst);
    }

    private static List<String> complaintsAbout(FullHttpRequest request, QueryStringDecoder url) {
        List<String> complaints = new ArrayList<>();
        for (String name : request.headers().names()) {
            String header = name.toLowerCase(Locale.ROOT);
            if (!HEADERS.contains(header)
                    && (!header.startsWith("sec-websocket-") || header.equals("sec-websocket-protocol"))) {
                complaints.add("the handshake carries the header " + name);
            }
        }
        for (String parameter : url.parameters().keySet()) {
            if (!Set.of("model", "conversation_id").contains(parameter)) {
                complaints.add("the URL carries the parameter " + parameter);
            }
        }
        return complaints;
    }
}
