package dev.switchhook.app.business;

import dev.switchhook.domain.caller.CallId;

/// Told when a call is over, whichever process served it last, so that what was kept for the caller is given up. A bean
/// of the program. It may block, and hinders nobody else who is told; safe for use by several threads; told at least
/// once, and never while the call is still
/// served.
@FunctionalInterface
public interface AfterCall {

    /// The call is over.
    void over(CallId call);
}
