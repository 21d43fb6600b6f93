package dev.switchhook.app.audit;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Deletes old notes of what people did by hand. They hold nothing about callers.
public final class AuditErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public AuditErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "audit entries";
    }

    @Override
    public Keeping keeping() {
        return Keeping.AUDIT;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        int sum = 0;
        int last;
        do {
            last = database.transaction(work -> work.update(
                    "delete from audit_entry where id in (select id from audit_entry where at < ? limit ?)",
                    end.atOffset(ZoneOffset.UTC),
                    BATCH));
            sum += last;
        } while (last == BATCH);
        return sum;
    }

    @Override
    public int about(Person person) {
        return 0;
    }

    @Override
    public int forget(Person person) {
        return 0;
    }
}
