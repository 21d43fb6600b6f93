package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.store.AppointmentRows.Entry;
import dev.switchhook.app.spa.store.AppointmentRows.HeldEntry;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// The appointment book in a relational database. Safe for use by several threads.
///
/// Every change is one transaction; the constraints of the schema decide every race. What is looked up is true
/// at the moment of asking and promises nothing: only a hold does.
public final class JdbcAppointmentBook implements AppointmentBook {

    /// How long a code stays in force after its appointment, for questions about it.
    private static final Duration CODE_KEPT = Duration.ofDays(30);

    /// More than one sweep, which comes every 30 s, has to do, and few enough for one statement: a book that was
    /// carried over begins with many.
    private static final int MOST_RETIRED_AT_ONCE = 500;

    private final Transactions transactions;
    private final HouseSnapshot house;
    private final Holds holds;

    /// A book in a database whose schema has been brought up to date.
    ///
    /// @param zone of the spa
    /// @param clock tells when what is fixed about the house is read again
    /// @param random draws codes and pauses; unpredictable in production, and safe for use by several threads
    public JdbcAppointmentBook(DataSource database, ZoneId zone, InstantSource clock, RandomGenerator random) {
        this(database, zone, clock, new ConfirmationCodes(random), RetryPause.jittered(random));
    }

    JdbcAppointmentBook(
            DataSource database, ZoneId zone, InstantSource clock, ConfirmationCodes codes, RetryPause pause) {
        this.transactions = new Transactions(database, pause);
        this.house = new HouseSnapshot(transactions, zone, clock);
        this.holds = new Holds(codes);
    }

    @Override
    public House house() {
        return house.get();
    }

    @Override
    public Occupancy occupied(Slot window, Instant now) {
        return transactions.read(rows -> AppointmentRows.taken(rows, window, now));
    }

    @Override
    public HoldOutcome hold(Hold wish, Instant now) {
        Slot busy = house().busyFor(wish.wished());
        return transactions.make(holds.hold(wish, busy, now)).orElseGet(HoldOutcome.Unknown::new);
    }

    @Override
    public Optional<Hold> heldBy(CallId call, Instant now) {
        return transactions.read(rows -> AppointmentRows.heldBy(rows, call, now).map(HeldEntry::hold));
    }

    @Override
    public CommitOutcome commit(CallId call, Optional<String> agreed, String key, Instant now) {
        return transactions.make(rows -> commit(rows, call, agreed, key, now)).orElseGet(CommitOutcome.Unknown::new);
    }

    private static CommitOutcome commit(Rows rows, CallId call, Optional<String> agreed, String key, Instant now)
            throws SQLException {
        Optional<Appointment> earlier = AppointmentRows.inForceUnder(rows, key);
        if (earlier.isPresent()) {
            return new CommitOutcome.Booked(earlier.get());
        }
        Optional<HeldEntry> held = AppointmentRows.lockHeldBy(rows, call, now)
                .filter(it -> agreed.isEmpty()
                        || agreed.get().equals(it.hold().wished().code()));
        if (held.isEmpty()) {
            // The lock may have waited for a transaction that has booked it under this very key.
            return AppointmentRows.inForceUnder(rows, key)
                    .<CommitOutcome>map(CommitOutcome.Booked::new)
                    .orElseGet(CommitOutcome.NothingHeld::new);
        }
        Hold hold = held.get().hold();
        if (hold.replaces().isPresent()
                && !takePlace(rows, held.get(), hold.replaces().get(), now)) {
            Holds.giveUp(rows, call);
            return new CommitOutcome.NothingToMove();
        }
        // What was booked under it is cancelled or moved; it was agreed again, in the same words.
        rows.update("update spa_appointment set booked_key = null where booked_key = ? and state <> 'BOOKED'", key);
        rows.update("""
            update spa_appointment set state = 'BOOKED', holding_call = null, held_until = null, booked_key = ?
            where id = ?\
            """, key, held.get().id());
        return new CommitOutcome.Booked(hold.wished());
    }

    private static boolean takePlace(Rows rows, HeldEntry held, String code, Instant now) throws SQLException {
        Optional<Entry> former = AppointmentRows.aheadWithCode(rows, code, now);
        if (former.isEmpty()) {
            return false;
        }
        long id = former.get().id();
        rows.update("update spa_appointment set state = 'MOVED', retired = id where id = ?", id);
        Grid.handOver(rows, id, held.id(), held.hold().wished(), held.busy());
        return true;
    }

    @Override
    public Optional<Appointment> bookedUnder(String key) {
        return transactions.read(rows -> AppointmentRows.bookedUnder(rows, key));
    }

    @Override
    public CancelOutcome cancel(String code, String key, Instant now) {
        return transactions.make(rows -> cancel(rows, code, key, now)).orElseGet(CancelOutcome.Unknown::new);
    }

    private static CancelOutcome cancel(Rows rows, String code, String key, Instant now) throws SQLException {
        Optional<Appointment> earlier = AppointmentRows.cancelledUnder(rows, key);
        if (earlier.isPresent()) {
            return new CancelOutcome.Cancelled(earlier.get());
        }
        Optional<Entry> entry = AppointmentRows.aheadWithCode(rows, code, now);
        if (entry.isEmpty()) {
            return AppointmentRows.cancelledUnder(rows, key)
                    .<CancelOutcome>map(CancelOutcome.Cancelled::new)
                    .orElseGet(CancelOutcome.NoneSuch::new);
        }
        rows.update(
                "update spa_appointment set state = 'CANCELLED', retired = id, cancelled_key = ? where id = ?",
                key,
                entry.get().id());
        Grid.giveBack(rows, entry.get().id());
        return new CancelOutcome.Cancelled(entry.get().appointment());
    }

    @Override
    public Optional<Appointment> cancelledUnder(String key) {
        return transactions.read(rows -> AppointmentRows.cancelledUnder(rows, key));
    }

    @Override
    public void release(CallId call) {
        // Whether it was given up, if that is unknown, does not matter: it lapses.
        transactions.make(rows -> {
            Holds.giveUp(rows, call);
            return call;
        });
    }

    /// Besides, codes of appointments that are long over may be given again.
    @Override
    public int releaseLapsed(Instant now) {
        return transactions
                .make(rows -> {
                    rows.update(
                            "update spa_appointment set retired = id where id in (select id from spa_appointment"
                                    + " where retired = 0 and ends_at < ? and state = 'BOOKED'"
                                    + " order by ends_at fetch first " + MOST_RETIRED_AT_ONCE + " rows only)",
                            now.minus(CODE_KEPT));
                    return Holds.giveUpLapsed(rows, now);
                })
                .orElse(0);
    }

    @Override
    public Optional<Appointment> withCode(String code) {
        return transactions.read(rows -> AppointmentRows.withCode(rows, code));
    }

    @Override
    public List<Appointment> of(String number, Instant now) {
        return transactions.read(rows -> AppointmentRows.of(rows, number, now));
    }

    @Override
    public List<Appointment> on(LocalDate day) {
        Slot whole = house.day(day);
        return transactions.read(rows -> AppointmentRows.within(rows, whole.start(), whole.end()));
    }
}
