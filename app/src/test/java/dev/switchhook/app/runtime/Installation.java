package dev.switchhook.app.runtime;

import dev.switchhook.app.store.MemoryCallRegistry;
import dev.switchhook.domain.call.CallRules;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.assistant.Assistant;
import dev.switchhook.domain.port.assistant.Assistants;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Processes on one registry, one journal and one carrier, in a time that is moved by hand.
final class Installation {

    static final String APOLOGY = "Sorry.";
    static final String BUSY = "We are busy.";

    private final HandAlarm time = new HandAlarm();
    private final MemoryCallRegistry records = new MemoryCallRegistry(time::now);
    private final Map<CallId, List<Noted>> notes = new HashMap<>();
    private final Map<NodeId, Server> processes = new HashMap<>();
    private final Carrier carrier = new Carrier();
    private final Talker model = new Talker();
    private final List<Throwable> defects = new ArrayList<>();
    private Optional<PhoneNumber> desk = Optional.empty();
    private Assistants assistants = _ -> new Assistant(
            "test", "Be kind.", "Greet.", Toolbox.of(List.of()), HangupPolicies.afterSilence(Duration.ofMinutes(5)));

    static IncomingCall call(CallId id) {
        return new IncomingCall(id, new PhoneNumber("+491234567890"), new PhoneNumber("+491234567000"));
    }

    Server start(String name) {
        return start(name, SwitchboardRules.of(10, BUSY));
    }

    Server start(String name, SwitchboardRules rules) {
        Server process = new Server(new NodeId(name), rules);
        processes.put(process.node, process);
        return process;
    }

    /// Processes that start from now on leave callers whom they cannot serve to the desk.
    void hasDesk() {
        desk = Optional.of(new PhoneNumber("+491234567009"));
    }

    Assistants assistants() {
        return assistants;
    }

    void answeredBy(Assistants others) {
        assistants = others;
    }

    HandAlarm time() {
        return time;
    }

    void pass(Duration some) {
        time.pass(some);
    }

    Carrier carrier() {
        return carrier;
    }

    Talker model() {
        return model;
    }

    List<Throwable> defects() {
        return defects;
    }

    CallRecord record(CallId id) {
        return records.find(id).orElseThrow();
    }

    /// A node, as the registry knows it.
    Node node(NodeId id) {
        return records.node(id).orElseThrow();
    }

    Optional<CallRecord> found(CallId id) {
        return records.find(id);
    }

    /// What was noted about a call, of one kind.
    <T extends JournalEntry> List<T> noted(CallId id, Class<T> kind) {
        return notes.getOrDefault(id, List.of()).stream()
                .map(Noted::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// One process. After [#kill] nothing of it happens any more.
    final class Server implements Alarm, Executor {

        private final NodeId node;
        private final SwitchedRegistry registry = new SwitchedRegistry(records);
        private final List<ReconcilerAction> actions = new ArrayList<>();
        private final Switchboard board;
        private final Reconciler reconciler;
        private boolean dead;
        private boolean answersProbes = true;

        private Server(NodeId node, SwitchboardRules rules) {
            this.node = node;
            Ports ports = new Ports(
                    call -> assistants.answering(call),
                    model,
                    carrier,
                    (_, _, _, _) -> new ToolOutcome.Failed(),
                    (call, at, entry) ->
                            notes.computeIfAbsent(call, _ -> new ArrayList<>()).add(new Noted(at, entry)),
                    registry,
                    call -> List.copyOf(notes.getOrDefault(call, List.of())));
            board = new Switchboard(
                    ports,
                    node,
                    CallRules.standard().withApology(APOLOGY, desk),
                    rules,
                    (_, defect) -> defects.add(defect),
                    this,
                    this);
            reconciler = new Reconciler(
                    board,
                    registry,
                    new Node(node, "http://" + node, false),
                    asked -> processes.get(asked.id()).answers(),
                    ReconcilerRules.standard(),
                    actions::add,
                    this,
                    this);
        }

        private boolean answers() {
            return !dead && answersProbes;
        }

        /// Starts the reconciler, too.
        Server reconciling() {
            reconciler.start();
            time.settle();
            return this;
        }

        void kill() {
            dead = true;
        }

        void answersProbes(boolean now) {
            answersProbes = now;
        }

        Switchboard board() {
            return board;
        }

        SwitchedRegistry registry() {
            return registry;
        }

        NodeId node() {
            return node;
        }

        List<ReconcilerAction> actions() {
            return actions;
        }

        /// Announces a call, which must be admitted.
        StreamTicket admitted(CallId id) {
            return ((Admission.Admitted) board.announce(call(id))).ticket();
        }

        /// Connects a media connection that shows this ticket.
        Caller connect(StreamTicket ticket, CallId id) {
            Caller caller = Caller.connecting(board, ticket, id);
            time.settle();
            return caller;
        }

        /// A call in which caller and agent talk.
        Caller talking(CallId id) {
            return connect(admitted(id), id);
        }

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public void wake(Instant at, Runnable task) {
            time.wake(at, () -> unlessDead(task));
        }

        @Override
        public void execute(Runnable task) {
            time.execute(() -> unlessDead(task));
        }

        private void unlessDead(Runnable task) {
            if (!dead) {
                task.run();
            }
        }

        @Override
        public void close() {
            dead = true;
        }
    }
}
