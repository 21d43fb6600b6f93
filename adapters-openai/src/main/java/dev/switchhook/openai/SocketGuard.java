package dev.switchhook.openai;

import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.netty.websocket.NettyWebSocketSession;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Closes sockets of ours that the framework would leave open: one whose handshake is never answered, one whose
/// close frame the peer does not take, one whose fragments add up to more than an event may hold, and, by its
/// [Heartbeat], one whose peer is dead.
///
/// A customizer sees every client channel of the process; a channel is ours when its handshake asks for a watched
/// URL. All others are left alone. Safe for use by several threads; each channel's handler runs on its event loop.
final class SocketGuard implements NettyClientCustomizer {

    /// The header by which a dial finds its connection; it is taken off before the handshake leaves.
    private static final String MARK = "switchhook-openai-dial";

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, Consumer<EventLoop>> dials = new ConcurrentHashMap<>();
    private final AtomicLong lastDial = new AtomicLong();

    private record Watch(Duration handshakeLimit, Duration pings) {}

    /// Watches sockets to that URL.
    ///
    /// @param handshakeLimit how long a handshake may take
    /// @param pings how often the peer must prove that it is alive
    void watch(URI socketUrl, Duration handshakeLimit, Duration pings) {
        watches.put(key(socketUrl.getHost(), target(socketUrl)), new Watch(handshakeLimit, pings));
    }

    /// Marks a dial, because the framework shows the connection of a socket to nobody.
    ///
    /// @param found gets the event loop of the connection, on that event loop, when the handshake is about to leave
    /// @return the mark, to be forgotten when the dial is over
    String mark(MutableHttpRequest<?> dial, Consumer<EventLoop> found) {
        String mark = Long.toString(lastDial.incrementAndGet());
        dials.put(mark, found);
        dial.header(MARK, mark);
        return mark;
    }

    /// The dial of that mark is over, by success or failure.
    void forget(String mark) {
        dials.remove(mark);
    }

    @Override
    public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return role == ChannelRole.CONNECTION ? new Installer(channel) : this;
    }

    private static String target(URI url) {
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    private static String key(String host, String target) {
        return host + " " + target;
    }

    private final class Installer implements NettyClientCustomizer {
        private final Channel channel;

        private Installer(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void onInitialPipelineBuilt() {
            ChannelPipeline pipeline = channel.pipeline();
            String socketHandler = ChannelPipelineCustomizer.HANDLER_MICRONAUT_WEBSOCKET_CLIENT;
            if (pipeline.get(socketHandler) != null) {
                pipeline.addBefore(socketHandler, "switchhook-openai-guard", new Handler(socketHandler));
            }
        }
    }

    private final class Handler extends ChannelDuplexHandler {

        private final String socketHandler;
        private boolean ours;
        private long fragmentBytes;

        private Handler(String socketHandler) {
            this.socketHandler = socketHandler;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest handshake) {
                takeMark(context, handshake);
                watchHandshake(context, handshake);
            } else if (ours && message instanceof CloseWebSocketFrame) {
                closeLater(context, OpenAiSession.PATIENCE_WHILE_CLOSING, false);
            }
            var _ = context.write(message, promise);
        }

        private void takeMark(ChannelHandlerContext context, HttpRequest handshake) {
            String mark = handshake.headers().get(MARK);
            if (mark != null) {
                handshake.headers().remove(MARK);
                Optional.ofNullable(dials.remove(mark))
                        .ifPresent(found -> found.accept(context.channel().eventLoop()));
            }
        }

        private void watchHandshake(ChannelHandlerContext context, HttpRequest handshake) {
            String authority = handshake.headers().get(HttpHeaderNames.HOST, "");
            int port = authority.lastIndexOf(':');
            String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
            Watch watch = watches.get(key(host, handshake.uri()));
            if (watch != null) {
                ours = true;
                closeLater(context, watch.handshakeLimit, true);
                context.pipeline().addBefore(socketHandler, "switchhook-openai-heartbeat", new Heartbeat(watch.pings));
            }
        }

        private void closeLater(ChannelHandlerContext context, Duration delay, boolean unlessOpened) {
            var closing = context.executor()
                    .schedule(
                            () -> {
                                if (!unlessOpened || !isOpened(context)) {
                                    var _ = context.close();
                                }
                            },
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
            var _ = context.channel().closeFuture().addListener(_ -> closing.cancel(false));
        }

        private static boolean isOpened(ChannelHandlerContext context) {
            return context.channel()
                            .attr(NettyWebSocketSession.WEB_SOCKET_SESSION_KEY)
                            .get()
                    != null;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (ours && message instanceof WebSocketFrame frame && isTooLong(frame)) {
                ReferenceCountUtil.release(message);
                var _ = context.close();
                return;
            }
            context.fireChannelRead(message);
        }

        private boolean isTooLong(WebSocketFrame frame) {
            boolean fragment = !frame.isFinalFragment() || frame instanceof ContinuationWebSocketFrame;
            if (!fragment) {
                return false;
            }
            fragmentBytes += frame.content().readableBytes();
            boolean tooLong = fragmentBytes > OpenAiSocket.MOST_BYTES_PER_EVENT;
            if (frame.isFinalFragment()) {
                fragmentBytes = 0;
            }
            return tooLong;
        }
    }
}
