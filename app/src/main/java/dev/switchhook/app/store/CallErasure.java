package dev.switchhook.app.store;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/// Deletes the records of calls that are over, with everything else that has the age of a record. Of a caller who is
/// forgotten the record stays, without the number.
public final class CallErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /// The oldest first, each with the time that tells its age.
    private static final List<String> OLD = List.of(
            "delete from call_record where call_id in (select call_id from call_record"
                    + " where state = 'OVER' and touched_at < ? limit ?)",
            "delete from ended_call where call_id in (select call_id from ended_call where over_at < ? limit ?)",
            "delete from journal_entry where (call_id, node, seq) in (select call_id, node, seq from journal_entry"
                    + " where at < ? limit ?)",
            "delete from recording where (call_id, part) in (select call_id, part from recording"
                    + " where deleted_at < ? limit ?)",
            "delete from erased_call where call_id in (select call_id from erased_call where erased_at < ? limit ?)",
            "delete from node_lease where node_id in (select node_id from node_lease where lease_until < ? and not"
                    + " exists (select 1 from call_record where owner = node_id and state <> 'OVER') limit ?)");

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public CallErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "records of calls";
    }

    @Override
    public Keeping keeping() {
        return Keeping.CALLS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        int calls = -1;
        for (String sql : OLD) {
            int deleted = batches(sql, end);
            calls = calls < 0 ? deleted : calls;
        }
        return calls;
    }

    private int batches(String sql, Instant end) throws SQLException {
        int sum = 0;
        int last;
        do {
            last = database.transaction(work -> work.update(sql, end.atOffset(ZoneOffset.UTC), BATCH));
            sum += last;
        } while (last == BATCH);
        return sum;
    }

    @Override
    public int about(Person person) {
        return person.calls().size();
    }

    /// The number goes last, because calls are found by it.
    @Override
    public int forget(Person person) throws SQLException {
        int sum = 0;
        for (CallId call : person.calls()) {
            sum += database.transaction(work ->
                    work.update("update call_record set caller = '' where call_id = ? and caller <> ''", call.value()));
        }
        return sum;
    }
}
