package dev.switchhook.domain.port.control;

/// What a call machine asks of [CallControl]; the answer comes back as a [ControlOutcome].
public enum ControlCommand {
    /// End the call.
    HANG_UP,
    /// Say whether it is over.
    LOOK_UP
}
