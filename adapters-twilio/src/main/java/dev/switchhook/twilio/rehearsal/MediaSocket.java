package dev.switchhook.twilio.rehearsal;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The client side of one media WebSocket, with a say in every frame and in how the connection ends. Lives on its
/// event loop: every method and every call of the listener happens there.
///
/// Shared by the connections that are tried in turn, of which at most one ever opens.
@ChannelHandler.Sharable
final class MediaSocket extends SimpleChannelInboundHandler<Object> {

    /// Hears what happens: either [#refused], or [#opened] and then [#closed] as the last one.
    interface Listener {

        /// The handshake succeeded.
        void opened();

        /// The handshake failed.
        void refused(Complaint why);

        /// A text message arrived, joined from its fragments.
        void text(String text, long atNanos);

        /// The peer broke the WebSocket protocol, or sent something other than text.
        void broken(Complaint how);

        /// The connection is gone.
        void closed(PhoneReport.SocketEnd end);
    }

    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int CONNECT_MILLIS = 5_000;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 2;

    private final EventLoop loop;
    private final WebSocketClientHandshaker handshaker;
    private final Listener listener;
    private @Nullable Channel channel;
    private PhoneReport.@Nullable SocketEnd end;
    private boolean opened;
    private boolean refused;
    private boolean closeSent;

    private MediaSocket(EventLoop loop, int port, URI url, String signature, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        // Twilio sends the name of the header in lower case on the handshake.
        HttpHeaders headers =
                new DefaultHttpHeaders().set("x-twilio-signature", signature).set("user-agent", "Twilio.TmeWs/1.0");
        URI target = URI.create("ws://127.0.0.1:" + port + url.getRawPath());
        handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                target,
                WebSocketVersion.V13,
                null,
                false,
                headers,
                LARGEST_MESSAGE,
                true,
                false,
                TimeUnit.SECONDS.toMillis(CLOSE_SECONDS),
                false,
                false);
    }

    /// Begins to connect.
    ///
    /// @param addresses at least one; the next one is tried when one refuses the connection
    static MediaSocket connect(
            EventLoop loop, List<InetSocketAddress> addresses, URI url, String signature, Listener listener) {
        int port = addresses.getFirst().getPort();
        MediaSocket socket = new MediaSocket(loop, port, url, signature, listener);
        socket.dial(addresses);
        return socket;
    }

    private void dial(List<InetSocketAddress> addresses) {
        List<InetSocketAddress> others = addresses.subList(1, addresses.size());
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_MESSAGE))
                                .addLast(MediaSocket.this);
                    }
                })
                .connect(addresses.getFirst())
                .addListener((ChannelFuture connected) -> {
                    boolean nobody = connected.cause() instanceof ConnectException;
                    if (nobody && !others.isEmpty() && !refused) {
                        dial(others);
                    } else if (!connected.isSuccess()) {
                        refuse(nobody ? 31902 : 31901, "the media socket could not be connected");
                    }
                });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (refused) {
            closeChannel();
            return;
        }
        var _ = handshaker.handshake(context.channel());
        var _ = loop.schedule(
                () -> refuse(31901, "the WebSocket handshake was not answered"), HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    }

    private void refuse(int code, String why) {
        if (!opened && !refused) {
            refused = true;
            closeChannel();
            listener.refused(new Complaint(code, why));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        switch (message) {
            case FullHttpResponse response -> handshakeAnswered(context, response);
            case WebSocketFrame frame -> frame(context, frame);
            default -> refuse(31920, "the handshake was answered by something else");
        }
    }

    private void handshakeAnswered(ChannelHandlerContext context, FullHttpResponse response) {
        if (refused) {
            return;
        }
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            refuse(31920, "the handshake was answered " + response.status().code());
            return;
        }
        try {
            handshaker.finishHandshake(context.channel(), response);
        } catch (WebSocketHandshakeException e) {
            refuse(31920, "the handshake was answered wrongly: " + e.getMessage());
            return;
        }
        context.pipeline()
                .addBefore(context.name(), "utf8", new Utf8FrameValidator())
                .addBefore(context.name(), "fragments", new WebSocketFrameAggregator(LARGEST_MESSAGE));
        opened = true;
        listener.opened();
    }

    private void frame(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> listener.text(text.text(), System.nanoTime());
            case BinaryWebSocketFrame _ -> listener.broken(new Complaint(31950, "a binary frame"));
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()));
            }
            case PongWebSocketFrame _ -> {
                // An unasked pong is legal and means nothing.
            }
            case CloseWebSocketFrame close -> closedByPeer(close);
            default -> listener.broken(new Complaint(31924, "an unexpected kind of frame"));
        }
    }

    private void closedByPeer(CloseWebSocketFrame close) {
        // A close frame without a code counts as 1005.
        int code = close.statusCode() < 0 ? 1005 : close.statusCode();
        noteEnd(true, code);
        if (!closeSent && channel != null) {
            closeSent = true;
            var _ = channel.writeAndFlush(code == 1005 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
        }
        closeChannel();
    }

    /// Sends a text frame.
    void send(String text) {
        if (channel != null && !closeSent) {
            var _ = channel.writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    /// Sends a binary frame.
    void sendBinary(byte[] bytes) {
        if (channel != null && !closeSent) {
            var _ = channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        }
    }

    /// Closes with 1000, and without the peer's answer after two seconds.
    void close() {
        if (channel == null || !opened) {
            refused = true;
            closeChannel();
            return;
        }
        if (!closeSent) {
            closeSent = true;
            noteEnd(false, 1000);
            var _ = channel.writeAndFlush(new CloseWebSocketFrame(1000, ""));
            var _ = loop.schedule(this::closeChannel, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Drops the connection by a TCP reset, without any frame.
    void reset() {
        if (channel != null && channel.isOpen()) {
            noteEnd(false, 1006);
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
        }
    }

    /// Reads no more, or reads again.
    void read(boolean on) {
        if (channel != null) {
            channel.config().setAutoRead(on);
        }
    }

    private void noteEnd(boolean byBridge, int code) {
        if (end == null) {
            end = new PhoneReport.SocketEnd(byBridge, code, System.nanoTime());
        }
    }

    private void closeChannel() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!opened) {
            refuse(31920, "the connection was closed during the handshake");
            return;
        }
        noteEnd(true, 1006);
        if (end != null) {
            listener.closed(end);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException && opened) {
            String what = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            listener.broken(new Complaint(31924, "the WebSocket protocol was broken: " + what));
        }
        var _ = context.close();
    }
}
