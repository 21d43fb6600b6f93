package dev.switchhook.domain.port.control;

/// What a call machine asks of [CallControl]; the answer comes back as a [ControlOutcome], except those of
/// [#LIMIT] and [#LIFT_LIMIT].
public enum ControlCommand {
    /// End the call.
    HANG_UP,
    /// Say whether it is over.
    LOOK_UP,
    /// Connect the caller to us again, by a new media connection.
    RECONNECT,
    /// Tell the caller that we cannot go on, and dial the desk if there is one.
    APOLOGISE,
    /// End the call by yourself when it lasts longer than it can: the dead man's switch.
    LIMIT,
    /// Let the call last longer than that: the caller is left to the desk.
    LIFT_LIMIT
}
