package dev.switchhook.app.spa.store;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.domain.caller.CallId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The statements about appointments and holds, each in a transaction of the caller's. Plain SQL that
/// PostgreSQL and H2 understand alike.
final class AppointmentRows {

    /// The longest time for which an appointment needs therapist and room; the schema refuses longer ones.
    private static final Duration LONGEST = Duration.ofHours(8);

    private static final int MOST_OF_A_GUEST = 50;

    private static final String COLUMNS =
            "id, code, service, therapist, room, starts_at, ends_at, free_at, zone, guest_number, guest_name";

    private AppointmentRows() {}

    /// A row, and what it says.
    ///
    /// @param busy how long therapist and room are taken
    record Entry(long id, Appointment appointment, Slot busy) {}

    /// A hold, and where it stands.
    record HeldEntry(long id, Hold hold, Slot busy) {}

    /// What was ever booked under that key.
    static Optional<Appointment> bookedUnder(Rows rows, String key) throws SQLException {
        return rows.first(
                AppointmentRows::appointment, "select " + COLUMNS + " from spa_appointment where booked_key = ?", key);
    }

    /// The same, unless it was cancelled or moved.
    static Optional<Appointment> inForceUnder(Rows rows, String key) throws SQLException {
        return rows.first(
                AppointmentRows::appointment,
                "select " + COLUMNS + " from spa_appointment where booked_key = ? and state = 'BOOKED'",
                key);
    }

    static Optional<Appointment> cancelledUnder(Rows rows, String key) throws SQLException {
        return rows.first(
                AppointmentRows::appointment,
                "select " + COLUMNS + " from spa_appointment where cancelled_key = ?",
                key);
    }

    static Optional<Appointment> withCode(Rows rows, String code) throws SQLException {
        return rows.first(
                AppointmentRows::appointment,
                "select " + COLUMNS + " from spa_appointment where code = ? and retired = 0 and state = 'BOOKED'",
                code);
    }

    /// The appointment of that code, if it has not begun: nobody else changes it until this transaction has
    /// ended.
    static Optional<Entry> aheadWithCode(Rows rows, String code, Instant now) throws SQLException {
        return rows.first(
                AppointmentRows::entry,
                "select " + COLUMNS + " from spa_appointment"
                        + " where code = ? and retired = 0 and state = 'BOOKED' and starts_at > ? for update",
                code,
                now);
    }

    static Optional<HeldEntry> heldBy(Rows rows, CallId call, Instant now) throws SQLException {
        return rows.first(AppointmentRows::held, heldBy(""), call.value(), now);
    }

    /// What a call holds: nobody else changes it until this transaction has ended.
    static Optional<HeldEntry> lockHeldBy(Rows rows, CallId call, Instant now) throws SQLException {
        return rows.first(AppointmentRows::held, heldBy(" for update"), call.value(), now);
    }

    private static String heldBy(String lock) {
        return "select " + COLUMNS + ", holding_call, held_until, read_back_at, replaces from spa_appointment"
                + " where holding_call = ? and held_until > ?" + lock;
    }

    static List<Appointment> of(Rows rows, String number, Instant now) throws SQLException {
        return rows.all(
                AppointmentRows::appointment,
                "select " + COLUMNS + " from spa_appointment where guest_number = ? and state = 'BOOKED'"
                        + " order by case when ends_at > ? then 0 else 1 end,"
                        + " case when ends_at > ? then starts_at end, starts_at desc"
                        + " fetch first " + MOST_OF_A_GUEST + " rows only",
                number,
                now,
                now);
    }

    static List<Appointment> within(Rows rows, Instant start, Instant end) throws SQLException {
        return rows.all(
                AppointmentRows::appointment,
                "select " + COLUMNS + " from spa_appointment"
                        + " where starts_at >= ? and starts_at < ? and state = 'BOOKED' order by starts_at, id",
                start,
                end);
    }

    /// What is taken. The appointments say it in a tenth of the rows that the quarter-hours would need.
    static Occupancy taken(Rows rows, Slot window, Instant now) throws SQLException {
        Map<String, Set<Long>> therapists = new HashMap<>();
        Map<String, Set<Long>> rooms = new HashMap<>();
        long first = window.firstQuarter();
        long last = first + window.quarterCount() - 1;
        rows.all(
                row -> {
                    Slot busy = slot(row, "free_at");
                    Set<Long> ofTherapist =
                            therapists.computeIfAbsent(row.getString("therapist"), _ -> new HashSet<>());
                    Set<Long> ofRoom = rooms.computeIfAbsent(row.getString("room"), _ -> new HashSet<>());
                    busy.quarters()
                            .filter(quarter -> quarter >= first && quarter <= last)
                            .forEach(quarter -> {
                                ofTherapist.add(quarter);
                                ofRoom.add(quarter);
                            });
                    return busy;
                },
                """
                select therapist, room, starts_at, free_at from spa_appointment
                where starts_at > ? and starts_at < ? and free_at > ? and (state = 'BOOKED' or held_until > ?)\
                """,
                window.start().minus(LONGEST),
                window.end(),
                window.start(),
                now);
        return new Occupancy(therapists, rooms);
    }

    private static Appointment appointment(ResultSet row) throws SQLException {
        return new Appointment(
                row.getString("code"),
                row.getString("service"),
                row.getString("therapist"),
                row.getString("room"),
                slot(row, "ends_at"),
                ZoneId.of(row.getString("zone")),
                new Appointment.Guest(row.getString("guest_number"), row.getString("guest_name")));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong("id"), appointment(row), slot(row, "free_at"));
    }

    private static HeldEntry held(ResultSet row) throws SQLException {
        Hold hold = new Hold(
                new CallId(row.getString("holding_call")),
                appointment(row),
                Optional.ofNullable(row.getString("replaces")),
                Rows.instant(row, "held_until"),
                row.getInt("read_back_at"));
        return new HeldEntry(row.getLong("id"), hold, slot(row, "free_at"));
    }

    private static Slot slot(ResultSet row, String end) throws SQLException {
        Instant start = Rows.instant(row, "starts_at");
        return new Slot(start, Duration.between(start, Rows.instant(row, end)));
    }
}
