package dev.switchhook.app.operator;

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

/// Deletes what operators asked for in calls: the words that were to be said or noted, and who wanted it.
public final class RequestErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public RequestErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "what operators asked for";
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
                delete from operator_request where id in (
                    select id from operator_request where asked_at < ? limit ?)\
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
                            row -> row.getInt(1),
                            "select count(*) from operator_request where call_id = ?",
                            call.value())
                    .orElseThrow());
        }
        return sum;
    }

    @Override
    public int forget(Person person) throws SQLException {
        int sum = 0;
        for (CallId call : person.calls()) {
            sum += database.transaction(
                    work -> work.update("delete from operator_request where call_id = ?", call.value()));
        }
        return sum;
    }
}
