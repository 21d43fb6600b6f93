package dev.switchhook.openai;

import java.util.concurrent.CompletableFuture;

/// An open socket, seen from the session. Both methods may be called from any thread and only enqueue.
interface Connection {

    /// Sends a text message. Messages are sent in the order of the calls, whichever threads call.
    ///
    /// @return completes when the network has taken the message, exceptionally when it never will; never throws
    CompletableFuture<?> send(String text);

    /// Closes the socket with a normal close.
    void close();
}
