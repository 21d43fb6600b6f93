package dev.switchhook.app.operator;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the requests that are for calls of this process, gives them to the calls, and writes down what has become of
/// them. It looks every 400 ms as long as calls are served, and at once when something is asked for here.
///
/// The results come as notes for the journal, of which it hears as a [CallJournal]; there it only enqueues. A result
/// that the database does not take is kept and written at the next look. Safe for use by several threads.
public final class OperatorWatch implements OperatorDesk, CallJournal, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorWatch.class);
    private static final Duration EVERY = Duration.ofMillis(400);

    /// Past it nothing is taken: then nobody writes results, and requests expire.
    private static final int MOST_OPEN = 1_000;

    private final RequestTable table;
    private final NodeId me;
    private final Executor slow = Executors.newVirtualThreadPerTaskExecutor();
    private final Alarm alarm = Alarm.steady();
    private final Map<String, CallId> offered = new ConcurrentHashMap<>();
    private final Map<String, OperatorResult> results = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable Switchboard switchboard;

    /// A watch that looks after no calls yet.
    ///
    /// @param me the node that owns the calls of this process
    public OperatorWatch(RequestTable table, NodeId me) {
        this.table = table;
        this.me = me;
    }

    /// Begins to look after these calls.
    public void begin(Switchboard calls) {
        switchboard = calls;
        lookLater(calls);
    }

    @Override
    public String ask(CallId call, OperatorAct act, String who) throws DeskUnavailable {
        String request = table.ask(call, act, who);
        slow.execute(this::look);
        return request;
    }

    @Override
    public Optional<OperatorResult> result(String request) throws DeskUnavailable {
        return table.result(request);
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        if (entry instanceof JournalEntry.Operated(OperatorRequest request, OperatorResult result)) {
            results.put(request.id(), result);
            offered.remove(request.id());
            slow.execute(this::write);
        }
    }

    private void lookLater(Switchboard calls) {
        alarm.wake(alarm.now().plus(EVERY), () -> {
            if (calls.calls() > 0 || !offered.isEmpty() || !results.isEmpty()) {
                slow.execute(() -> lookAndGoOn(calls));
            } else {
                lookLater(calls);
            }
        });
    }

    private void lookAndGoOn(Switchboard calls) {
        try {
            look();
        } finally {
            if (!closed) {
                lookLater(calls);
            }
        }
    }

    /// Who looks already sees what is new, or the next look does.
    private void look() {
        @Nullable Switchboard calls = switchboard;
        if (calls == null || closed || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            // Its call has ended before the request could reach it.
            offered.forEach((request, call) -> {
                if (!calls.serves(call)) {
                    settled(request, OperatorResult.CALL_OVER);
                }
            });
            write();
            for (RequestTable.Waiting waiting : table.waiting()) {
                if (offered.size() + results.size() < MOST_OPEN && calls.serves(waiting.call())) {
                    take(waiting, calls);
                }
            }
        } catch (SQLException failed) {
            LOG.warn("event=operator-requests-unreadable sql-state={}", failed.getSQLState());
        } finally {
            looking.set(false);
        }
    }

    private void take(RequestTable.Waiting waiting, Switchboard calls) throws SQLException {
        String id = waiting.request().id();
        boolean taken;
        try {
            taken = table.take(id, me);
        } catch (SQLException unknown) {
            // Should it be taken, nobody does it any more.
            results.put(id, OperatorResult.EXPIRED);
            throw unknown;
        }
        if (taken) {
            offered.put(id, waiting.call());
            if (!calls.operate(waiting.call(), waiting.request())) {
                settled(id, OperatorResult.CALL_OVER);
            }
        }
    }

    /// The call itself may have said so meanwhile.
    private void settled(String request, OperatorResult result) {
        if (offered.remove(request) != null) {
            results.putIfAbsent(request, result);
        }
    }

    private void write() {
        results.forEach((request, result) -> {
            try {
                table.settle(request, me, result);
                results.remove(request, result);
            } catch (SQLException failed) {
                LOG.warn("event=operator-result-unwritten request={} sql-state={}", request, failed.getSQLState());
            }
        });
    }

    /// Stops. What is not written stays open, and expires.
    @Override
    public void close() {
        closed = true;
        write();
        alarm.close();
    }

    /// Stops as a killed process does.
    public void stop() {
        closed = true;
        alarm.close();
    }
}
