package dev.switchhook.xai;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Finds the TCP connection of each dial.
///
/// The WebSocket client shows its connection to nobody before the handshake has ended, and can only ask politely
/// afterwards; a handshake that hangs, or a peer that reads no more, would hold the connection for ever. Every dial
/// therefore carries a mark in a header, which is taken off again before the request leaves. Safe for use by several
/// threads.
@Singleton
class Dials implements BeanCreatedEventListener<NettyClientCustomizer.Registry> {

    private static final String SOCKET = ChannelPipelineCustomizer.HANDLER_MICRONAUT_WEBSOCKET_CLIENT;
    private static final String MARK = "switchhook-xai-dial";

    private final Map<String, Consumer<Channel>> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /// The header to put on one dial.
    record Mark(String header, String value) {}

    /// Begins a dial.
    ///
    /// @param found gets the connection, on its event loop, when the handshake is about to leave
    Mark begin(Consumer<Channel> found) {
        Mark mark = new Mark(MARK, Long.toString(last.incrementAndGet()));
        open.put(mark.value, found);
        return mark;
    }

    /// The dial is over, by success or failure.
    void end(Mark mark) {
        open.remove(mark.value);
    }

    @Override
    public NettyClientCustomizer.Registry onCreated(BeanCreatedEvent<NettyClientCustomizer.Registry> event) {
        NettyClientCustomizer.Registry registry = event.getBean();
        registry.register(new Customizer(Optional.empty()));
        return registry;
    }

    private final class Customizer implements NettyClientCustomizer {

        private final Optional<Channel> channel;

        private Customizer(Optional<Channel> channel) {
            this.channel = channel;
        }

        @Override
        public NettyClientCustomizer specializeForChannel(Channel connection, ChannelRole role) {
            return new Customizer(Optional.of(connection));
        }

        @Override
        public void onInitialPipelineBuilt() {
            channel.map(Channel::pipeline)
                    .filter(pipeline -> pipeline.get(SOCKET) != null)
                    .ifPresent(pipeline -> pipeline.addBefore(SOCKET, null, new MarkTaker()));
        }
    }

    /// Takes the mark off the handshake and steps out of the way.
    private final class MarkTaker extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof HttpRequest request) {
                String mark = request.headers().get(MARK);
                if (mark != null) {
                    request.headers().remove(MARK);
                    Optional.ofNullable(open.remove(mark)).ifPresent(found -> found.accept(context.channel()));
                }
                context.pipeline().remove(this);
            }
            super.write(context, message, promise);
        }
    }
}
