package dev.switchhook.app.speech;

/// What became of a session that was made ready before it was wanted, or of the wish for one.
public enum Prewarm {
    /// It was wanted, and there.
    HIT,
    /// One was wanted, and none was there; also when a call needs another session later.
    MISS,
    /// It was not wanted any more.
    DISMISSED,
    /// Nobody wanted it in time.
    EVICTED,
    /// It failed before it was wanted, or no provider had one to spare.
    FAILED,
    /// None was made, because too many wait already.
    SKIPPED
}
