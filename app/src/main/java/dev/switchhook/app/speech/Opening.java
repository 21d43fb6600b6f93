package dev.switchhook.app.speech;

import dev.switchhook.domain.port.speech.SpeechFault;

/// What became of the wish for a session of one provider.
public enum Opening {
    /// It became ready.
    READY,
    /// The provider does not want us.
    REFUSED,
    /// The provider had no room.
    BUSY,
    /// The connection could not be made, or broke before the session was ready.
    DISCONNECTED,
    /// The provider did not set the session up as asked.
    UNINTELLIGIBLE,
    /// It was not ready in time.
    LATE,
    /// It was not wanted any more.
    ABANDONED,
    /// The provider was left alone, because it had failed before.
    LEFT_ALONE,
    /// The provider's sessions were all in use.
    FULL;

    /// The outcome that a fault means.
    static Opening of(SpeechFault fault) {
        return switch (fault) {
            case SpeechFault.Refused _ -> REFUSED;
            case SpeechFault.Busy _ -> BUSY;
            case SpeechFault.Disconnected _, SpeechFault.SessionExpired _ -> DISCONNECTED;
            case SpeechFault.Unintelligible _ -> UNINTELLIGIBLE;
        };
    }
}
