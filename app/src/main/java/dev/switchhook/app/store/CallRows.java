package dev.switchhook.app.store;

import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The statements of the registry of calls, each in a transaction of the caller's.
///
/// Plain SQL that PostgreSQL and H2 in PostgreSQL mode understand alike. Every statement that changes a call names in
/// its condition what must still hold.
final class CallRows {

    private static final String COLUMNS =
            "c.call_id, c.caller, c.called, c.attestation, c.state, c.reason, c.owner, c.epoch, c.announced_at,"
                    + " c.touched_at";

    private final SqlClock clock;

    /// @param clock what the time is, as SQL
    CallRows(SqlClock clock) {
        this.clock = clock;
    }

    private String timed(String sql) {
        return clock.timed(sql);
    }

    /// Records a call, unless it is known.
    ///
    /// @return false when it is
    boolean insert(Transaction work, IncomingCall call, StreamTicket ticket, Duration life) throws SQLException {
        return work.update(
                        timed("""
                            insert into call_record
                                (call_id, caller, called, attestation, state, epoch, announced_at, touched_at, ticket,
                                ticket_until)
                            values (?, ?, ?, ?, 'ANNOUNCED', 0, :now, :now, ?, :then)
                            on conflict do nothing\
                            """),
                        call.id().value(),
                        text(call.from()),
                        text(call.to()),
                        call.attestation().name(),
                        ticket.secret(),
                        seconds(life))
                == 1;
    }

    Optional<StreamTicket> ticketOfAnnounced(Transaction work, CallId call) throws SQLException {
        return work.first(CallRows::ticket, timed("""
            select ticket from call_record
            where call_id = ? and state = 'ANNOUNCED' and ticket is not null and ticket_until > :now\
            """), call.value());
    }

    boolean expects(Transaction work, StreamTicket ticket) throws SQLException {
        return work.first(row -> row.getInt(1), timed("""
            select 1 from call_record
            where ticket = ? and ticket_until > :now and state in ('ANNOUNCED', 'LIVE')\
            """), ticket.secret()).isPresent();
    }

    boolean claim(Transaction work, StreamTicket ticket, CallId call, NodeId owner) throws SQLException {
        return work.update(timed("""
            update call_record
            set ticket = null, ticket_until = null, owner = ?, epoch = epoch + 1, state = 'LIVE',
                touched_at = :now
            where call_id = ? and ticket = ? and ticket_until > :now and state in ('ANNOUNCED', 'LIVE')\
            """), owner.value(), call.value(), ticket.secret()) == 1;
    }

    boolean reissue(Transaction work, CallId call, long epoch, StreamTicket fresh, Duration life) throws SQLException {
        return work.update(timed("""
            update call_record
            set ticket = case when ticket is not null and ticket_until > :now then ticket
                    else cast(? as varchar(64)) end,
                ticket_until = :then, touched_at = :now
            where call_id = ? and epoch = ? and state = 'LIVE'\
            """), fresh.secret(), seconds(life), call.value(), epoch) == 1;
    }

    Optional<StreamTicket> ticket(Transaction work, CallId call) throws SQLException {
        return work.first(CallRows::ticket, "select ticket from call_record where call_id = ?", call.value());
    }

    /// Moves a call forward. One that cannot be live any more has no use for a ticket.
    ///
    /// @return false when nothing was changed
    boolean advance(Transaction work, CallId call, long epoch, CallState state, Optional<EndReason> reason)
            throws SQLException {
        List<CallState> before = Arrays.stream(CallState.values())
                .filter(earlier -> earlier != state && earlier.next().contains(state))
                .toList();
        if (before.isEmpty()) {
            return false;
        }
        boolean live = state.next().contains(CallState.LIVE);
        String sql = """
                update call_record
                set state = ?, reason = coalesce(reason, cast(? as varchar(40))), touched_at = :now
                """ + (live ? "" : ", ticket = null, ticket_until = null\n")
                + "where call_id = ? and epoch = ? and state in (" + names(before) + ")";
        @Nullable String why = live ? null : reason.map(EndReason::name).orElse(null);
        boolean changed = work.update(timed(sql), state.name(), why, call.value(), epoch) == 1;
        return changed && (state != CallState.OVER || ended(work, call));
    }

    /// A call that is over is to be filed: that is written in the same transaction, so that none is missed.
    private boolean ended(Transaction work, CallId call) throws SQLException {
        work.update(timed("""
            insert into ended_call (call_id, over_at, due_at, looks, deliver) values (?, :now, :now, 0, true)
            on conflict do nothing\
            """), call.value());
        return true;
    }

    private static String names(List<CallState> states) {
        return states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
    }

    /// Takes the owner away.
    ///
    /// @return false when nothing was changed
    boolean release(Transaction work, CallId call, long epoch) throws SQLException {
        return work.update(timed("""
            update call_record set owner = null, touched_at = :now
            where call_id = ? and epoch = ? and owner is not null and state <> 'OVER'\
            """), call.value(), epoch) == 1;
    }

    /// Whether the call has this epoch.
    boolean has(Transaction work, CallId call, long epoch) throws SQLException {
        return work.first(
                        row -> row.getInt(1),
                        "select 1 from call_record where call_id = ? and epoch = ?",
                        call.value(),
                        epoch)
                .isPresent();
    }

    boolean over(Transaction work, CallId call, EndReason reason) throws SQLException {
        boolean changed = work.update(timed("""
            update call_record
            set state = 'OVER', reason = coalesce(reason, cast(? as varchar(40))), ticket = null,
                ticket_until = null, touched_at = :now
            where call_id = ? and state <> 'OVER'\
            """), reason.name(), call.value()) == 1;
        return changed && ended(work, call);
    }

    boolean takeOver(Transaction work, CallId call, long epoch, NodeId by) throws SQLException {
        return work.update(timed("""
            update call_record set owner = ?, epoch = epoch + 1, touched_at = :now
            where call_id = ? and epoch = ? and state <> 'OVER'\
            """), by.value(), call.value(), epoch) == 1;
    }

    Optional<CallRecord> find(Transaction work, CallId call) throws SQLException {
        return work.first(
                CallRows::call, "select " + COLUMNS + " from call_record c where c.call_id = ?", call.value());
    }

    /// The states are listed instead of the one that is left out, so that the index on the state is used.
    List<CallRecord> unattended(Transaction work, Duration patience, int most) throws SQLException {
        return work.all(CallRows::call, timed("select " + COLUMNS + """
             from call_record c left join node_lease n on n.node_id = c.owner
            where c.state in ('ANNOUNCED', 'LIVE', 'FAILED', 'ENDING') and (
                (c.owner is not null and (n.lease_until is null or n.lease_until <= :now))
                or (c.owner is null and c.touched_at < :then
                    and (c.state <> 'ANNOUNCED' or c.ticket is null or c.ticket_until <= :now))
                or (c.state = 'ENDING' and c.touched_at < :then))
            order by c.touched_at, c.call_id
            limit ?\
            """), -seconds(patience), -seconds(patience), most);
    }

    List<CallRecord> ownedBy(Transaction work, NodeId node) throws SQLException {
        return work.all(
                CallRows::call,
                "select " + COLUMNS + " from call_record c"
                        + " where c.state in ('ANNOUNCED', 'LIVE', 'FAILED', 'ENDING') and c.owner = ?",
                node.value());
    }

    boolean renew(Transaction work, NodeId node, String address, Duration lease) throws SQLException {
        return work.update(
                                timed("update node_lease set address = ?, lease_until = :then where node_id = ?"),
                                address,
                                seconds(lease),
                                node.value())
                        == 1
                || work.update(timed("""
                    insert into node_lease (address, lease_until, node_id) values (?, :then, ?)
                    on conflict do nothing\
                    """), address, seconds(lease), node.value()) == 1;
    }

    boolean leave(Transaction work, NodeId node) throws SQLException {
        return work.update(timed("update node_lease set lease_until = :now where node_id = ?"), node.value()) == 1;
    }

    Optional<Node> node(Transaction work, NodeId node) throws SQLException {
        return work.first(
                row -> new Node(node, row.getString(1), row.getBoolean(2)),
                timed("select address, lease_until <= :now from node_lease where node_id = ?"),
                node.value());
    }

    private static StreamTicket ticket(ResultSet row) throws SQLException {
        return new StreamTicket(row.getString("ticket"));
    }

    private static CallRecord call(ResultSet row) throws SQLException {
        return new CallRecord(
                new IncomingCall(
                        new CallId(row.getString("call_id")),
                        new PhoneNumber(row.getString("caller")),
                        new PhoneNumber(row.getString("called")),
                        attestation(row.getString("attestation"))),
                CallState.valueOf(row.getString("state")),
                reason(row.getString("reason")),
                Optional.ofNullable(row.getString("owner")).map(NodeId::new),
                row.getLong("epoch"),
                time(row, "announced_at"),
                time(row, "touched_at"));
    }

    /// A reason that this version of the program does not know, because a newer one runs beside it, is none.
    private static Optional<EndReason> reason(@Nullable String name) {
        return Arrays.stream(EndReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    /// One that this version does not know vouches for nobody.
    private static Attestation attestation(String name) {
        return Arrays.stream(Attestation.values())
                .filter(attestation -> attestation.name().equals(name))
                .findFirst()
                .orElse(Attestation.ABSENT);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static double seconds(Duration duration) {
        return SqlClock.seconds(duration);
    }

    /// PostgreSQL keeps neither the character 0 nor half a character.
    private static String text(PhoneNumber number) {
        return number.stated().replaceAll("[\\x00\\ud800-\\udfff]", "\ufffd");
    }
}
