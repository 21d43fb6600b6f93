package dev.switchhook.openai;

import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.ClientWebSocket;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One socket to the provider: hands what the framework reports to its session, on the socket's event loop. A new
/// one is made for each connection; the session comes with the request that dials. Not final, because the framework
/// derives a class from it.
@ClientWebSocket
class OpenAiSocket implements AutoCloseable {

    /// The request attribute that holds the session.
    static final String SESSION = "dev.switchhook.openai.session";

    /// The request attribute that holds the connection's event loop.
    static final String EVENT_LOOP = "dev.switchhook.openai.event-loop";

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
        EventLoop loop = request.getAttribute(EVENT_LOOP, EventLoop.class).orElseThrow();
        dialled.opened(new MicronautConnection(opened, loop));
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
            open.disconnected(reason.getCode(), Objects.requireNonNullElse(reason.getReason(), ""));
        }
    }

    @Override
    public void close() {
        WebSocketSession open = socket;
        if (open != null) {
            open.close();
        }
    }

    /// Hands every write to the event loop as a task, also from the event loop itself: a session sends from changing
    /// threads, and what the event loop writes at once would overtake what another thread has left in its queue.
    private record MicronautConnection(WebSocketSession socket, EventLoop loop) implements Connection {

        @Override
        public CompletableFuture<?> send(String text) {
            CompletableFuture<Object> taken = new CompletableFuture<>();
            try {
                loop.execute(() -> write(text, taken));
            } catch (RejectedExecutionException stopped) {
                taken.completeExceptionally(stopped);
            }
            return taken;
        }

        private void write(String text, CompletableFuture<Object> taken) {
            TextWebSocketFrame frame = new TextWebSocketFrame(text);
            try {
                var _ = socket.sendAsync(frame).whenComplete((_, failure) -> {
                    if (failure == null) {
                        taken.complete(text);
                    } else {
                        taken.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException closed) {
                // The framework throws for a closed socket instead of failing the future.
                frame.release();
                taken.completeExceptionally(closed);
            }
        }

        @Override
        public void close() {
            try {
                loop.execute(() -> socket.close(CloseReason.NORMAL));
            } catch (RejectedExecutionException _) {
                // The process is being stopped, and all connections with it.
            }
        }
    }
}
