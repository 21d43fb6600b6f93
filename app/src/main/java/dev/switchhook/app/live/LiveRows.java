package dev.switchhook.app.live;

import dev.switchhook.app.journal.JournalText;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.registry.CallState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The statements of those who watch, each in a transaction of the caller's. Plain SQL that PostgreSQL and H2 in
/// PostgreSQL mode understand alike; every one of them is led by an index.
final class LiveRows {

    /// So many calls in one statement.
    private static final int BATCH = 100;

    private static final String ENTRY = "select call_id, kept, body from journal_entry ";

    private LiveRows() {}

    /// Calls that are not over, the oldest first.
    static List<LiveCall> calls(Transaction work, int most) throws SQLException {
        return work.all(LiveRows::call, """
            select call_id, caller, state, reason, owner, announced_at from call_record
            where state in ('ANNOUNCED', 'LIVE', 'FAILED', 'ENDING') order by announced_at, call_id limit ?\
            """, most);
    }

    /// The processes that have a lease, without their calls.
    static List<ProcessGlimpse> processes(Transaction work) throws SQLException {
        return work.all(
                row -> new ProcessGlimpse(row.getString(1), row.getBoolean(2), 0),
                "select node_id, lease_until < current_timestamp from node_lease order by node_id limit 100");
    }

    /// The number of the latest entry; 0 without any.
    static long latest(Transaction work) throws SQLException {
        return work.first(row -> row.getLong(1), "select coalesce(max(kept), 0) from journal_entry")
                .orElse(0L);
    }

    /// The entries after that number, in their order.
    static List<TailRow> after(Transaction work, long kept, int most) throws SQLException {
        return work.all(LiveRows::entry, ENTRY + "where kept > ? order by kept, at, seq limit ?", kept, most);
    }

    /// The entries that have one of these numbers.
    static List<TailRow> at(Transaction work, Collection<Long> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return work.all(
                LiveRows::entry, ENTRY + "where kept in (" + marks(numbers.size()) + ") order by kept, at, seq",
                numbers.toArray());
    }

    /// All entries of these calls, those of one call in their order.
    static List<TailRow> of(Transaction work, List<CallId> calls) throws SQLException {
        List<TailRow> all = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += BATCH) {
            List<CallId> some = calls.subList(from, Math.min(calls.size(), from + BATCH));
            all.addAll(work.all(
                    LiveRows::entry,
                    ENTRY + "where call_id in (" + marks(some.size()) + ") order by kept, at, seq",
                    some.stream().map(CallId::value).toArray()));
        }
        return all;
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    private static LiveCall call(ResultSet row) throws SQLException {
        return new LiveCall(
                new CallId(row.getString(1)),
                new PhoneNumber(row.getString(2)).toString(),
                CallState.valueOf(row.getString(3)),
                reason(Optional.ofNullable(row.getString(4))),
                Optional.ofNullable(row.getString(5)),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    private static TailRow entry(ResultSet row) throws SQLException {
        return new TailRow(new CallId(row.getString(1)), row.getLong(2), JournalText.read(row.getString(3)));
    }

    /// A reason of another version is none that we could explain.
    private static Optional<EndReason> reason(Optional<String> name) {
        return Arrays.stream(EndReason.values())
                .filter(reason -> name.isPresent() && reason.name().equals(name.get()))
                .findFirst();
    }
}
