package dev.switchhook.openai.rehearsal;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Decides who may in, as the real server does: some are refused by an HTTP status, others get their handshake and
/// then an error and a close code (`wire/openai.md` 1.1). Used by one connection.
final class Doorkeeper extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final int MOST_BYTES_PER_EVENT = 16 * 1024 * 1024;
    private static final String PATH = "/v1/realtime";
    private static final String AZURE_PATH = "/openai/v1/realtime";
    private static final String AZURE_KEY = "api-key";
    private static final String BEARER = "Bearer ";

    private final OpenAiRehearsal house;
    private final RehearsalOptions options;
    private final boolean azure;

    /// The door of one connection.
    ///
    /// @param number of the connection
    Doorkeeper(OpenAiRehearsal house, RehearsalOptions options, int number) {
        this.house = house;
        this.options = options.forConnection(number);
        this.azure = options.has(Misbehaviour.BeAzure.class);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Optional<Misbehaviour.RefuseHandshake> refusal = options.find(Misbehaviour.RefuseHandshake.class);
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        String model = url.parameters().getOrDefault("model", List.of("")).getFirst();
        if (refusal.isPresent()) {
            refuse(context, refusal.get().status(), refusal.get().retryAfterSeconds());
        } else if (!url.path().equals(azure ? AZURE_PATH : PATH)) {
            refuse(context, 404, Optional.empty());
        } else if (key(request).isEmpty() || (azure && url.parameters().containsKey("api-version"))) {
            refuse(context, 401, Optional.empty());
        } else if (model.isBlank()) {
            refuse(context, 400, Optional.empty());
        } else {
            welcome(context, request.retain(), model);
        }
    }

    /// The key that a client shows in the way that this server wants it, or nothing.
    private Optional<String> key(FullHttpRequest request) {
        if (azure) {
            return Optional.ofNullable(request.headers().get(AZURE_KEY));
        }
        return Optional.ofNullable(request.headers().get(HttpHeaderNames.AUTHORIZATION))
                .filter(authorization -> authorization.startsWith(BEARER))
                .map(authorization -> authorization.substring(BEARER.length()));
    }

    private static void refuse(ChannelHandlerContext context, int status, Optional<Integer> retryAfter) {
        var answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        retryAfter.ifPresent(seconds -> answer.headers().set(HttpHeaderNames.RETRY_AFTER, seconds));
        var _ = context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void welcome(ChannelHandlerContext context, FullHttpRequest request, String model) {
        Optional<Duration> late =
                options.find(Misbehaviour.AnswerHandshakeLate.class).map(Misbehaviour.AnswerHandshakeLate::after);
        if (late.isEmpty()) {
            upgrade(context, request, model);
            return;
        }
        var _ = context.executor()
                .schedule(() -> upgrade(context, request, model), late.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, String model) {
        try {
            if (!context.channel().isActive()) {
                return;
            }
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://127.0.0.1" + PATH, null, false, MOST_BYTES_PER_EVENT)
                    .newHandshaker(request);
            if (handshaker == null) {
                refuse(context, 426, Optional.empty());
                return;
            }
            var _ = handshaker.handshake(context.channel(), request);
            admit(context, request, model);
        } finally {
            request.release();
        }
    }

    private void admit(ChannelHandlerContext context, FullHttpRequest request, String model) {
        Pen pen = new Pen(context.channel(), false);
        String key = key(request).orElse("");
        if (request.headers().contains("OpenAI-Beta")) {
            pen.error("beta_api_shape_disabled", "The Realtime Beta API is no longer supported.", "", "");
            pen.close(4000, "invalid_request_error.beta_api_shape_disabled");
        } else if (!key.equals(house.key().reveal())) {
            pen.error("invalid_api_key", "Incorrect API key provided.", "", "");
            pen.close(3000, "invalid_request_error.invalid_api_key");
        } else {
            Notebook notebook = house.newNotebook();
            ServerSession session = house.newSession(context.channel(), notebook, model, options);
            context.pipeline()
                    .replace(
                            this,
                            "events",
                            new SocketEnd(session, notebook, options.has(Misbehaviour.IgnoreClose.class)));
            context.pipeline().addBefore("events", "silence", session.silence());
            context.pipeline().addBefore("events", "fragments", new WebSocketFrameAggregator(MOST_BYTES_PER_EVENT));
            session.begin();
        }
    }
}
