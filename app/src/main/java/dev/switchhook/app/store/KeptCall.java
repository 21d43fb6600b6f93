package dev.switchhook.app.store;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.NodeId;
import java.time.Instant;
import java.util.Optional;

/// A call as the [MemoryCallRegistry] keeps it, and what may become of it.
///
/// @param ticket the latest one, unless it was used up
record KeptCall(CallRecord record, Optional<Ticket> ticket) {

    /// @param until when it expires
    record Ticket(StreamTicket secret, Instant until) {}

    static KeptCall announced(IncomingCall call, Instant now) {
        return new KeptCall(
                new CallRecord(call, CallState.ANNOUNCED, Optional.empty(), Optional.empty(), 0, now, now),
                Optional.empty());
    }

    /// Whether the ticket may be used now.
    boolean waits(Instant now) {
        return ticket.isPresent() && ticket.get().until().isAfter(now);
    }

    KeptCall waiting(StreamTicket secret, Instant until, Instant now) {
        return new KeptCall(
                changed(record.state(), record.reason(), record.owner(), record.epoch(), now),
                Optional.of(new Ticket(secret, until)));
    }

    KeptCall claimed(NodeId owner, Instant now) {
        return new KeptCall(
                changed(CallState.LIVE, record.reason(), Optional.of(owner), record.epoch() + 1, now),
                Optional.empty());
    }

    KeptCall ownedBy(NodeId owner, Instant now) {
        return new KeptCall(
                changed(record.state(), record.reason(), Optional.of(owner), record.epoch() + 1, now), ticket);
    }

    KeptCall released(Instant now) {
        return record.owner().isEmpty()
                ? this
                : new KeptCall(changed(record.state(), record.reason(), Optional.empty(), record.epoch(), now), ticket);
    }

    /// A call that cannot be live any more has no use for a ticket.
    KeptCall advanced(CallState next, Optional<EndReason> why, Instant now) {
        if (next == record.state() || !record.state().next().contains(next)) {
            return this;
        }
        boolean live = next.next().contains(CallState.LIVE);
        Optional<EndReason> reason = live ? record.reason() : record.reason().or(() -> why);
        return new KeptCall(
                changed(next, reason, record.owner(), record.epoch(), now), live ? ticket : Optional.empty());
    }

    private CallRecord changed(
            CallState state, Optional<EndReason> reason, Optional<NodeId> owner, long epoch, Instant now) {
        return new CallRecord(record.call(), state, reason, owner, epoch, record.announcedAt(), now);
    }
}
