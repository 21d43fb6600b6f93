package dev.switchhook.domain.port.control;

/// What came of an attempt to control a call. `why` is for our logs and holds no secret.
public sealed interface ControlOutcome {

    /// The carrier itself says that the call is over. The only proof there is.
    record LineDown() implements ControlOutcome {}

    /// The carrier took the request and has not said yet that the call is over.
    record Accepted() implements ControlOutcome {}

    /// The carrier says that the call is not over.
    record StillUp() implements ControlOutcome {}

    /// Nothing is known: no answer, an answer that proves nothing, or a refusal.
    record Unknown(String why) implements ControlOutcome {}
}
