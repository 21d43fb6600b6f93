package dev.switchhook.xai;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Pings a quiet connection, so that nothing on the way takes it for dead, and notices a peer that is gone without a
/// word: one that has sent no byte, not even the answer to a ping, from one ping to the next. Lives on the event
/// loop of the connection and uses its clock; no thread of its own.
final class KeepAlive extends ChannelInboundHandlerAdapter {

    private final Duration interval;
    private final Runnable dead;
    private boolean heard = true;
    private @Nullable Future<?> next;

    /// Begins when it is put into a pipeline.
    ///
    /// @param interval from one ping to the next
    /// @param dead runs once, when nothing came for that long after a ping
    KeepAlive(Duration interval, Runnable dead) {
        this.interval = interval;
        this.dead = dead;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        schedule(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heard = true;
        context.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void schedule(ChannelHandlerContext context) {
        next = context.executor().schedule(() -> beat(context), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void beat(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        if (!heard) {
            dead.run();
            return;
        }
        heard = false;
        var _ = context.channel().writeAndFlush(new PingWebSocketFrame());
        schedule(context);
    }
}
