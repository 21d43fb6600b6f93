package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.caller.CallId;
import java.util.List;

/// A provider of speech models.
public interface SpeechModel {

    /// A short name for logs and tables.
    String name();

    /// What it can do.
    Capabilities capabilities();

    /// What is set for its sessions: one option for each kind that it knows.
    default List<SessionOption> options() {
        return List.of();
    }

    /// Begins a session, without waiting: [SpeechEvent.Ready] follows, or [SpeechEvent.Faulted] and
    /// [SpeechEvent.Closed].
    ///
    /// @param listener gets the events, possibly before this method has returned
    SpeechSession open(SpeechBriefing briefing, SpeechListener listener);

    /// Says that [#open] will be called with an equal briefing soon, so that a session may be made ready for it.
    /// Nothing is promised: a model that cannot do so, or has no room for it, does nothing. Fast.
    default void prepare(SpeechBriefing briefing) {}

    /// Says that what was prepared for a call is not wanted any more; harmless when nothing was, or when it was opened
    /// since. Fast.
    default void dismiss(CallId call) {}
}
