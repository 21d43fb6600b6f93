package dev.switchhook.domain.port.line;

/// What the carrier should do with a call whose media connection has ended.
public sealed interface AfterStream {

    /// Hang up.
    record HangUp() implements AfterStream {}

    /// Say this line to the caller, who is still there, and hang up.
    record Apologise(String line) implements AfterStream {}
}
