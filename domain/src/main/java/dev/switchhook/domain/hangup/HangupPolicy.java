package dev.switchhook.domain.hangup;

/// Decides whether a call that nobody has ended should go on.
///
/// A policy is an immutable value. It owns no timer: it says when it wants to look again. The call machine asks it
/// after every event.
@FunctionalInterface
public interface HangupPolicy {

    /// Judges these facts; the same facts give the same verdict.
    Verdict judge(CallFacts facts);
}
