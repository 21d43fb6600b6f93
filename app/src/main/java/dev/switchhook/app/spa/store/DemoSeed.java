package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.store.DemoGuests.DemoGuest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;

/// Furnishes an empty book with a spa that one believes. Nothing is chosen by chance: the same day gives the
/// same spa.
public final class DemoSeed {

    private static final long SEED = 20;

    private DemoSeed() {}

    /// How much of it is wanted.
    public enum Scope {
        /// The house with its services, people, rooms, hours and holidays.
        HOUSE,
        /// The guests and their history, too.
        GUESTS,
        /// And a good share of the coming two weeks is taken.
        DIARY
    }

    /// Furnishes the book if it has no services yet. Blocks; several processes may do so at once.
    ///
    /// @param database its schema has been brought up to date
    /// @param now what is over, and the years whose holidays are entered
    /// @return whether anything was entered
    /// @throws dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable when it cannot be
    public static boolean sow(DataSource database, ZoneId zone, Instant now, Scope scope) {
        Random random = new Random(SEED);
        Transactions transactions = new Transactions(database, RetryPause.jittered(random));
        return transactions.make(rows -> sow(rows, zone, now, scope)).orElse(false);
    }

    private static boolean sow(Rows rows, ZoneId zone, Instant now, Scope scope) throws SQLException {
        if (!HouseRows.isEmpty(rows)) {
            return false;
        }
        LocalDate today = LocalDate.ofInstant(now, zone);
        House house = DemoHouse.in(zone, today.getYear());
        HouseRows.insert(rows, house);
        if (scope != Scope.HOUSE) {
            insertGuests(rows, now);
            insertDiary(rows, house, today, now, scope);
        }
        return true;
    }

    private static void insertGuests(Rows rows, Instant now) throws SQLException {
        List<List<Object>> guests = new ArrayList<>();
        List<List<Object>> preferences = new ArrayList<>();
        for (DemoGuest guest : DemoGuests.all()) {
            guests.add(List.of(guest.number(), guest.name(), now));
            if (!guest.preference().isEmpty()) {
                preferences.add(List.of(guest.number(), guest.preference(), now));
            }
        }
        rows.each("insert into spa_guest (number, name, noted_at) values (?, ?, ?)", guests);
        rows.each("insert into spa_preference (number, line, noted_at) values (?, ?, ?)", preferences);
    }

    private static void insertDiary(Rows rows, House house, LocalDate today, Instant now, Scope scope)
            throws SQLException {
        Random random = new Random(SEED);
        DemoDiary diary = new DemoDiary(house, random);
        List<Appointment> entries = diary.past(today);
        if (scope == Scope.DIARY) {
            // What was agreed before, by way of an older schema, stays.
            Occupancy kept = AppointmentRows.taken(rows, Slot.ofDays(today, DemoDiary.DAYS_AHEAD, house.zone()), now);
            entries = diary.ahead(today).stream()
                    .filter(it -> isFree(kept, it, house))
                    .toList();
        }
        ConfirmationCodes codes = new ConfirmationCodes(random);
        Set<String> used =
                new HashSet<>(rows.all(row -> row.getString(1), "select code from spa_appointment where retired = 0"));
        for (Appointment entry : entries) {
            String code = codes.next();
            while (!used.add(code)) {
                code = codes.next();
            }
            Entering.booked(rows, entry, code, "demo", house.busyFor(entry), now);
        }
    }

    private static boolean isFree(Occupancy taken, Appointment entry, House house) {
        Set<Long> therapist = taken.therapists().getOrDefault(entry.therapist(), Set.of());
        Set<Long> room = taken.rooms().getOrDefault(entry.room(), Set.of());
        return house.busyFor(entry)
                .quarters()
                .noneMatch(quarter -> therapist.contains(quarter) || room.contains(quarter));
    }
}
