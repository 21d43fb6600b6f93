package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.line.StreamTicket;

/// A call that was announced here and has no media connection yet. Guarded by its [Roll].
final class Guest {

    /// How often the carrier is sent back to try the media connection again.
    private static final int MOST_RETURNS = 5;

    private final IncomingCall incoming;
    private StreamTicket ticket;
    private int returns;
    private boolean recorded;

    Guest(IncomingCall incoming, StreamTicket ticket) {
        this.incoming = incoming;
        this.ticket = ticket;
    }

    IncomingCall incoming() {
        return incoming;
    }

    StreamTicket ticket() {
        return ticket;
    }

    void ticket(StreamTicket other) {
        ticket = other;
    }

    /// The registry knows of it.
    void isRecorded() {
        recorded = true;
    }

    /// Whether the registry knows of it, so that another process may have got it.
    boolean recorded() {
        return recorded;
    }

    /// Whether the carrier may be sent back once more.
    boolean mayReturn() {
        return returns++ < MOST_RETURNS;
    }
}
