package dev.switchhook.app.runtime;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sees to it that no call is left alone: says that this node lives, and looks for calls that need somebody.
///
/// A call is taken over when it has no owner, or when the lease of its owner has lapsed *and* the owner does not
/// answer a direct question; a call that is being ended is taken over from whomever, once it has waited too long,
/// because to end it twice is harmless. A live call of a healthy owner is never touched, and nobody is ever dialled.
/// What becomes of a call that was taken over is decided by its machine, which asks the carrier first.
///
/// After an outage of the registry leases prove nothing: for two lease periods nothing is taken over.
///
/// One look at a time; each takes over [#MOST] calls at most, [#LANES] at once.
public final class Reconciler implements AutoCloseable {

    private static final int MOST = 50;
    private static final int MOST_LEFT = 1000;
    private static final int LANES = 8;
    private static final int RETRIES_PER_RENEWAL = 4;

    private final Switchboard board;
    private final CallRegistry registry;
    private final Node me;
    private final NodeProbe probe;
    private final ReconcilerRules rules;
    private final Consumer<ReconcilerAction> counter;
    private final Alarm alarm;
    private final Executor slow;
    private final Duration retryAfter;

    private volatile boolean closed;
    private volatile Instant renewedAt = Instant.MIN;
    private volatile Instant patientUntil = Instant.MIN;
    /// Calls that are ours and that nobody here serves, as of the last look. Only used by the look under way.
    private Set<CallId> idle = Set.of();
    private int leftAlone;
    /// Owners that have never renewed a lease, with when they were first seen. Only used by the look under way.
    private Map<NodeId, Instant> strangers = Map.of();

    /// @param board serves what is taken over
    /// @param me this node, with the address at which others can ask it
    /// @param counter told of every action; it must not throw
    /// @param slow runs everything that may block
    public Reconciler(
            Switchboard board,
            CallRegistry registry,
            Node me,
            NodeProbe probe,
            ReconcilerRules rules,
            Consumer<ReconcilerAction> counter,
            Alarm alarm,
            Executor slow) {
        this.board = board;
        this.registry = registry;
        this.me = me;
        this.probe = probe;
        this.rules = rules;
        this.counter = counter;
        this.alarm = alarm;
        this.slow = slow;
        this.retryAfter = rules.renewEvery().dividedBy(RETRIES_PER_RENEWAL);
    }

    /// Begins; the first look comes at once.
    public void start() {
        renewedAt = alarm.now();
        slow.execute(this::renew);
        slow.execute(this::look);
    }

    /// Ends after what is under way. The lease is left to lapse, or to [CallRegistry#leave].
    @Override
    public void close() {
        closed = true;
    }

    private void renew() {
        if (closed) {
            return;
        }
        Instant next = alarm.now().plus(rules.renewEvery());
        try {
            registry.renew(me.id(), me.address(), rules.lease());
            renewed();
        } catch (RegistryUnavailable _) {
            next = alarm.now().plus(retryAfter);
        } catch (RuntimeException | Error _) {
            counter.accept(ReconcilerAction.BROKEN);
            next = alarm.now().plus(retryAfter);
        }
        alarm.wake(next, () -> slow.execute(this::renew));
    }

    /// When we could not renew for so long that somebody else, with the same bad luck, may have lost a lease by that,
    /// leases prove nothing until everybody has had the time to renew.
    private void renewed() {
        Instant now = alarm.now();
        if (outSince(now)) {
            patientUntil = now.plus(rules.lease().multipliedBy(2));
        }
        renewedAt = now;
    }

    private boolean outSince(Instant now) {
        return renewedAt
                .plus(rules.lease())
                .minus(rules.renewEvery())
                .minus(retryAfter)
                .isBefore(now);
    }

    private void look() {
        if (closed) {
            return;
        }
        Work work = new Work();
        try {
            compareOwn(work);
            findUnattended(work);
        } catch (RegistryUnavailable _) {
            // The next look comes soon.
        } catch (RuntimeException | Error _) {
            counter.accept(ReconcilerAction.BROKEN);
        }
        int most = Math.clamp(work.size(), 1, LANES);
        AtomicInteger lanes = new AtomicInteger(most);
        for (int lane = 0; lane < most; lane++) {
            slow.execute(() -> {
                try {
                    workOff(work);
                } finally {
                    if (lanes.decrementAndGet() == 0) {
                        alarm.wake(alarm.now().plus(rules.lookEvery()), () -> slow.execute(this::look));
                    }
                }
            });
        }
    }

    private void workOff(Work work) {
        for (Optional<CallWork> next = work.next(); next.isPresent(); next = work.next()) {
            try {
                next.get().run();
            } catch (RegistryUnavailable _) {
                // It is found again by the next look.
            } catch (RuntimeException | Error _) {
                counter.accept(ReconcilerAction.BROKEN);
            }
        }
    }

    /// Compares the calls that are served here with those that the registry says are ours.
    private void compareOwn(Work work) throws RegistryUnavailable {
        Map<CallId, Long> here = board.epochs();
        Map<CallId, Long> ours = registry.ownedBy(me.id());
        here.forEach((call, epoch) -> {
            if (!epoch.equals(ours.get(call))) {
                work.add(() -> compare(call));
            }
        });
        Set<CallId> idleNow = new HashSet<>(ours.keySet());
        idleNow.removeIf(board::attends);
        // A call that was claimed a moment ago is about to be served; one that is idle at two looks is not.
        idleNow.stream().filter(idle::contains).forEach(call -> {
            long epoch = ours.getOrDefault(call, 0L);
            work.add(() -> take(call, epoch));
        });
        idle = idleNow;
    }

    private void compare(CallId call) throws RegistryUnavailable {
        switch (board.compare(call)) {
            case OURS -> {}
            case SOMEBODYS -> counter.accept(ReconcilerAction.FENCED);
            case OVER -> counter.accept(ReconcilerAction.FOUND_OVER);
        }
    }

    private void findUnattended(Work work) throws RegistryUnavailable {
        List<CallRecord> records = registry.unattended(rules.patience(), Math.min(MOST_LEFT, MOST + leftAlone)).stream()
                .filter(record -> !board.attends(record.call().id()))
                .toList();
        Instant now = alarm.now();
        if (outSince(now) || now.isBefore(patientUntil)) {
            if (!records.isEmpty()) {
                counter.accept(ReconcilerAction.WAITED_AFTER_OUTAGE);
            }
            return;
        }
        Map<NodeId, Boolean> living = new HashMap<>();
        Map<NodeId, Instant> strangersBefore = strangers;
        strangers = new HashMap<>();
        int taken = 0;
        int left = 0;
        for (CallRecord record : records) {
            if (taken == MOST) {
                break;
            }
            if (mayTake(record, living, strangersBefore)) {
                taken++;
                work.add(() -> take(record.call().id(), record.epoch()));
            } else {
                left++;
            }
        }
        leftAlone = left;
    }

    private boolean mayTake(CallRecord record, Map<NodeId, Boolean> living, Map<NodeId, Instant> strangersBefore)
            throws RegistryUnavailable {
        boolean ending = record.state() == CallState.ENDING;
        if (board.handingOver() || (board.draining() && !ending)) {
            return false;
        }
        if (record.owner().filter(owner -> !owner.equals(me.id())).isEmpty() || (ending && rules.takesAnyEnding())) {
            return true;
        }
        NodeId owner = record.owner().get();
        @Nullable Boolean known = living.get(owner);
        boolean lives = known == null ? lives(owner, strangersBefore) : known;
        living.put(owner, lives);
        if (lives) {
            counter.accept(ReconcilerAction.LEFT_TO_OWNER);
        }
        return !lives;
    }

    /// A node whose lease counts lives; one whose lease has lapsed does when it says so itself. One that has never
    /// renewed has just begun, as a rule: it gets the time of a lease for it.
    private boolean lives(NodeId owner, Map<NodeId, Instant> strangersBefore) throws RegistryUnavailable {
        Optional<Node> node = registry.node(owner);
        if (node.isPresent()) {
            return !node.get().lapsed() || probe.lives(node.get());
        }
        Instant now = alarm.now();
        Instant since = strangersBefore.getOrDefault(owner, now);
        strangers.put(owner, since);
        return now.isBefore(since.plus(rules.lease()));
    }

    private void take(CallId call, long epoch) throws RegistryUnavailable {
        Optional<CallRecord> taken = registry.takeOver(call, epoch, me.id());
        if (taken.isPresent()) {
            counter.accept(tookOver(taken.get().state()));
            board.adopt(taken.get());
        }
    }

    private static ReconcilerAction tookOver(CallState state) {
        return switch (state) {
            case ANNOUNCED -> ReconcilerAction.TOOK_OVER_ANNOUNCED;
            case LIVE -> ReconcilerAction.TOOK_OVER_LIVE;
            case FAILED -> ReconcilerAction.TOOK_OVER_FAILED;
            case ENDING, OVER -> ReconcilerAction.TOOK_OVER_ENDING;
        };
    }

    /// Something to be done about one call.
    @FunctionalInterface
    private interface CallWork {

        void run() throws RegistryUnavailable;
    }

    /// What one look has found to do: as many calls as this process serves, and [#MOST] others, at most.
    private static final class Work {

        private final Deque<CallWork> waiting = new ArrayDeque<>();

        synchronized void add(CallWork one) {
            waiting.addLast(one);
        }

        synchronized int size() {
            return waiting.size();
        }

        synchronized Optional<CallWork> next() {
            return Optional.ofNullable(waiting.pollFirst());
        }
    }
}
