package dev.switchhook.twilio.rehearsal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The socket of the REST API: HTTP/1.1 on a free loopback port. What it answers is the [RestDesk]'s business.
final class RestServer {

    private static final int LARGEST_BODY = 64 * 1024;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final InetSocketAddress address;

    RestServer(EventLoopGroup loops, RestDesk desk) {
        Channel channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        channels.add(connection);
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                                .addLast(new Requests(desk));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        channels.add(channel);
        address = (InetSocketAddress) channel.localAddress();
    }

    /// Where it listens, without a path.
    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /// Closes every connection, the unanswered ones too.
    void close() {
        channels.close().awaitUninterruptibly();
    }

    private static final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final RestDesk desk;

        Requests(RestDesk desk) {
            this.desk = desk;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http) {
            String authorization = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
            String path = new QueryStringDecoder(http.uri()).path();
            RestRequest request = new RestRequest(http.method().name(), path, form(http), System.nanoTime());
            desk.take(request, authorization).ifPresent(answer -> {
                byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
                DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(answer.status()),
                        Unpooled.wrappedBuffer(body));
                response.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
                Runnable write = () -> {
                    var _ = context.writeAndFlush(response);
                };
                var _ = context.executor().schedule(write, answer.delay().toNanos(), TimeUnit.NANOSECONDS);
            });
        }

        private static Map<String, String> form(FullHttpRequest http) {
            Map<String, String> form = new HashMap<>();
            String body = http.content().toString(StandardCharsets.UTF_8);
            new QueryStringDecoder(body, StandardCharsets.UTF_8, false)
                    .parameters()
                    .forEach((name, values) -> form.put(name, values.getFirst()));
            return form;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A client that gave up waiting resets its connection; that is its right.
            var _ = context.close();
        }
    }
}
