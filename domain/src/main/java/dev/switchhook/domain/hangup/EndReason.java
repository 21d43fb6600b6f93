package dev.switchhook.domain.hangup;

/// Why a call is ended, who decided it, and whether somebody failed.
public enum EndReason {
    /// The agent said goodbye and asked for the hang-up.
    AGENT_SAID_GOODBYE(Decider.AGENT, Blame.NOBODY),
    /// The caller put the phone down, or the carrier reports that the call is over.
    CALLER_HUNG_UP(Decider.CALLER, Blame.NOBODY),
    /// Nobody answered when the agent asked whether the caller is still there.
    CALLER_SILENT(Decider.POLICY, Blame.CALLER),
    /// The call reached the longest allowed duration.
    TIME_LIMIT(Decider.POLICY, Blame.NOBODY),
    /// Agent and caller have said goodbye to each other, and nobody asked for the hang-up.
    BOTH_SAID_GOODBYE(Decider.POLICY, Blame.NOBODY),
    /// An operator has ended it, without a farewell.
    OPERATOR_HUNG_UP(Decider.OPERATOR, Blame.US),
    /// No speech model could be reached at the start.
    MODEL_UNAVAILABLE(Decider.FAULT, Blame.PROVIDER),
    /// The speech model went away, or answered nothing any more.
    MODEL_LOST(Decider.FAULT, Blame.PROVIDER),
    /// The media connection broke while the call was alive.
    LINE_LOST(Decider.FAULT, Blame.CARRIER),
    /// A defect of ours.
    OUR_FAULT(Decider.FAULT, Blame.US);

    private final Decider decidedBy;
    private final Blame blame;

    EndReason(Decider decidedBy, Blame blame) {
        this.decidedBy = decidedBy;
        this.blame = blame;
    }

    /// Who decided that the call ends.
    public Decider decidedBy() {
        return decidedBy;
    }

    /// Whose doing it was.
    public Blame blame() {
        return blame;
    }

    /// Who decides about an ending.
    public enum Decider {
        /// The speech model, through its tool.
        AGENT,
        /// The person on the phone.
        CALLER,
        /// A [HangupPolicy].
        POLICY,
        /// Whoever runs the program.
        OPERATOR,
        /// Nobody: something broke.
        FAULT
    }
}
