package dev.switchhook.domain.port.speech;

/// A provider of speech models.
public interface SpeechModel {

    /// A short name for logs and tables.
    String name();

    /// What it can do.
    Capabilities capabilities();

    /// Begins a session, without waiting: [SpeechEvent.Ready] follows, or [SpeechEvent.Faulted] and
    /// [SpeechEvent.Closed].
    ///
    /// @param listener gets the events, possibly before this method has returned
    SpeechSession open(SpeechBriefing briefing, SpeechListener listener);
}
