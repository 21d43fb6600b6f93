package dev.switchhook.domain.hangup;

/// Whose doing an ending was; the question that is asked of every call afterwards.
public enum Blame {
    /// The caller hung up or fell silent.
    CALLER,
    /// We failed, or an operator of ours decided.
    US,
    /// The speech provider failed.
    PROVIDER,
    /// The telephone network failed.
    CARRIER,
    /// The call ended as it should.
    NOBODY
}
