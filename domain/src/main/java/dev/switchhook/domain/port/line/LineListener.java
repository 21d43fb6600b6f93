package dev.switchhook.domain.port.line;

/// Receives the events of one line. Called by one thread at a time, in order; must not block and must not throw.
@FunctionalInterface
public interface LineListener {

    /// Takes one event.
    void on(LineEvent event);
}
