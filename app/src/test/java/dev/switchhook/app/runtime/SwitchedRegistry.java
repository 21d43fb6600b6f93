package dev.switchhook.app.runtime;

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

/// A registry that can be switched off, before or after it has done what it was asked to.
final class SwitchedRegistry implements CallRegistry {

    private volatile CallRegistry real;
    private volatile Mode mode = Mode.ON;
    private volatile Runnable afterFind = () -> {};

    enum Mode {
        ON,
        OUT,
        /// Everything is done, and the answer gets lost.
        MUTE,
        /// It throws what it must not throw.
        DEFECTIVE
    }

    SwitchedRegistry(CallRegistry real) {
        this.real = real;
    }

    void is(Mode now) {
        mode = now;
    }

    /// From now on it is another one.
    void becomes(CallRegistry other) {
        real = other;
    }

    /// What happens once, while the answer of the next look for a call is under way.
    void onceAfterFind(Runnable what) {
        afterFind = () -> {
            afterFind = () -> {};
            what.run();
        };
    }

    private interface Question<T> {
        T ask() throws RegistryUnavailable;
    }

    private <T> T answer(Question<T> question) throws RegistryUnavailable {
        if (mode == Mode.OUT) {
            throw new RegistryUnavailable("switched off");
        }
        if (mode == Mode.DEFECTIVE) {
            throw new IllegalStateException("a defect");
        }
        T answer = question.ask();
        if (mode == Mode.MUTE) {
            throw new RegistryUnavailable("the answer is lost");
        }
        return answer;
    }

    @Override
    public Announced announce(IncomingCall call, StreamTicket fresh, Duration life) throws RegistryUnavailable {
        return answer(() -> real.announce(call, fresh, life));
    }

    @Override
    public boolean expects(StreamTicket ticket) throws RegistryUnavailable {
        return answer(() -> real.expects(ticket));
    }

    @Override
    public Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) throws RegistryUnavailable {
        return answer(() -> real.claim(ticket, call, owner));
    }

    @Override
    public Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life)
            throws RegistryUnavailable {
        return answer(() -> real.reissue(call, epoch, fresh, life));
    }

    @Override
    public boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason)
            throws RegistryUnavailable {
        return answer(() -> real.advance(call, epoch, state, reason));
    }

    @Override
    public boolean release(CallId call, long epoch) throws RegistryUnavailable {
        return answer(() -> real.release(call, epoch));
    }

    @Override
    public void over(CallId call, EndReason reason) throws RegistryUnavailable {
        boolean done = answer(() -> {
            real.over(call, reason);
            return true;
        });
        assert done;
    }

    @Override
    public Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) throws RegistryUnavailable {
        return answer(() -> real.takeOver(call, epoch, by));
    }

    @Override
    public Optional<CallRecord> find(CallId call) throws RegistryUnavailable {
        Optional<CallRecord> found = answer(() -> real.find(call));
        afterFind.run();
        return found;
    }

    @Override
    public List<CallRecord> unattended(Duration patience, int most) throws RegistryUnavailable {
        return answer(() -> real.unattended(patience, most));
    }

    @Override
    public Map<CallId, Long> ownedBy(NodeId node) throws RegistryUnavailable {
        return answer(() -> real.ownedBy(node));
    }

    @Override
    public void renew(NodeId node, String address, Duration lease) throws RegistryUnavailable {
        boolean done = answer(() -> {
            real.renew(node, address, lease);
            return true;
        });
        assert done;
    }

    @Override
    public void leave(NodeId node) throws RegistryUnavailable {
        boolean done = answer(() -> {
            real.leave(node);
            return true;
        });
        assert done;
    }

    @Override
    public Optional<Node> node(NodeId node) throws RegistryUnavailable {
        return answer(() -> real.node(node));
    }
}
