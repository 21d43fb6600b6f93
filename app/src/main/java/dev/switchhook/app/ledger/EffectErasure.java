package dev.switchhook.app.ledger;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Deletes what tools have noted of their effects. A call that is over needs it no more.
public final class EffectErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public EffectErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "answers of tools";
    }

    @Override
    public Keeping keeping() {
        return Keeping.TRANSCRIPTS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        int sum = 0;
        int last;
        do {
            last = database.transaction(work -> work.update("""
                delete from tool_effect where (call_id, tool, fingerprint) in (
                    select call_id, tool, fingerprint from tool_effect where started_at < ? limit ?)\
                """, end.atOffset(ZoneOffset.UTC), BATCH));
            sum += last;
        } while (last == BATCH);
        return sum;
    }

    @Override
    public int about(Person person) throws SQLException {
        int sum = 0;
        for (CallId call : person.calls()) {
            sum += database.transaction(work -> work.first(
                            row -> row.getInt(1), "select count(*) from tool_effect where call_id = ?", call.value())
                    .orElseThrow());
        }
        return sum;
    }

    @Override
    public int forget(Person person) throws SQLException {
        int sum = 0;
        for (CallId call : person.calls()) {
            sum += database.transaction(work -> work.update("delete from tool_effect where call_id = ?", call.value()));
        }
        return sum;
    }
}
