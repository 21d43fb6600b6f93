package dev.switchhook.twilio.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyMediaSocketTest {

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final Channel channel = connected();

    private Channel connected() {
        LocalAddress address = new LocalAddress(NettyMediaSocketTest.class);
        new ServerBootstrap()
                .group(loops)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(address)
                .syncUninterruptibly();
        return new Bootstrap()
                .group(loops)
                .channel(LocalChannel.class)
                .handler(new Recorder())
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    @AfterEach
    void stop() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void what_is_sent_keeps_its_order_although_the_event_loop_itself_sends_too() throws InterruptedException {
        NettyMediaSocket socket = new NettyMediaSocket(channel);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        channel.eventLoop().execute(() -> {
            busy.countDown();
            awaitQuietly(sent);
            socket.send("second");
        });
        assertThat(busy.await(5, TimeUnit.SECONDS)).isTrue();
        socket.send("first");
        sent.countDown();
        assertThat(List.of(next(), next())).containsExactly("first", "second");
    }

    @Test
    void what_is_sent_while_the_process_stops_is_dropped_quietly() {
        stop();
        NettyMediaSocket socket = new NettyMediaSocket(channel);
        socket.send("too late");
        socket.close(1000, "");
        assertThat(written).isEmpty();
    }

    private String next() throws InterruptedException {
        String text = written.poll(5, TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Recorder extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(((TextWebSocketFrame) message).text());
            ReferenceCountUtil.release(message);
            promise.setSuccess();
        }
    }
}
