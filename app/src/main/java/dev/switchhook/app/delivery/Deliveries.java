package dev.switchhook.app.delivery;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.domain.caller.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records that wait to be delivered, shared by all processes. Safe for use by several threads.
final class Deliveries {

    private static final String ONE = "call_id = ? and receiver = ? and state = 'WAITING'";

    private final BoundedDatabase database;
    private final SqlClock clock;

    Deliveries(BoundedDatabase database, SqlClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A record that waits.
    ///
    /// @param attempts how often it was tried
    /// @param age since the call was filed
    /// @param body what is delivered, once it was put together
    record Waiting(CallId call, String receiver, int attempts, Duration age, Optional<String> body) {}

    /// A record waits from now on, unless it does or did already.
    void add(Transaction work, CallId call, String receiver) throws SQLException {
        work.update(clock.timed("""
            insert into after_call_delivery (call_id, receiver, state, attempts, made_at, next_try_at)
            values (?, ?, 'WAITING', 0, :now, :now) on conflict do nothing\
            """), call.value(), receiver);
    }

    /// Takes on some that are due for this receiver. Nobody else takes them on before the lease has passed.
    List<Waiting> claim(String receiver, int most, Duration lease) throws SQLException {
        List<Waiting> due =
                database.transaction(work -> work.all(row -> waiting(row, receiver), clock.timed("""
                    select call_id, attempts, made_at, body, :now as now from after_call_delivery
                    where state = 'WAITING' and next_try_at <= :now and receiver = ? order by next_try_at, call_id limit ?\
                    """), receiver, most));
        List<Waiting> mine = new ArrayList<>();
        for (Waiting one : due) {
            if (database.transaction(work -> work.update(
                            clock.timed("update after_call_delivery set next_try_at = :then where " + ONE
                                    + " and next_try_at <= :now"),
                            SqlClock.seconds(lease),
                            one.call().value(),
                            receiver))
                    == 1) {
                mine.add(one);
            }
        }
        return mine;
    }

    private static Waiting waiting(ResultSet row, String receiver) throws SQLException {
        return new Waiting(
                new CallId(row.getString("call_id")),
                receiver,
                row.getInt("attempts"),
                Duration.between(
                        row.getObject("made_at", OffsetDateTime.class), row.getObject("now", OffsetDateTime.class)),
                Optional.ofNullable(row.getString("body")));
    }

    /// Keeps what is delivered, unless something is kept.
    ///
    /// @return what is kept; empty when the record does not wait any more
    Optional<String> keep(Waiting one, String body) throws SQLException {
        return database.transaction(work -> {
            work.update(
                    "update after_call_delivery set body = ? where " + ONE + " and body is null",
                    body,
                    one.call().value(),
                    one.receiver());
            return work.first(
                    row -> row.getString(1),
                    "select body from after_call_delivery where " + ONE,
                    one.call().value(),
                    one.receiver());
        });
    }

    /// It is tried again after that time.
    ///
    /// @param attempts how often it was tried by now
    void putOff(Waiting one, int attempts, Duration time) throws SQLException {
        database.transaction(work -> work.update(
                clock.timed("update after_call_delivery set attempts = ?, next_try_at = :then where " + ONE),
                attempts,
                SqlClock.seconds(time),
                one.call().value(),
                one.receiver()));
    }

    /// It has arrived, or was given up: what was to be delivered goes.
    void end(Waiting one, int attempts, boolean arrived) throws SQLException {
        database.transaction(work -> work.update(
                "update after_call_delivery set state = ?, attempts = ?, body = null where " + ONE,
                arrived ? "DONE" : "GIVEN_UP",
                attempts,
                one.call().value(),
                one.receiver()));
    }
}
