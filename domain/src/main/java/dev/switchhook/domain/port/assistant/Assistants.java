package dev.switchhook.domain.port.assistant;

import dev.switchhook.domain.caller.IncomingCall;

/// Knows which assistant answers which call. Fast; safe for use by several threads.
@FunctionalInterface
public interface Assistants {

    /// The assistant for this call.
    Assistant answering(IncomingCall call);
}
