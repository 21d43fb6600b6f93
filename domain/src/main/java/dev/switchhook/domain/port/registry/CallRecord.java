package dev.switchhook.domain.port.registry;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import java.time.Instant;
import java.util.Optional;

/// One call as the registry keeps it. Times are those of the registry's clock.
///
/// @param call what was announced
/// @param state how far it has come
/// @param reason why it ends or has ended; present from [CallState#FAILED] on, as far as it is known
/// @param owner the node that serves it; empty before the first media connection, and when its owner has let it go
/// @param epoch how often the call has changed hands, counted from 0; only the owner of the latest epoch may write
/// @param announcedAt when it was announced
/// @param touchedAt when its state, its owner or its ticket was last changed
public record CallRecord(
        IncomingCall call,
        CallState state,
        Optional<EndReason> reason,
        Optional<NodeId> owner,
        long epoch,
        Instant announcedAt,
        Instant touchedAt) {}
