package dev.switchhook.xai;

import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sending side of one open connection. Safe for use by several threads; what is sent keeps its order, whichever
/// threads send it.
///
/// Every write is handed to the event loop as a task, also by the event loop itself: the session works on changing
/// threads, and what the event loop writes at once would overtake what another thread has left in its queue.
record XaiConnection(Channel channel, WebSocketSession socket) {

    /// Whether the connection has not taken what was sent before.
    boolean isCongested() {
        return !socket.isWritable();
    }

    /// Sends a text message.
    ///
    /// @param taken gets null when the connection has taken it, otherwise the reason why it never will; not called
    ///     when the process is being stopped
    void send(String text, Consumer<@Nullable Throwable> taken) {
        inOrder(() -> {
            try {
                var _ = socket.sendAsync(text).whenComplete((_, failure) -> taken.accept(failure));
            } catch (WebSocketSessionException alreadyClosed) {
                taken.accept(alreadyClosed);
            }
        });
    }

    /// Closes with a normal close after what was sent before.
    void close() {
        inOrder(() -> socket.close(CloseReason.NORMAL));
    }

    private void inOrder(Runnable write) {
        try {
            channel.eventLoop().execute(write);
        } catch (RejectedExecutionException _) {
            // The process is being stopped, and all connections with it.
        }
    }
}
