package dev.switchhook.app.operator;

import dev.switchhook.app.journal.OperatorText;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The requests of operators in the database, by the clock of the database. Every change is one `update` whose
/// condition the database judges while it holds the row, so that a request is taken by one process, once. Slow: 2 s at
/// most. Safe for use by several threads.
public final class RequestTable implements OperatorDesk {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int PATIENCE_SECONDS = 10;
    /// How long the process of a call that is over may take to write the result down.
    private static final int WRITING_SECONDS = 5;

    private static final int MOST = 100;

    private final BoundedDatabase database;

    /// A table in this database, whose schema is up to date.
    public RequestTable(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    /// A request that waits to be taken.
    record Waiting(CallId call, OperatorRequest request) {}

    @Override
    public String ask(CallId call, OperatorAct act, String who) throws DeskUnavailable {
        OperatorRequest request = new OperatorRequest(UUID.randomUUID().toString(), act, who);
        told(work -> work.update("""
            insert into operator_request (id, call_id, act, words, who, asked_at)
            values (?, ?, ?, ?, ?, current_timestamp)\
            """, request.id(), call.value(), OperatorText.kind(act), act.words(), who));
        return request.id();
    }

    @Override
    public Optional<OperatorResult> result(String request) throws DeskUnavailable {
        return told(work -> {
            giveUp(work, request);
            Optional<Optional<String>> row = work.first(
                    result -> Optional.ofNullable(result.getString(1)),
                    "select result from operator_request where id = ?",
                    request);
            return row.orElseThrow(() -> new IllegalArgumentException("request: there is none of that id"))
                    .map(OperatorResult::valueOf);
        });
    }

    /// Settles a request that nobody can do any more: its call is over, its time is, or its process is gone.
    private static void giveUp(Transaction work, String request) throws SQLException {
        work.update("""
            update operator_request set result = 'CALL_OVER', settled_at = current_timestamp
            where id = ? and result is null and taken_by is null and not exists (
                select 1 from call_record r where r.call_id = operator_request.call_id and r.state <> 'OVER')\
            """, request);
        work.update("""
            update operator_request set result = 'EXPIRED', settled_at = current_timestamp
            where id = ? and result is null and taken_by is null and asked_at < current_timestamp - \
            """ + seconds(PATIENCE_SECONDS), request);
        work.update("""
            update operator_request set result = 'EXPIRED', settled_at = current_timestamp
            where id = ? and result is null and taken_at < current_timestamp - %1$s and not exists (
                select 1 from call_record r
                where r.call_id = operator_request.call_id and r.owner = operator_request.taken_by
                and (r.state <> 'OVER' or r.touched_at > current_timestamp - %1$s))\
            """.formatted(seconds(WRITING_SECONDS)), request);
    }

    private static String seconds(int seconds) {
        return "interval '" + seconds + "' second";
    }

    /// The oldest that wait, at most a hundred.
    List<Waiting> waiting() throws SQLException {
        return database.transaction(work -> work.all(
                RequestTable::waiting, """
                    select id, call_id, act, words, who from operator_request
                    where result is null and taken_by is null and asked_at > current_timestamp - \
                    """ + seconds(PATIENCE_SECONDS) + " order by asked_at, id limit " + MOST));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                new CallId(row.getString(2)),
                new OperatorRequest(
                        row.getString(1), OperatorText.act(row.getString(3), row.getString(4)), row.getString(5)));
    }

    /// Takes a request, if it still waits.
    ///
    /// @return false when somebody else has, or its time is over
    boolean take(String request, NodeId node) throws SQLException {
        return database.transaction(work -> work.update("""
            update operator_request set taken_by = ?, taken_at = current_timestamp
            where id = ? and result is null and taken_by is null and asked_at > current_timestamp - \
            """ + seconds(PATIENCE_SECONDS), node.value(), request) == 1);
    }

    /// Writes down what has become of a request that this process has taken, unless that is written.
    void settle(String request, NodeId node, OperatorResult result) throws SQLException {
        database.transaction(work -> work.update("""
            update operator_request set result = ?, settled_at = current_timestamp
            where id = ? and taken_by = ? and result is null\
            """, result.name(), request, node.value()));
    }

    private <T> T told(BoundedDatabase.Work<T> work) throws DeskUnavailable {
        try {
            return database.transaction(work);
        } catch (SQLException failed) {
            throw new DeskUnavailable(
                    "the requests of operators cannot be reached, SQL state " + failed.getSQLState(), failed);
        }
    }
}
