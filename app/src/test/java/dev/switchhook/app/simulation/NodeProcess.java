package dev.switchhook.app.simulation;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.app.runtime.NodeProbe;
import dev.switchhook.app.runtime.Ports;
import dev.switchhook.app.runtime.Reconciler;
import dev.switchhook.app.runtime.ReconcilerRules;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.CallArchive.ArchiveUnavailable;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.util.ArrayList;
import java.util.List;

/// One process of the installation, from its start to its end: the real switchboard and reconciler, with a clock, an
/// executor and ports that go dead with it. A restarted process is another one.
final class NodeProcess {

    /// How far a process's clock may be from that of the world, in milliseconds.
    static final long MOST_SKEW = 20_000;

    /// A question takes up to 60 ms on its way to a process.
    private static final long NO_TIME = 100;

    private static final long TICKET_LIFE = SimulatedCall.BOUNDS.ticketLife().toMillis() + 1_000;
    private static final double SHARE_OF_WAITING = 0.03;

    private final World world;
    private final SimulatedCall scene;
    private final NodeId id;
    private final long skew;
    private final List<Stream> streams = new ArrayList<>();
    private final List<ModelSession> sessions = new ArrayList<>();
    private final RegistryAccess registry;
    private final Switchboard board;
    private final Reconciler reconciler;
    private boolean alive = true;
    private boolean stopped;
    private boolean failedProbe;
    private long cutOffFrom = Long.MAX_VALUE;
    private long cutOffUntil;
    private boolean archiveFailed;
    private boolean renewed;
    private long registryFailedAt = -1_000_000;
    private long readAt = Long.MAX_VALUE;
    private final long startedAt;
    private long announcedAt = Long.MIN_VALUE;
    private long firstServedAt = Long.MAX_VALUE;
    private long diedAt = Long.MAX_VALUE;

    NodeProcess(World world, SimulatedCall scene, int number) {
        this.world = world;
        this.scene = scene;
        this.startedAt = world.now();
        this.id = new NodeId("node" + number);
        this.skew = world.chance(0.2) ? world.between(-MOST_SKEW, MOST_SKEW) : 0;
        registry = new RegistryAccess(world, scene.registry(), this, scene.watch());
        Alarm alarm = new SkewedAlarm(world, this, skew);
        Ports ports = new Ports(
                _ -> SimulatedCall.ASSISTANT,
                new SimulatedModel(world, scene, this, number * 100),
                new Requests(world, scene.carrier(), this, scene.watch()),
                (_, call, _, _) -> scene.bookings().book(this, call),
                (_, at, entry) -> {
                    if (alive) {
                        if (!(entry instanceof JournalEntry.Spoken)) {
                            world.tell(() -> this + " notes " + entry);
                        }
                        scene.watch().noted(this, entry);
                        scene.archive().note(this, new Noted(at, entry));
                        if (entry instanceof JournalEntry.Leaving(EndReason why)) {
                            scene.watch().recordEarly(this, why);
                        }
                    }
                },
                registry,
                _ -> read());
        this.board = new Switchboard(
                ports, id, scene.rules(), SimulatedCall.BOUNDS, (_, defect) -> defect(defect), alarm, this::slowly);
        this.reconciler = new Reconciler(
                board, registry, new Node(id, "http://" + id, false), probe(), rules(), _ -> {}, alarm, this::slowly);
    }

    private ReconcilerRules rules() {
        ReconcilerRules standard = ReconcilerRules.standard();
        boolean anyEnding = world.mix().sabotage() != Sabotage.RETRY_LIMIT;
        return new ReconcilerRules(
                standard.renewEvery(), standard.lease(), standard.lookEvery(), standard.patience(), anyEnding);
    }

    private NodeProbe probe() {
        return node -> {
            world.blocking().mustBeAllowed();
            mustLive();
            world.blocking().pause(world.between(1, 50));
            return world.mix().sabotage() != Sabotage.GREEDY
                    && scene.cluster().running().stream()
                            .anyMatch(process -> process.id.equals(node.id()) && process.answersProbe());
        };
    }

    private boolean answersProbe() {
        if (!alive) {
            return false;
        }
        failedProbe |= world.goesWrong(Fault.PROBE_UNANSWERED);
        return !failedProbe;
    }

    private List<Noted> read() throws ArchiveUnavailable {
        mustLive();
        if (registryOut() || world.goesWrong(Fault.ARCHIVE_UNAVAILABLE)) {
            archiveFailed = true;
            throw new ArchiveUnavailable("simulated", new IllegalStateException());
        }
        readAt = world.now();
        return scene.archive().entries();
    }

    private void defect(Throwable defect) {
        if (alive && !(defect instanceof Blocking.Killed)) {
            world.broken("no call meets a defect, but: " + defect + " at " + defect.getStackTrace()[0]);
        }
    }

    // Its life.

    void start() {
        world.tell(() -> this + " starts");
        if (world.mix().sabotage() != Sabotage.ONE_SHOT) {
            reconciler.start();
        }
        plan(Fault.CRASH, () -> dies(true));
        plan(Fault.VANISH, () -> dies(false));
        plan(Fault.DRAIN, this::stop);
        if (world.goesWrong(Fault.REGISTRY_CUT_OFF)) {
            cutOffFrom = world.now() + world.between(0, 50_000);
            cutOffUntil = scene.outageFrom(cutOffFrom);
            world.happened(Fault.REGISTRY_CUT_OFF, cutOffUntil + 15_000);
        }
    }

    /// Whether this comes over the process, at some time, is decided now; it counts from when it comes.
    private void plan(Fault fault, Runnable what) {
        if (world.willGoWrong(fault)) {
            world.in(world.between(0, 45_000), () -> {
                if (alive && !stopped && world.faultsStillCome()) {
                    world.happened(fault, world.now());
                    what.run();
                }
            });
        }
    }

    /// The process is gone at once.
    ///
    /// @param noticed whether its peers see the end of their connections
    void dies(boolean noticed) {
        if (!alive) {
            return;
        }
        world.tell(() -> this + " dies" + (noticed ? "" : " without a word"));
        alive = false;
        diedAt = world.now();
        List.copyOf(streams).forEach(stream -> stream.processDied(noticed));
        streams.clear();
        sessions.clear();
        world.in(world.between(800, 12_000), () -> scene.cluster().replace(this));
    }

    /// The process is told to stop, and has a while for it.
    private void stop() {
        world.tell(() -> this + " is told to stop");
        stopped = true;
        var _ = board.drain();
        world.in(world.between(0, 20_000), () -> {
            if (alive) {
                board.handOver();
                leavesWhenEmpty(world.now() + 15_000);
            }
        });
    }

    /// The process exits once it serves no call any more, or at that time.
    private void leavesWhenEmpty(long atTheLatest) {
        if (!alive) {
            return;
        }
        boolean empty = board.calls() == 0 && board.unwrittenCalls() == 0;
        if (!empty && world.now() < atTheLatest) {
            world.in(500, () -> leavesWhenEmpty(atTheLatest));
            return;
        }
        work(() -> {
            try {
                registry.leave(id);
            } catch (RegistryUnavailable _) {
                world.tell("its lease is left to lapse");
            }
            reconciler.close();
            board.close();
            dies(true);
        });
    }

    // Its threads.

    private void slowly(Runnable task) {
        long wait = world.goesWrong(Fault.SLOW_THREAD) ? world.between(100, 3_000) : world.between(0, 4);
        world.in(wait, () -> work(task));
    }

    private void work(Runnable task) {
        if (alive) {
            world.blocking().run(task, this::alive, world.chance(SHARE_OF_WAITING));
        }
    }

    /// Somebody outside asks something, which may block.
    void asked(Runnable question) {
        world.in(world.between(5, 60), () -> work(question));
    }

    /// An answer gets outside, if the process still lives.
    void answers(Runnable then) {
        if (alive) {
            world.in(world.between(5, 60), then);
        }
    }

    void mustLive() {
        if (!alive) {
            throw new Blocking.Killed();
        }
    }

    // Its connections.

    void attach(Stream stream) {
        serves();
        streams.add(stream);
    }

    void detach(Stream stream) {
        streams.remove(stream);
    }

    void attach(ModelSession session) {
        sessions.add(session);
    }

    void forget(ModelSession session) {
        sessions.remove(session);
    }

    // How it is.

    NodeId id() {
        return id;
    }

    Switchboard board() {
        return board;
    }

    List<ModelSession> sessions() {
        return sessions;
    }

    boolean alive() {
        return alive;
    }

    /// Whether a connection to it can be made.
    boolean reachable() {
        return alive;
    }

    /// Whether the balancer sends it calls.
    boolean ready() {
        return alive && !stopped;
    }

    boolean registryOut() {
        return scene.registryOut() || (world.now() >= cutOffFrom && world.now() < cutOffUntil);
    }

    boolean requestsDown() {
        return scene.requestsDown();
    }

    boolean hasWellSession() {
        return sessions.stream().anyMatch(ModelSession::well);
    }

    /// Whether what was said before could not be read here, or cannot be read now.
    boolean withoutPast() {
        return archiveFailed || registryOut();
    }

    /// When it last read what was said before; never if that is in the future.
    long readAt() {
        return readAt;
    }

    /// The registry gives no answer.
    void registryFailed() {
        registryFailedAt = world.now();
    }

    /// Whether the registry could not tell it, a moment ago, whose the call is.
    boolean withoutRegistry() {
        return registryOut() || world.now() - registryFailedAt < 3_000;
    }

    /// The registry knows that it lives.
    void renewed() {
        renewed = true;
    }

    /// Whether the others can see that it lives: by its lease, or by asking it, for which they must know where. One
    /// that has never come through to the registry is unknown to them.
    boolean canBeSeenToLive() {
        boolean unknown = !renewed && world.now() - startedAt >= 6_000;
        return alive && !stopped && !failedProbe && !unknown;
    }

    /// The call is being announced here.
    void announced() {
        announcedAt = world.now();
        serves();
    }

    /// It has to do with the call, from now on.
    void serves() {
        firstServedAt = Math.min(firstServedAt, world.now());
        scene.watch().hasHad(this);
    }

    /// Whether it is dead, and could not reach the registry shortly before, when it had to do with the call, or has had
    /// no time to ask it.
    boolean diedUnrecorded() {
        boolean inVain = registryFailedAt >= firstServedAt && diedAt - registryFailedAt <= 10_000;
        return !alive && (inVain || diedAt - firstServedAt <= NO_TIME);
    }

    /// What is left of the call here, in words.
    String leftovers() {
        return this + " calls=" + board.calls() + " unwritten=" + board.unwrittenCalls() + " sessions="
                + sessions.size() + " streams=" + streams.size();
    }

    /// Whether nothing of the call is left here, but for its announcement, which is kept as long as its ticket lives.
    boolean idle() {
        if (!alive) {
            return true;
        }
        int calls = board.calls();
        boolean onlyAnnounced = calls == 1 && world.now() - announcedAt < TICKET_LIFE;
        return (calls == 0 || onlyAnnounced) && board.unwrittenCalls() == 0 && sessions.isEmpty() && streams.isEmpty();
    }

    @Override
    public String toString() {
        return id.value();
    }
}
