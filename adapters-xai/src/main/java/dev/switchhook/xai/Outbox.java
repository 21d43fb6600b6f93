package dev.switchhook.xai;

import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What a session has written and the connection has not taken yet, bounded in bytes. Safe for use by several threads.
final class Outbox {

    private final int mostBytes;
    private final XaiCounts counts;
    private final AtomicInteger unsent = new AtomicInteger();

    Outbox(int mostBytes, XaiCounts counts) {
        this.mostBytes = mostBytes;
        this.counts = counts;
    }

    /// Sends a text.
    ///
    /// @param broken gets the reason when the connection will never take it
    /// @return false when too much is unsent already; then nothing was sent
    boolean send(XaiConnection connection, String text, Consumer<Throwable> broken) {
        if (connection.isCongested()) {
            counts.congestedWrites.increment();
        }
        int bytes = ByteBufUtil.utf8Bytes(text);
        if (unsent.addAndGet(bytes) > mostBytes) {
            return false;
        }
        connection.send(text, failure -> {
            unsent.addAndGet(-bytes);
            if (failure != null) {
                broken.accept(failure);
            }
        });
        return true;
    }
}
