package dev.switchhook.app.simulation;

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
import java.util.Set;
import java.util.function.Supplier;

/// The registry as one process reaches it: with delays, or not at all. What comes through is checked by [Watch].
final class RegistryAccess implements CallRegistry {

    /// Answers that make no story.
    private static final Set<String> EVERYDAY = Set.of("[]", "{}", "renewed");

    private final World world;
    private final CallRegistry shared;
    private final NodeProcess process;
    private final Watch watch;

    RegistryAccess(World world, CallRegistry shared, NodeProcess process, Watch watch) {
        this.world = world;
        this.shared = shared;
        this.process = process;
        this.watch = watch;
    }

    /// What the shared registry does; it never fails itself.
    @FunctionalInterface
    private interface Work<T> {
        T done() throws RegistryUnavailable;
    }

    /// Has a change made.
    private <T> T change(Supplier<String> what, Work<T> work) throws RegistryUnavailable {
        return ask(what, () -> {
            T answer = work.done();
            watch.registryChanged(process);
            return answer;
        });
    }

    private <T> T ask(Supplier<String> what, Work<T> work) throws RegistryUnavailable {
        world.blocking().mustBeAllowed();
        process.mustLive();
        world.blocking().pause(world.between(0, 5));
        if (process.registryOut()) {
            process.registryFailed();
            world.blocking().pause(world.between(1, 2_000));
            throw new RegistryUnavailable("simulated: out");
        }
        if (world.goesWrong(Fault.REGISTRY_REFUSES)) {
            process.registryFailed();
            throw new RegistryUnavailable("simulated: refused");
        }
        T answer = work.done();
        if (world.tells() && !EVERYDAY.contains(String.valueOf(answer))) {
            world.tell(() -> process + " registry: " + what.get() + " -> " + answer);
        }
        if (world.goesWrong(Fault.CRASH_IN_REQUEST)) {
            process.dies(true);
            throw new Blocking.Killed();
        }
        if (world.goesWrong(Fault.REGISTRY_ANSWER_LOST)) {
            process.registryFailed();
            throw new RegistryUnavailable("simulated: no answer");
        }
        world.blocking().pause(world.between(0, 5));
        return answer;
    }

    @Override
    public Announced announce(IncomingCall call, StreamTicket fresh, Duration life) throws RegistryUnavailable {
        return change(() -> "announce", () -> shared.announce(call, fresh, life));
    }

    @Override
    public boolean expects(StreamTicket ticket) throws RegistryUnavailable {
        return ask(() -> "expects", () -> shared.expects(ticket));
    }

    @Override
    public Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) throws RegistryUnavailable {
        return change(() -> "claim", () -> shared.claim(ticket, call, owner));
    }

    @Override
    public Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life)
            throws RegistryUnavailable {
        return change(() -> "reissue " + epoch, () -> shared.reissue(call, epoch, fresh, life));
    }

    @Override
    public boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason)
            throws RegistryUnavailable {
        return change(() -> "advance " + epoch + " " + state + " " + reason, () -> {
            if (state == CallState.OVER) {
                watch.claimsOver();
            }
            return shared.advance(call, epoch, state, reason);
        });
    }

    @Override
    public boolean release(CallId call, long epoch) throws RegistryUnavailable {
        return change(() -> "release " + epoch, () -> shared.release(call, epoch));
    }

    @Override
    public void over(CallId call, EndReason reason) throws RegistryUnavailable {
        change(() -> "over " + reason, () -> {
            watch.claimsOver();
            shared.over(call, reason);
            return "done";
        });
    }

    @Override
    public Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) throws RegistryUnavailable {
        return change(() -> "take over " + epoch, () -> {
            watch.takesOver(process, epoch);
            return shared.takeOver(call, epoch, by);
        });
    }

    @Override
    public Optional<CallRecord> find(CallId call) throws RegistryUnavailable {
        return ask(() -> "find", () -> shared.find(call));
    }

    @Override
    public List<CallRecord> unattended(Duration patience, int most) throws RegistryUnavailable {
        return ask(() -> "unattended", () -> {
            if (world.mix().sabotage() == Sabotage.GREEDY) {
                return shared.find(watch.call()).filter(record -> record.state() != CallState.OVER).stream()
                        .toList();
            }
            return shared.unattended(patience, most);
        });
    }

    @Override
    public Map<CallId, Long> ownedBy(NodeId node) throws RegistryUnavailable {
        return ask(() -> "owned", () -> shared.ownedBy(node));
    }

    @Override
    public void renew(NodeId node, String address, Duration lease) throws RegistryUnavailable {
        ask(() -> "renew", () -> {
            shared.renew(node, address, lease);
            process.renewed();
            return "renewed";
        });
    }

    @Override
    public void leave(NodeId node) throws RegistryUnavailable {
        ask(() -> "leave", () -> {
            shared.leave(node);
            return "done";
        });
    }

    @Override
    public Optional<Node> node(NodeId node) throws RegistryUnavailable {
        return ask(
                () -> "node",
                () -> world.mix().sabotage() == Sabotage.GREEDY
                        ? Optional.of(new Node(node, "", true))
                        : shared.node(node));
    }
}
