package dev.switchhook.app.store;

import dev.switchhook.app.store.BoundedDatabase.Work;
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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// The registry of calls in a relational database, shared by all nodes. Safe for use by several threads.
///
/// Every method is one transaction of one or two statements. What decides is the condition of an `update`, which the
/// database judges while it holds the row; nothing is read first and written on the strength of it.
public final class JdbcCallRegistry implements CallRegistry {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BoundedDatabase database;
    private final CallRows rows;

    /// A registry in this database, whose schema is up to date, by the clock of this database.
    public JdbcCallRegistry(DataSource database) {
        this(database, "current_timestamp", LONGEST);
    }

    /// @param now the SQL expression of the time
    /// @param longest how long a method may take
    JdbcCallRegistry(DataSource database, String now, Duration longest) {
        this.database = new BoundedDatabase(database, longest);
        this.rows = new CallRows(new SqlClock(now));
    }

    @Override
    public Announced announce(IncomingCall call, StreamTicket fresh, Duration life) throws RegistryUnavailable {
        return transaction(work -> {
            if (rows.insert(work, call, fresh, life)) {
                return new Announced.New();
            }
            return rows.ticketOfAnnounced(work, call.id())
                    .<Announced>map(Announced.Repeated::new)
                    .orElseGet(Announced.Replayed::new);
        });
    }

    @Override
    public boolean expects(StreamTicket ticket) throws RegistryUnavailable {
        return transaction(work -> rows.expects(work, ticket));
    }

    @Override
    public Optional<CallRecord> claim(StreamTicket ticket, CallId call, NodeId owner) throws RegistryUnavailable {
        return transaction(work -> rows.claim(work, ticket, call, owner) ? rows.find(work, call) : Optional.empty());
    }

    @Override
    public Optional<StreamTicket> reissue(CallId call, long epoch, StreamTicket fresh, Duration life)
            throws RegistryUnavailable {
        return transaction(
                work -> rows.reissue(work, call, epoch, fresh, life) ? rows.ticket(work, call) : Optional.empty());
    }

    @Override
    public boolean advance(CallId call, long epoch, CallState state, Optional<EndReason> reason)
            throws RegistryUnavailable {
        return transaction(work -> rows.advance(work, call, epoch, state, reason) || rows.has(work, call, epoch));
    }

    @Override
    public boolean release(CallId call, long epoch) throws RegistryUnavailable {
        return transaction(work -> rows.release(work, call, epoch) || rows.has(work, call, epoch));
    }

    @Override
    public void over(CallId call, EndReason reason) throws RegistryUnavailable {
        transaction(work -> rows.over(work, call, reason));
    }

    @Override
    public Optional<CallRecord> takeOver(CallId call, long epoch, NodeId by) throws RegistryUnavailable {
        return transaction(work -> rows.takeOver(work, call, epoch, by) ? rows.find(work, call) : Optional.empty());
    }

    @Override
    public Optional<CallRecord> find(CallId call) throws RegistryUnavailable {
        return transaction(work -> rows.find(work, call));
    }

    @Override
    public List<CallRecord> unattended(Duration patience, int most) throws RegistryUnavailable {
        return transaction(work -> rows.unattended(work, patience, most));
    }

    @Override
    public Map<CallId, Long> ownedBy(NodeId node) throws RegistryUnavailable {
        return transaction(work -> rows.ownedBy(work, node)).stream()
                .collect(Collectors.toMap(record -> record.call().id(), CallRecord::epoch));
    }

    @Override
    public void renew(NodeId node, String address, Duration lease) throws RegistryUnavailable {
        transaction(work -> rows.renew(work, node, address, lease));
    }

    @Override
    public void leave(NodeId node) throws RegistryUnavailable {
        transaction(work -> rows.leave(work, node));
    }

    @Override
    public Optional<Node> node(NodeId node) throws RegistryUnavailable {
        return transaction(work -> rows.node(work, node));
    }

    /// What the database says in words is not passed on, because some of it repeats the row with its phone numbers.
    private <T> T transaction(Work<T> work) throws RegistryUnavailable {
        try {
            return database.transaction(work);
        } catch (SQLException failed) {
            String state = failed.getSQLState() == null ? "none" : failed.getSQLState();
            throw new RegistryUnavailable("the call registry gives no answer ("
                    + failed.getClass().getSimpleName() + ", SQL state " + state + ")");
        }
    }
}
