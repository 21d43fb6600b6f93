package dev.switchhook.app.simulation;

/// What would break an invariant and is accepted, because nobody could do better or because that is the decision.
/// Each is counted, and listed in docs/simulation.md with its reason.
enum Accepted {
    /// Every process that ever had the call is dead, and none of them could record it: nobody knows of it.
    NOBODY_KNOWS,
    /// A caller talks into a connection that is dead and not yet noticed, and counts as silent.
    SILENT_IN_DEAD_CONNECTION,
    /// A process that gets no answer from the registry connects a caller again whom another process serves.
    MOVED_WITHOUT_REGISTRY,
    /// A process that decided the end, and gets no answer from the registry, or whose farewell was heard before its
    /// record was there, ends a call that was resumed elsewhere; or one that resumed a call without the registry
    /// loses it because its end is recorded.
    ENDED_OUT_OF_REACH,
    /// A resumed session does not know what was done, because that could not be read, or was not kept yet.
    WITHOUT_PAST,
    /// A caller at the desk is apologised to again, by a process that could not know that this was done.
    APOLOGY_UNKNOWN,
    /// A request that was given up long ago is obeyed while a farewell or an apology is being said, or at the desk;
    /// after an apology that was cut so the call is ended when the time for it is up.
    LATE_REQUEST,
    /// Such a request has taken a caller from the desk, and the carrier asks nobody what to do then: everybody goes on
    /// believing that the caller talks to the desk, until the carrier's own limit.
    ALONE_AFTER_LATE_REQUEST,
    /// A call is taken from a process that lives, whose lease has lapsed and that does not answer the probe.
    TAKEN_FROM_UNSEEN,
    /// Sound of a farewell was still to be played, and the line had proved no progress for 12 s.
    FAREWELL_WITHOUT_PROGRESS,
    /// Sound of a farewell was still to be played by the carrier, whose connection was lost to us.
    FAREWELL_WITHOUT_LINE;

    @SuppressWarnings("EnumOrdinal") // As in Fault.
    int bit() {
        return 1 << ordinal();
    }
}
