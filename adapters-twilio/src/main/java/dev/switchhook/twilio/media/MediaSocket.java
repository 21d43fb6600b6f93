package dev.switchhook.twilio.media;

/// The sending side of one media connection. Every method returns at once, may be called from any thread, never
/// throws, and does nothing once the connection is closed.
interface MediaSocket {

    /// Sends a text message after everything that was sent before.
    void send(String text);

    /// Asks the peer whether it is there.
    void ping();

    /// How many bytes were sent that the connection has not taken yet.
    int queuedBytes();

    /// Closes after what was sent before, with this WebSocket close code. A peer that does not answer is cut off
    /// after 2 s.
    void close(int code, String reason);

    /// Cuts the connection off now; what it has not taken is dropped.
    void abort();
}
