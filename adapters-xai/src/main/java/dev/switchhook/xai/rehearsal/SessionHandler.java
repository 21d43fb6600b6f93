package dev.switchhook.xai.rehearsal;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;

/// The frames of one admitted connection.
final class SessionHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final RehearsedSession session;
    private final SessionLog log;

    SessionHandler(RehearsedSession session, SessionLog log) {
        this.session = session;
        this.log = log;
    }

    void begin() {
        session.begin();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> session.received(text.text());
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(
                        new PongWebSocketFrame(ping.content().retain()));
            }
            case PongWebSocketFrame _ -> {}
            case CloseWebSocketFrame _ -> {
                var _ = context.writeAndFlush(new CloseWebSocketFrame(1000, ""))
                        .addListener(ChannelFutureListener.CLOSE);
            }
            default -> log.complain("a frame of an unexpected kind");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        log.closed();
        session.end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.complain("the rehearsal itself failed: " + cause);
        }
        var _ = context.close();
    }
}
