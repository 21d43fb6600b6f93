package dev.switchhook.openai;

import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.ClientWebSocket;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One socket to the provider: hands what the framework reports to its session, on the socket's event loop. A
/// new one is made for each connection; the session comes with the request that dials. Not final, because the
/// framework derives a class from it.
@ClientWebSocket
class OpenAiSocket implements AutoCloseable {

    /// The request attribute that holds the session.
    static final String SESSION = "dev.switchhook.openai.session";

    /// The largest event that we take. The framework's default of 64 KiB is smaller than a burst of sound.
    static final int MOST_BYTES_PER_EVENT = 16 * 1024 * 1024;

    private @Nullable OpenAiSession session;
    private @Nullable WebSocketSession socket;

    @OnOpen
    void onOpen(WebSocketSession opened, HttpRequest<?> request) {
        socket = opened;
        OpenAiSession dialled =
                request.getAttribute(SESSION, OpenAiSession.class).orElseThrow();
        session = dialled;
        dialled.opened(new MicronautConnection(opened));
    }

    @OnMessage(maxPayloadLength = MOST_BYTES_PER_EVENT)
    void onMessage(String text) {
        OpenAiSession open = session;
        if (open != null) {
            open.received(text);
        }
    }

    @OnError
    void onError(Throwable cause) {
        OpenAiSession open = session;
        if (open != null) {
            open.broken(cause);
        }
    }

    @OnClose
    void onClose(CloseReason reason) {
        OpenAiSession open = session;
        if (open != null) {
            open.disconnected(reason.getCode());
        }
    }

    @Override
    public void close() {
        WebSocketSession open = socket;
        if (open != null) {
            open.close();
        }
    }

    private record MicronautConnection(WebSocketSession socket) implements Connection {

        @Override
        public CompletableFuture<?> send(String text) {
            TextWebSocketFrame frame = new TextWebSocketFrame(text);
            try {
                return socket.sendAsync(frame);
            } catch (RuntimeException closed) {
                // The framework throws for a closed socket instead of failing the future.
                frame.release();
                return CompletableFuture.failedFuture(closed);
            }
        }

        @Override
        public void close() {
            socket.close(CloseReason.NORMAL);
        }
    }
}
