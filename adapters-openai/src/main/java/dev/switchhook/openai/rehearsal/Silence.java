package dev.switchhook.openai.rehearsal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/// Keeps back everything that is sent, once it has fallen: the peer of a connection that is open and dead. Used by
/// the socket's event loop only.
final class Silence extends ChannelOutboundHandlerAdapter {

    private boolean fallen;

    void fall() {
        fallen = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (fallen) {
            // Never completed, so that nobody who waits for it closes the connection.
            ReferenceCountUtil.release(message);
        } else {
            var _ = context.write(message, promise);
        }
    }
}
