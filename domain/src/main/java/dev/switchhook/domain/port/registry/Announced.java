package dev.switchhook.domain.port.registry;

import dev.switchhook.domain.port.line.StreamTicket;

/// What the registry says to the announcement of a call.
public sealed interface Announced {

    /// The call was not known, and is recorded now with the ticket that was given.
    record New() implements Announced {}

    /// The call was announced before, and its ticket waits for its media connection.
    ///
    /// @param ticket the one that was given out then
    record Repeated(StreamTicket ticket) implements Announced {}

    /// The call was announced before, and its ticket was used or has expired.
    record Replayed() implements Announced {}
}
