package dev.switchhook.openai.rehearsal;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// Hands the frames of one socket to its session. Used by the socket's event loop only.
final class SocketEnd extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final ServerSession session;
    private final Notebook notebook;
    private final boolean ignoreClose;

    SocketEnd(ServerSession session, Notebook notebook, boolean ignoreClose) {
        this.session = session;
        this.notebook = notebook;
        this.ignoreClose = ignoreClose;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> session.received(text.text());
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()));
            }
            case CloseWebSocketFrame close -> {
                if (!ignoreClose) {
                    var _ = context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
                }
            }
            case PongWebSocketFrame _ -> {}
            default -> notebook.complain("a frame that is not text came");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        notebook.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
