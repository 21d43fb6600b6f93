package dev.switchhook.app.filing;

import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.app.store.SqlClock;
import dev.switchhook.domain.caller.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// The calls that are over and wait to be filed, shared by all processes. Safe for use by several threads.
final class EndedCalls {

    private final BoundedDatabase database;
    private final SqlClock clock;

    EndedCalls(BoundedDatabase database, SqlClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// A call that waits.
    ///
    /// @param over when it was proven to be over
    /// @param age for how long it has been over
    /// @param looks how often it was filed without its whole journal
    /// @param deliver whether its record is to be delivered
    record Waiting(CallId call, Instant over, Duration age, int looks, boolean deliver) {}

    /// Takes on some calls that are due. Nobody else takes them on before the lease has passed.
    List<Waiting> claim(int most, Duration lease) throws SQLException {
        List<Waiting> due = database.transaction(work -> work.all(EndedCalls::waiting, clock.timed("""
            select call_id, over_at, looks, deliver, :now as now from ended_call
            where due_at <= :now order by due_at, call_id limit ?\
            """), most));
        List<Waiting> mine = new ArrayList<>();
        for (Waiting call : due) {
            int taken = database.transaction(work -> work.update(
                    clock.timed("update ended_call set due_at = :then where call_id = ? and due_at <= :now"),
                    SqlClock.seconds(lease),
                    call.call().value()));
            if (taken == 1) {
                mine.add(call);
            }
        }
        return mine;
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Instant over = row.getObject("over_at", OffsetDateTime.class).toInstant();
        return new Waiting(
                new CallId(row.getString("call_id")),
                over,
                Duration.between(
                        over, row.getObject("now", OffsetDateTime.class).toInstant()),
                row.getInt("looks"),
                row.getBoolean("deliver"));
    }

    /// It is looked at again after that time.
    void putOff(CallId call, Duration time) throws SQLException {
        database.transaction(work -> work.update(
                clock.timed("update ended_call set due_at = :then where call_id = ?"),
                SqlClock.seconds(time),
                call.value()));
    }

    /// It was looked at, and is looked at again after that time. Its record was handed to the delivery, or
    /// never will be.
    void lookAgain(Transaction work, CallId call, Duration time) throws SQLException {
        work.update(
                clock.timed(
                        "update ended_call set due_at = :then, looks = looks + 1, deliver = false where call_id = ?"),
                SqlClock.seconds(time),
                call.value());
    }

    /// Nothing more is to be done.
    ///
    /// @return whether nobody else has said so before
    boolean done(Transaction work, CallId call) throws SQLException {
        return 1 == work.update("delete from ended_call where call_id = ?", call.value());
    }
}
