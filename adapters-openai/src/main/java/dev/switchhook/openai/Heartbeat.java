package dev.switchhook.openai;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps one socket alive and finds out when its peer is dead: a ping every so often, because a quiet session may last
/// long and what stands between may forget it, and the end of the connection when neither an answer nor anything else
/// has come until the next ping is due. Runs on the event loop of its socket, and needs no thread of its own.
final class Heartbeat extends ChannelDuplexHandler {

    private final Duration interval;
    private boolean opened;
    private boolean asked;
    private @Nullable Future<?> beat;

    /// @param interval how often it pings, and how long an answer may take
    Heartbeat(Duration interval) {
        this.interval = interval;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        beat = context.executor()
                .scheduleAtFixedRate(
                        () -> beat(context), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        var _ = context.channel().closeFuture().addListener(_ -> stop());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    private void stop() {
        var running = beat;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void beat(ChannelHandlerContext context) {
        if (asked) {
            var _ = context.close();
            return;
        }
        if (opened) {
            asked = true;
            var _ = context.writeAndFlush(new PingWebSocketFrame());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame) {
            opened = true;
            asked = false;
        }
        context.fireChannelRead(message);
    }
}
