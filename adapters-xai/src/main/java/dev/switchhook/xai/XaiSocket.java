package dev.switchhook.xai;

import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.ClientWebSocket;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import org.jspecify.annotations.Nullable;

/// One WebSocket towards the provider: passes everything to the session that dialled it, which the dial carries as
/// an attribute. All methods run on the event loop of the connection.
@ClientWebSocket
class XaiSocket implements AutoCloseable {

    static final String SESSION = "switchhook.xai.session";

    /// The framework's own 64 KiB are less than some messages of the provider.
    private static final int LONGEST_MESSAGE = 4 * 1024 * 1024;

    private @Nullable XaiSession session;

    @OnOpen
    void opened(WebSocketSession socket, HttpRequest<?> request) {
        session = request.getAttribute(SESSION, XaiSession.class).orElse(null);
        if (session == null) {
            socket.close();
        } else {
            session.opened(socket);
        }
    }

    @OnMessage(maxPayloadLength = LONGEST_MESSAGE)
    void received(String text) {
        if (session != null) {
            session.received(text);
        }
    }

    @OnError
    void failed(Throwable cause) {
        if (session != null) {
            session.broken(cause);
        }
    }

    @OnClose
    void closed(CloseReason reason) {
        if (session != null) {
            session.closedByPeer(reason.getCode());
        }
    }

    @Override
    public void close() {}
}
