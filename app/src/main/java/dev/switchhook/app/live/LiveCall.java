package dev.switchhook.app.live;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.registry.CallState;
import java.time.Instant;
import java.util.Optional;

/// What the registry says of a call that is not over.
///
/// @param caller as people may see it
/// @param owner the process that serves it
/// @param announcedAt by the clock of the database
record LiveCall(
        CallId call,
        String caller,
        CallState state,
        Optional<EndReason> reason,
        Optional<String> owner,
        Instant announcedAt) {}
