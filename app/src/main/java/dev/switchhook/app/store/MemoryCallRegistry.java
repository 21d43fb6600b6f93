package dev.switchhook.app.store;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The registry of calls in the memory of one process: for simulations, rehearsals and tests. Never blocks for long and
/// is always available. Safe for use by several threads.
///
/// It keeps every record as long as it lives itself, a few hundred bytes each, and loses them with the process.
public final class MemoryCallRegistry implements CallRegistry {

    private final InstantSource clock;
    private final Map<CallId, KeptCall> open = new LinkedHashMap<>();
    private final Map<CallId, KeptCall> over = new HashMap<>();
    private final Map<StreamTicket, CallId> tickets = new HashMap<>();
    private final Map<NodeId, Lease> leases = new HashMap<>();

    private record Lease(String address, Instant until) {}

    /// An empty registry that runs by this clock.
    public MemoryCallRegistry(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Announced announce(IncomingCall call, StreamTicket fresh, Duration life) {
        Instant now = clock.instant();
        @Nullable KeptCall known = known(call.id());
        if (known == null) {
            keep(KeptCall.announced(call, now).waiting(fresh, now.plus(life), now));
            return new Announced.New();
        }
        return known.record().state() == CallState.ANNOUNCED && known.waits(now)
                ? new Announced.Repeated(known.ticket().orElseThrow().secret())
                : new Announced.Replayed();
    }

    @Override
    public synchronized boolean expects(StreamTicket ticket) {
        return expecting(ticket).isPresent();
    }

    private Optional<KeptCall> expecting(StreamTicket ticket) {
        return Optional.ofNullable(tickets.get(ticket)).map(open::get).filter(kept -> kept.waits(clock.instant()));
    }

    @Override
    public synchronized Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) {
        return expecting(ticket)
                .filter(kept -> kept.record().call().id().equals(call))
                .map(kept -> change(kept, kept.claimed(owner, clock.instant())));
    }

    @Override
    public synchronized Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life) {
        Instant now = clock.instant();
        return open(call, epoch)
                .filter(kept -> kept.record().state() == CallState.LIVE)
                .map(kept -> {
                    StreamTicket ticket =
                            kept.waits(now) ? kept.ticket().orElseThrow().secret() : fresh;
                    change(kept, kept.waiting(ticket, now.plus(life), now));
                    return ticket;
                });
    }

    @Override
    public synchronized boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason) {
        open(call, epoch).ifPresent(kept -> change(kept, kept.advanced(state, reason, clock.instant())));
        return has(call, epoch);
    }

    @Override
    public synchronized boolean release(CallId call, long epoch) {
        open(call, epoch).ifPresent(kept -> change(kept, kept.released(clock.instant())));
        return has(call, epoch);
    }

    @Override
    public synchronized void over(CallId call, EndReason reason) {
        @Nullable KeptCall kept = open.get(call);
        if (kept != null) {
            change(kept, kept.advanced(CallState.OVER, Optional.of(reason), clock.instant()));
        }
    }

    @Override
    public synchronized Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) {
        return open(call, epoch).map(kept -> change(kept, kept.ownedBy(by, clock.instant())));
    }

    @Override
    public synchronized Optional<CallRecord> find(CallId call) {
        return Optional.ofNullable(known(call)).map(KeptCall::record);
    }

    @Override
    public synchronized List<CallRecord> unattended(Duration patience, int most) {
        Instant now = clock.instant();
        return open.values().stream()
                .filter(kept -> needsSomebody(kept, now, patience))
                .map(KeptCall::record)
                .sorted(Comparator.comparing(CallRecord::touchedAt)
                        .thenComparing(record -> record.call().id().value()))
                .limit(most)
                .toList();
    }

    private boolean needsSomebody(KeptCall kept, Instant now, Duration patience) {
        CallRecord record = kept.record();
        boolean old = record.touchedAt().plus(patience).isBefore(now);
        boolean ending = record.state() == CallState.ENDING && old;
        boolean onItsWay = record.state() == CallState.ANNOUNCED && kept.waits(now);
        return ending || record.owner().map(owner -> lapsed(owner, now)).orElse(old && !onItsWay);
    }

    private boolean lapsed(NodeId node, Instant now) {
        @Nullable Lease lease = leases.get(node);
        return lease == null || !lease.until().isAfter(now);
    }

    @Override
    public synchronized Map<CallId, Long> ownedBy(NodeId node) {
        return open.values().stream()
                .map(KeptCall::record)
                .filter(record -> record.owner().equals(Optional.of(node)))
                .collect(Collectors.toMap(record -> record.call().id(), CallRecord::epoch));
    }

    @Override
    public synchronized void renew(NodeId node, String address, Duration lease) {
        leases.put(node, new Lease(address, clock.instant().plus(lease)));
    }

    @Override
    public synchronized void leave(NodeId node) {
        leases.computeIfPresent(node, (_, lease) -> new Lease(lease.address(), clock.instant()));
    }

    @Override
    public synchronized Optional<Node> node(NodeId node) {
        return Optional.ofNullable(leases.get(node))
                .map(lease -> new Node(node, lease.address(), lapsed(node, clock.instant())));
    }

    private @Nullable KeptCall known(CallId call) {
        @Nullable KeptCall kept = open.get(call);
        return kept == null ? over.get(call) : kept;
    }

    private boolean has(CallId call, long epoch) {
        @Nullable KeptCall kept = known(call);
        return kept != null && kept.record().epoch() == epoch;
    }

    private Optional<KeptCall> open(CallId call, long epoch) {
        return Optional.ofNullable(open.get(call)).filter(kept -> kept.record().epoch() == epoch);
    }

    private CallRecord change(KeptCall before, KeptCall after) {
        before.ticket().ifPresent(ticket -> tickets.remove(ticket.secret()));
        return keep(after);
    }

    private CallRecord keep(KeptCall kept) {
        CallId call = kept.record().call().id();
        if (kept.record().state() == CallState.OVER) {
            open.remove(call);
            over.put(call, kept);
        } else {
            open.put(call, kept);
        }
        kept.ticket().ifPresent(ticket -> tickets.put(ticket.secret(), call));
        return kept.record();
    }
}
