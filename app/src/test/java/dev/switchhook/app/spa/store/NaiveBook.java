package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// What one writes first: it looks whether the time is free, and enters the appointment a moment later. Over
/// the same tables as the real one, without the locks that forbid it.
final class NaiveBook implements AppointmentBook {

    private static final Duration ON_THE_WAY = Duration.ofMillis(2);

    private final AppointmentBook rest;
    private final Transactions transactions;
    private final ConfirmationCodes codes = new ConfirmationCodes(RandomGenerator.of("L64X128MixRandom"));
    private final Map<CallId, Hold> holds = new ConcurrentHashMap<>();

    private NaiveBook(DataSource database, AppointmentBook rest) {
        this.rest = rest;
        this.transactions = new Transactions(database, _ -> {});
    }

    /// Takes the locks off the tables.
    static NaiveBook over(DataSource database, AppointmentBook rest) throws SQLException {
        TestHouse.execute(
                database,
                "alter table spa_appointment drop constraint if exists spa_therapists_treat_one_guest_at_a_time",
                "alter table spa_appointment drop constraint if exists spa_rooms_hold_one_guest_at_a_time",
                "alter table spa_appointment drop constraint one_appointment_per_spa_code");
        return new NaiveBook(database, rest);
    }

    @Override
    public House house() {
        return rest.house();
    }

    @Override
    public Occupancy occupied(Slot window, Instant now) {
        return rest.occupied(window, now);
    }

    @Override
    public HoldOutcome hold(Hold wish, Instant now) {
        holds.put(wish.call(), wish);
        return new HoldOutcome.Held(wish);
    }

    @Override
    public Optional<Hold> heldBy(CallId call, Instant now) {
        return Optional.ofNullable(holds.get(call));
    }

    @Override
    public CommitOutcome commit(CallId call, Optional<String> agreed, String key, Instant now) {
        Hold hold = holds.remove(call);
        if (hold == null || hold.replaces().isPresent()) {
            return new CommitOutcome.NothingHeld();
        }
        Appointment wished = hold.wished();
        Slot busy = house().busyFor(wished);
        Occupancy taken = occupied(busy, now);
        if (!taken.therapists().getOrDefault(wished.therapist(), Set.of()).isEmpty()
                || !taken.rooms().getOrDefault(wished.room(), Set.of()).isEmpty()) {
            return new CommitOutcome.NothingHeld();
        }
        // Between looking and entering, a program on the other side of a network is on its way.
        LockSupport.parkNanos(ON_THE_WAY.toNanos());
        Appointment booked = new Appointment(
                codes.next(),
                wished.service(),
                wished.therapist(),
                wished.room(),
                wished.treatment(),
                wished.zone(),
                wished.guest());
        transactions.make(rows -> {
            Entering.row(rows, booked, booked.code(), call.value(), busy, now);
            return booked;
        });
        return new CommitOutcome.Booked(booked);
    }

    @Override
    public Optional<Appointment> bookedUnder(String key) {
        return rest.bookedUnder(key);
    }

    @Override
    public Optional<Appointment> cancelledUnder(String key) {
        return rest.cancelledUnder(key);
    }

    @Override
    public CancelOutcome cancel(String code, String key, Instant now) {
        return rest.cancel(code, key, now);
    }

    @Override
    public void release(CallId call) {
        holds.remove(call);
    }

    @Override
    public int releaseLapsed(Instant now) {
        return 0;
    }

    @Override
    public Optional<Appointment> withCode(String code) {
        return rest.withCode(code);
    }

    @Override
    public List<Appointment> of(String number, Instant now) {
        return rest.of(number, now);
    }

    @Override
    public List<Appointment> on(LocalDate day) {
        return rest.on(day);
    }
}
