package dev.switchhook.app.delivery;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/// Deletes what is kept of deliveries, for good, whether they have arrived or not. Slow; safe for use by several
/// threads.
public final class DeliveryErasure implements Erasure {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public DeliveryErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "records to be delivered";
    }

    @Override
    public Keeping keeping() {
        return Keeping.TRANSCRIPTS;
    }

    @Override
    public int about(Person person) throws SQLException {
        return about(person.calls());
    }

    @Override
    public int forget(Person person) throws SQLException {
        return forget(person.calls());
    }

    /// How many deliveries [#forget] would delete.
    public int about(List<CallId> calls) throws SQLException {
        int sum = 0;
        for (CallId call : calls) {
            sum += database.transaction(work -> work.first(
                            row -> row.getInt(1),
                            "select count(*) from after_call_delivery where call_id = ?",
                            call.value())
                    .orElse(0));
        }
        return sum;
    }

    /// Deletes the deliveries of these calls, which are all calls of a caller.
    ///
    /// @return how many
    public int forget(List<CallId> calls) throws SQLException {
        int sum = 0;
        for (CallId call : calls) {
            sum += database.transaction(
                    work -> work.update("delete from after_call_delivery where call_id = ?", call.value()));
        }
        return sum;
    }

    /// Deletes the deliveries of calls that were filed before that time.
    ///
    /// @return how many
    @Override
    public int deleteBefore(Instant time) throws SQLException {
        return database.transaction(work ->
                work.update("delete from after_call_delivery where made_at < ?", time.atOffset(ZoneOffset.UTC)));
    }
}
