package dev.switchhook.domain.port.operator;

/// What has become of what an operator has asked for.
public enum OperatorResult {
    /// It was done. A sentence was heard to its last word.
    DONE,
    /// The caller has broken the sentence off, or the call has ended in it.
    CUT_SHORT,
    /// The call has ended, or was let go, before the sentence could be said; or the model has failed to say it.
    NOT_SAID,
    /// The call is being ended already.
    ENDS_ALREADY,
    /// As many sentences as a call keeps wait to be said.
    TOO_MANY_WAIT,
    /// There is no such call any more.
    CALL_OVER,
    /// Nobody has taken the request in time, or whoever took it is gone.
    EXPIRED
}
