package dev.switchhook.app.spa.store;

import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.privacy.Person;
import dev.switchhook.app.store.BoundedDatabase;
import dev.switchhook.app.store.BoundedDatabase.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/// Takes the guests out of the book. Their appointments stay, because they are what therapists and rooms were
/// taken by; nobody can tell any more whose they were.
public final class GuestErasure implements Erasure {

    /// Stands where a number was; it is no number that anybody has.
    static final String NOBODY = "forgotten";

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String TO_COME =
            " from spa_appointment where guest_number = ? and state in ('BOOKED', 'HELD') and ends_at >"
                    + " current_timestamp";

    private final BoundedDatabase database;

    /// Deletes in this database, whose schema is up to date.
    public GuestErasure(DataSource database) {
        this.database = new BoundedDatabase(database, LONGEST);
    }

    @Override
    public String what() {
        return "guests and appointments of the spa";
    }

    @Override
    public Keeping keeping() {
        return Keeping.CALLS;
    }

    @Override
    public int deleteBefore(Instant end) throws SQLException {
        OffsetDateTime time = end.atOffset(ZoneOffset.UTC);
        int sum = batches(
                "update spa_appointment set guest_number = 'forgotten', guest_name = '' where id in (select id"
                        + " from spa_appointment where ends_at < ? and guest_number <> 'forgotten' limit ?)",
                time);
        sum += batches(
                "update appointment set caller = 'forgotten', guest_name = concat('guest ', id) where id in (select"
                        + " id from appointment where ends_at < ? and caller <> 'forgotten' limit ?)",
                time);
        sum += batches(
                "delete from spa_guest where number in (select number from spa_guest g where noted_at < ?"
                        + " and not exists (select 1 from spa_appointment a where a.guest_number = g.number) limit ?)",
                time);
        batches(
                "delete from spa_wrong_try where (call_id, fingerprint) in (select call_id, fingerprint"
                        + " from spa_wrong_try where tried_at < ? limit ?)",
                time);
        return sum;
    }

    private int batches(String sql, OffsetDateTime end) throws SQLException {
        int sum = 0;
        int last;
        do {
            last = database.transaction(work -> work.update(sql, end, BATCH));
            sum += last;
        } while (last == BATCH);
        return sum;
    }

    @Override
    public List<String> objections(Person person) throws SQLException {
        int toCome = database.transaction(work -> count(work, "select count(*)" + TO_COME, person));
        return toCome == 0
                ? List.of()
                : List.of(toCome + (toCome == 1 ? " appointment" : " appointments") + " of the spa to come");
    }

    @Override
    public int about(Person person) throws SQLException {
        return database.transaction(work -> count(work, "select count(*) from spa_guest where number = ?", person)
                + count(work, "select count(*) from spa_appointment where guest_number = ?", person)
                + count(work, "select count(*) from appointment where caller = ?", person));
    }

    private static int count(Transaction work, String sql, Person person) throws SQLException {
        return work.first(row -> row.getInt(1), sql, person.number().stated()).orElseThrow();
    }

    @Override
    public int forget(Person person) throws SQLException {
        String number = person.number().stated();
        return database.transaction(work -> {
            int sum = work.update("delete from spa_guest where number = ?", number);
            sum += work.update(
                    "update spa_appointment set guest_number = ?, guest_name = '' where guest_number = ?",
                    NOBODY,
                    number);
            return sum
                    + work.update(
                            "update appointment set caller = ?, guest_name = concat('guest ', id) where caller = ?",
                            NOBODY,
                            number);
        });
    }
}
