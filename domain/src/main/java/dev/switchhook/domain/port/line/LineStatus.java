package dev.switchhook.domain.port.line;

/// How the carrier sees a telephone call.
public enum LineStatus {
    /// It is being set up, rings, or is being talked in.
    UP,
    /// It is over, for whatever reason, and never comes back: the proof that the line is down.
    DOWN
}
