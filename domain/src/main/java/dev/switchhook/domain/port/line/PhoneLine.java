package dev.switchhook.domain.port.line;

/// The media connection to one caller. Fast: every method only enqueues. May be called from any thread; commands
/// keep the order in which they were sent, whichever threads sent them. After the line was lost, commands are
/// ignored.
public interface PhoneLine {

    /// Enqueues a command. What the connection has not taken yet is bounded; past the bound sound is dropped and
    /// counted.
    void send(LineCommand command);

    /// Closes the media connection after what was sent before. This alone does not end the telephone call.
    void close();

    /// Closes the media connection because it has no right to a call: nothing more is heard from it or said to it.
    void refuse();
}
