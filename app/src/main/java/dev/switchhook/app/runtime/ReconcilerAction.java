package dev.switchhook.app.runtime;

/// What the reconciler has done, or has decided not to do; counted by kind.
public enum ReconcilerAction {
    /// Took over a call that had no media connection yet.
    TOOK_OVER_ANNOUNCED,
    /// Took over a live call of a dead owner, or of none.
    TOOK_OVER_LIVE,
    /// Took over a call that could not be served.
    TOOK_OVER_FAILED,
    /// Took over a call that was being ended.
    TOOK_OVER_ENDING,
    /// Found that a call of ours belongs to another process by now, and stopped serving it.
    FENCED,
    /// Found in the registry that a call of ours is over.
    FOUND_OVER,
    /// Left a call to its owner, whose lease has lapsed, but who answers.
    LEFT_TO_OWNER,
    /// Looked at nothing, because leases say nothing for a while after the registry was out.
    WAITED_AFTER_OUTAGE,
    /// Met a defect of ours, and goes on with the next call.
    BROKEN
}
