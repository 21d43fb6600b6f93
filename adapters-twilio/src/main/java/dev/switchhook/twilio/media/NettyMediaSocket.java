package dev.switchhook.twilio.media;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A media connection on a Netty channel.
///
/// It writes to the channel itself, because that reports every failure in one way, and because the framework's
/// session can neither tell what is queued nor cut off a peer that has stopped reading.
///
/// Everything is handed to the event loop as a task, also by the event loop itself: a call sends from changing
/// threads, and what the event loop writes at once would overtake what another thread has left in its queue.
final class NettyMediaSocket implements MediaSocket {

    /// How long the peer may take to answer our close frame. Closing at once could reset the connection while the
    /// peer still sends, and the end of what we sent would be lost.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Channel channel;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    NettyMediaSocket(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(String text) {
        if (closing.get() || !channel.isActive()) {
            return;
        }
        int size = ByteBufUtil.utf8Bytes(text);
        queued.addAndGet(size);
        inOrder(() -> {
            var bytes = ByteBufUtil.writeUtf8(channel.alloc(), text);
            var _ = channel.writeAndFlush(new TextWebSocketFrame(bytes)).addListener(_ -> queued.addAndGet(-size));
        });
    }

    @Override
    public void ping() {
        if (!closing.get() && channel.isActive()) {
            inOrder(() -> {
                var _ = channel.writeAndFlush(new PingWebSocketFrame());
            });
        }
    }

    @Override
    public int queuedBytes() {
        return queued.get();
    }

    /// Written at once by the event loop when nothing is queued: the answer to the peer's own close frame cannot
    /// wait, because the framework closes the channel as soon as it has told us of that frame.
    @Override
    public void close(int code, String reason) {
        if (!channel.isActive() || !closing.compareAndSet(false, true)) {
            return;
        }
        Runnable close = () -> {
            var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
            var _ = channel.eventLoop().schedule(this::abort, LINGER.toMillis(), TimeUnit.MILLISECONDS);
        };
        if (channel.eventLoop().inEventLoop() && queued.get() == 0) {
            close.run();
        } else {
            inOrder(close);
        }
    }

    private void inOrder(Runnable write) {
        try {
            channel.eventLoop().execute(write);
        } catch (RejectedExecutionException _) {
            // The process is being stopped, and all connections with it.
        }
    }

    @Override
    public void abort() {
        var _ = channel.close();
    }
}
