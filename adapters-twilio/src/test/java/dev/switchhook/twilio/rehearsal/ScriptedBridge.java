package dev.switchhook.twilio.rehearsal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A bridge for the tests of the telephone: answers webhooks from a table and does on the media socket what a test
/// says. It writes down everything that reaches it.
final class ScriptedBridge implements AutoCloseable {

    /// A webhook or a handshake as it arrived.
    record Request(String path, Map<String, String> headers, Map<String, String> form) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// An answer to a webhook.
    record Reply(int status, String contentType, String body) {

        static Reply twiml(String verbs) {
            return new Reply(200, "text/xml", "<Response>" + verbs + "</Response>");
        }

        static Reply empty() {
            return new Reply(204, "", "");
        }
    }

    /// What a test does with a message of the telephone.
    interface Script {

        void on(Line line, Map<String, Object> message);
    }

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Function<Request, Reply>> replies = new ConcurrentHashMap<>();
    private final Channel server;
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Request> handshakes = new CopyOnWriteArrayList<>();
    final List<Line> lines = new CopyOnWriteArrayList<>();
    volatile Script script = (_, _) -> {};
    volatile int handshakeStatus = 101;

    ScriptedBridge() {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast("http", new HttpServerCodec())
                                .addLast("whole", new HttpObjectAggregator(1 << 20))
                                .addLast("requests", new Requests());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        on("/twilio/status", _ -> Reply.empty());
        on("/twilio/stream-status", _ -> Reply.empty());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    void on(String path, Function<Request, Reply> reply) {
        replies.put(path, reply);
    }

    /// Does this a while later.
    void later(Duration pause, Runnable action) {
        var _ = loops.schedule(action, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// One media socket, from the bridge's side.
    static final class Line {

        private final Channel channel;
        final List<Map<String, Object>> received = new CopyOnWriteArrayList<>();
        volatile String streamSid = "";

        Line(Channel channel) {
            this.channel = channel;
        }

        void play(int milliseconds) {
            byte[] sound = new byte[milliseconds * 8];
            String payload = Base64.getEncoder().encodeToString(sound);
            send("{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"" + payload
                    + "\"}}");
        }

        void mark(String name) {
            send("{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"" + name + "\"}}");
        }

        void clear() {
            send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
        }

        void send(String text) {
            var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        void sendBinary() {
            var _ = channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[160])));
        }

        /// Bytes that no encoder looks at.
        void sendRaw(int... values) {
            ByteBuf bytes = Unpooled.buffer();
            for (int value : values) {
                bytes.writeByte(value);
            }
            var _ = channel.pipeline().firstContext().writeAndFlush(bytes);
        }

        void close(int code) {
            var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, ""));
        }

        void reset() {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
        }

        List<String> events() {
            return received.stream()
                    .map(message -> String.valueOf(message.get("event")))
                    .toList();
        }

        List<Map<String, Object>> received(String event) {
            return received.stream()
                    .filter(message -> event.equals(message.get("event")))
                    .toList();
        }
    }

    private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
            Map<String, String> headers = new HashMap<>();
            http.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            Request request = new Request(http.uri(), headers, form(http));
            if (!http.headers().contains(HttpHeaderNames.UPGRADE, "websocket", true)) {
                requests.add(request);
                Function<Request, Reply> reply = replies.getOrDefault(request.path(), _ -> new Reply(404, "", ""));
                answer(context, reply.apply(request));
                return;
            }
            handshakes.add(request);
            if (handshakeStatus != 101) {
                answer(context, new Reply(handshakeStatus, "", ""));
                return;
            }
            Line line = new Line(context.channel());
            lines.add(line);
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://127.0.0.1" + http.uri(), null, false, 1 << 20)
                    .newHandshaker(http);
            context.pipeline().replace(this, "frames", new Frames(line));
            var _ = handshaker.handshake(context.channel(), http);
        }

        private void answer(ChannelHandlerContext context, Reply reply) {
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(body));
            if (!reply.contentType().isEmpty()) {
                response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
            }
            if (reply.status() != 204) {
                response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            }
            var _ = context.writeAndFlush(response);
        }

        private static Map<String, String> form(FullHttpRequest http) {
            Map<String, String> form = new HashMap<>();
            String body = http.content().toString(StandardCharsets.UTF_8);
            new QueryStringDecoder(body, StandardCharsets.UTF_8, false)
                    .parameters()
                    .forEach((name, values) -> form.put(name, values.getFirst()));
            return form;
        }
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final Line line;

        Frames(Line line) {
            this.line = line;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> {
                    Map<String, Object> message = JsonText.object(text.text()).orElseThrow();
                    line.received.add(message);
                    if (message.get("streamSid") instanceof String sid) {
                        line.streamSid = sid;
                    }
                    script.on(line, message);
                }
                case BinaryWebSocketFrame _ -> line.received.add(Map.of("event", "(binary)"));
                case CloseWebSocketFrame close -> {
                    line.received.add(Map.of("event", "(close " + close.statusCode() + ")"));
                    var _ = context.writeAndFlush(close.retain());
                }
                default -> {
                    // Pings are not part of these tests.
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            line.received.add(Map.of("event", "(gone)"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            line.received.add(Map.of("event", "(reset)"));
            var _ = context.close();
        }
    }
}
