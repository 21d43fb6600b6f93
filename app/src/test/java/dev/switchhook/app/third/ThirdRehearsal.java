package dev.switchhook.app.third;

import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.SpeechModelContract.Mishap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A strict server of the third provider's wire on a free loopback port. One event loop does everything.
final class ThirdRehearsal implements AutoCloseable {

    static final String KEY = "third-rehearsal";

    private static final int LONGEST_FRAME = 4 * 1024 * 1024;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Supplier<Role> roles;
    private final Optional<Mishap> mishap;
    private final Channel door;
    private final List<ThirdLog> logs = new CopyOnWriteArrayList<>();
    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final Map<String, Role> conversations = new ConcurrentHashMap<>();

    ThirdRehearsal(Supplier<Role> roles, Optional<Mishap> mishap) {
        this.roles = roles;
        this.mishap = mishap;
        this.door = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(64 * 1024))
                                .addLast(new Handshake());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    URI url() {
        return url(((InetSocketAddress) door.localAddress()).getPort());
    }

    static URI url(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/talk");
    }

    SessionReport report(int session) {
        return logs.get(session - 1).ended().orTimeout(10, TimeUnit.SECONDS).join();
    }

    int answeredPings() {
        return logs.stream().mapToInt(ThirdLog::pongs).sum();
    }

    void cutConnections() {
        for (Channel connection : connections) {
            var _ = connection.close();
        }
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /// The role of a conversation that goes on, or of a new one.
    Role roleOf(String token) {
        return conversations.computeIfAbsent(token, _ -> roles.get());
    }

    boolean knows(String token) {
        return conversations.containsKey(token);
    }

    private final class Handshake extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (mishap.equals(Optional.of(Mishap.NO_ROOM))) {
                refuse(context, HttpResponseStatus.TOO_MANY_REQUESTS);
            } else if (!KEY.equals(request.headers().get("X-Key"))) {
                refuse(context, HttpResponseStatus.UNAUTHORIZED);
            } else {
                admit(context, request);
            }
        }

        private void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            response.headers().set("Content-Length", 0).set("Retry-After", "7");
            var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }

        private void admit(ChannelHandlerContext context, FullHttpRequest request) {
            WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                            "ws://127.0.0.1/talk", null, false, LONGEST_FRAME)
                    .newHandshaker(request);
            if (handshaker == null) {
                refuse(context, HttpResponseStatus.UPGRADE_REQUIRED);
                return;
            }
            ThirdLog log = new ThirdLog();
            logs.add(log);
            ThirdServerSession session =
                    new ThirdServerSession(ThirdRehearsal.this, context.channel(), log, mishap, "talk-" + logs.size());
            var _ = handshaker.handshake(context.channel(), request).addListener(_ -> {
                context.pipeline()
                        .addLast(new WebSocketFrameAggregator(LONGEST_FRAME))
                        .addLast(new Frames(session, log));
                context.pipeline().remove(this);
            });
        }
    }

    private static final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final ThirdServerSession session;
        private final ThirdLog log;

        private Frames(ThirdServerSession session, ThirdLog log) {
            this.session = session;
            this.log = log;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> session.message(text.text());
                case BinaryWebSocketFrame sound -> {
                    byte[] bytes = new byte[sound.content().readableBytes()];
                    sound.content().readBytes(bytes);
                    session.sound(bytes);
                }
                case CloseWebSocketFrame _ -> {
                    var _ = context.writeAndFlush(new CloseWebSocketFrame(1000, ""))
                            .addListener(ChannelFutureListener.CLOSE);
                }
                default -> log.complain("a frame of an unexpected kind");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            session.end();
            log.close();
        }
    }
}
