package dev.switchhook.domain.port.recording;

/// What is to become of the recording of a call.
public enum TapeOrder {

    /// Record from now on. What was recorded is kept only after [#KEEP].
    BEGIN,

    /// The caller was told that they are recorded: keep it.
    KEEP,

    /// The caller was not told: nothing of it may be kept.
    DISCARD
}
