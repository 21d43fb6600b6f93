package dev.switchhook.app.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Passes bytes on between two sides of a connection, on a free loopback port: so that what passes can be looked at,
/// and so that one side can be made to seem dead. All of it happens on one event loop.
final class Relay implements AutoCloseable {

    /// How it treats new connections.
    enum Mode {
        /// They are passed on.
        PASS,
        /// They are closed at once.
        REFUSE,
        /// They are taken, and nothing is ever answered.
        SILENT
    }

    /// Looks at what passes; called on the event loop of the relay.
    interface Tap {

        /// A connection that nobody looks at.
        Tap NONE = () -> (_, _, _) -> {};

        /// Begins to look at a connection.
        Watcher watch();

        /// Looks at one connection.
        interface Watcher {

            /// These bytes have just been passed on.
            ///
            /// @param fromDialler whether they come from the side that opened the connection
            /// @param atNanos when they arrived
            void passed(boolean fromDialler, ByteBuf bytes, long atNanos);
        }
    }

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Supplier<InetSocketAddress> target;
    private final Tap tap;
    private final Channel door;
    private volatile Mode mode = Mode.PASS;
    private volatile Duration delay = Duration.ZERO;

    /// A relay that leads somewhere.
    ///
    /// @param target is asked for every new connection
    Relay(EventLoop loop, Supplier<InetSocketAddress> target, Tap tap) {
        this.target = target;
        this.tap = tap;
        this.door = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel dialler) {
                        welcome(dialler);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) door.localAddress();
    }

    void treat(Mode wanted) {
        mode = wanted;
    }

    /// How much later new connections are passed on, as over a longer way.
    void delay(Duration wanted) {
        delay = wanted;
    }

    /// Breaks every connection that is open now.
    void cut() {
        var _ = connections.close().awaitUninterruptibly();
    }

    private void welcome(SocketChannel dialler) {
        connections.add(dialler);
        if (mode == Mode.REFUSE) {
            var _ = dialler.close();
        } else if (mode == Mode.PASS && delay.isZero()) {
            dial(dialler);
        } else if (mode == Mode.PASS) {
            var _ = dialler.eventLoop().schedule(() -> dial(dialler), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void dial(SocketChannel dialler) {
        Tap.Watcher watcher = tap.watch();
        Pipe onward = new Pipe(watcher, true);
        dialler.pipeline().addLast(onward);
        ChannelFuture dial = new Bootstrap()
                .group(dialler.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new Pipe(watcher, false).to(dialler))
                .connect(target.get());
        var _ = dial.addListener(_ -> joined(dial, dialler, onward));
    }

    private void joined(ChannelFuture dial, Channel dialler, Pipe onward) {
        if (!dial.isSuccess()) {
            var _ = dialler.close();
            return;
        }
        connections.add(dial.channel());
        onward.to(dial.channel());
        dialler.config().setAutoRead(true);
        dial.channel().config().setAutoRead(true);
        dialler.read();
        dial.channel().read();
    }

    @Override
    public void close() {
        cut();
        door.close().awaitUninterruptibly();
    }

    /// One direction of a connection.
    private static final class Pipe extends ChannelInboundHandlerAdapter {

        private final Tap.Watcher watcher;
        private final boolean fromDialler;
        private @Nullable Channel other;

        private Pipe(Tap.Watcher watcher, boolean fromDialler) {
            this.watcher = watcher;
            this.fromDialler = fromDialler;
        }

        private Pipe to(Channel side) {
            other = side;
            return this;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            long now = System.nanoTime();
            ByteBuf bytes = (ByteBuf) message;
            Channel side = other;
            if (side == null) {
                ReferenceCountUtil.release(bytes);
                return;
            }
            // Passed on first, so that looking delays nobody.
            var _ = side.writeAndFlush(bytes.retainedDuplicate());
            watcher.passed(fromDialler, bytes, now);
            bytes.release();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (other != null) {
                var _ = other.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
