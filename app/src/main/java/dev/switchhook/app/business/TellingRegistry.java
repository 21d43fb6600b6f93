package dev.switchhook.app.business;

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
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry of calls that tells of every call that is over, before it writes that down: whichever process has the
/// carrier's proof comes here, and a process that dies in between leaves the call to the next one, which comes here,
/// too. Safe for use by several threads.
public final class TellingRegistry implements CallRegistry {

    private final CallRegistry registry;
    private final EndsOfCalls ends;

    /// @param registry what knows the calls
    /// @param ends tells of their ends
    public TellingRegistry(CallRegistry registry, EndsOfCalls ends) {
        this.registry = registry;
        this.ends = ends;
    }

    @Override
    public void over(CallId call, EndReason reason) throws RegistryUnavailable {
        ends.over(call);
        registry.over(call, reason);
    }

    @Override
    public Announced announce(IncomingCall call, StreamTicket fresh, Duration life) throws RegistryUnavailable {
        return registry.announce(call, fresh, life);
    }

    @Override
    public boolean expects(StreamTicket ticket) throws RegistryUnavailable {
        return registry.expects(ticket);
    }

    @Override
    public Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) throws RegistryUnavailable {
        return registry.claim(ticket, call, owner);
    }

    @Override
    public Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life)
            throws RegistryUnavailable {
        return registry.reissue(call, epoch, fresh, life);
    }

    @Override
    public boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason)
            throws RegistryUnavailable {
        return registry.advance(call, epoch, state, reason);
    }

    @Override
    public boolean release(CallId call, long epoch) throws RegistryUnavailable {
        return registry.release(call, epoch);
    }

    @Override
    public Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) throws RegistryUnavailable {
        return registry.takeOver(call, epoch, by);
    }

    @Override
    public Optional<CallRecord> find(CallId call) throws RegistryUnavailable {
        return registry.find(call);
    }

    @Override
    public List<CallRecord> unattended(Duration patience, int most) throws RegistryUnavailable {
        return registry.unattended(patience, most);
    }

    @Override
    public Map<CallId, Long> ownedBy(NodeId node) throws RegistryUnavailable {
        return registry.ownedBy(node);
    }

    @Override
    public void renew(NodeId node, String address, Duration lease) throws RegistryUnavailable {
        registry.renew(node, address, lease);
    }

    @Override
    public void leave(NodeId node) throws RegistryUnavailable {
        registry.leave(node);
    }

    @Override
    public Optional<Node> node(NodeId node) throws RegistryUnavailable {
        return registry.node(node);
    }
}
