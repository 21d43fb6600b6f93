package dev.switchhook.app.audit;

import dev.switchhook.app.store.BoundedDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads what [JdbcAudit] has kept, the newest first. Blocks. Safe for use by several threads.
public final class AuditBook {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BoundedDatabase database;

    /// The audit in this database, whose schema is up to date.
    public AuditBook(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    /// One deed.
    ///
    /// @param number grows with time
    /// @param at when it was noted
    /// @param who the person
    /// @param what the deed
    /// @param call the id of the call that it concerned
    /// @param detail in words
    public record Deed(long number, Instant at, String who, String what, Optional<String> call, String detail) {}

    /// A page of deeds.
    ///
    /// @param before only those with smaller numbers
    /// @param most how many at most
    /// @throws Audit.AuditUnavailable when they cannot be read
    public List<Deed> deeds(long before, int most) throws Audit.AuditUnavailable {
        try {
            return database.transaction(work -> work.all(
                    row -> new Deed(
                            row.getLong("id"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("who"),
                            row.getString("what"),
                            Optional.ofNullable(row.getString("call_id")),
                            row.getString("detail")),
                    "select id, at, who, what, call_id, detail from audit_entry where id < ? order by id desc"
                            + " fetch first " + most + " rows only",
                    before));
        } catch (SQLException failed) {
            throw new Audit.AuditUnavailable("the audit cannot be read");
        }
    }
}
