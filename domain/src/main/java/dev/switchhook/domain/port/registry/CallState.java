package dev.switchhook.domain.port.registry;

import java.util.EnumSet;
import java.util.Set;

/// How far a call has come, as it is kept durably. A state is never taken back: see [#next].
public enum CallState {
    /// The call was announced, and no media connection has been made yet.
    ANNOUNCED,
    /// The caller is on the line and is being served. Whoever finds such a call without an owner resumes it.
    LIVE,
    /// We cannot serve the caller any more: the carrier tells them so, and dials the desk if there is one.
    FAILED,
    /// The call ends, and its farewell is over. Whoever finds such a call ends it.
    ENDING,
    /// The carrier itself has said that the call is over. Nothing follows.
    OVER;

    /// Which states may follow this one, itself included.
    public Set<CallState> next() {
        return switch (this) {
            case ANNOUNCED -> EnumSet.of(ANNOUNCED, LIVE, FAILED, ENDING, OVER);
            case LIVE -> EnumSet.of(LIVE, FAILED, ENDING, OVER);
            case FAILED -> EnumSet.of(FAILED, ENDING, OVER);
            case ENDING -> EnumSet.of(ENDING, OVER);
            case OVER -> EnumSet.of(OVER);
        };
    }
}
