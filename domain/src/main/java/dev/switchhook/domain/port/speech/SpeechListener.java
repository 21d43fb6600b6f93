package dev.switchhook.domain.port.speech;

/// Receives the events of one session. Called by one thread at a time, in order; must not block and must not throw.
@FunctionalInterface
public interface SpeechListener {

    /// Takes one event.
    void on(SpeechEvent event);
}
