package dev.switchhook.app.spa;

import dev.switchhook.domain.caller.CallId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The statements of the appointment book, each on a connection and in a transaction of the caller's.
///
/// Plain SQL that PostgreSQL and H2 understand alike.
final class AppointmentRows {

    private static final int LONGEST_STATEMENT_SECONDS = 2;

    private AppointmentRows() {}

    /// The appointment that this wish has led to before: by the same tool call, or by the same wish within the call.
    static Optional<Appointment> find(Connection connection, BookingWish wish) throws SQLException {
        try (PreparedStatement select = prepared(connection, """
            select code, service, therapist_id, starts_at, ends_at from appointment
            where call_id = ? and (tool_call_id = ? or (service = ? and starts_at = ? and guest_name = ?))
            order by case when tool_call_id = ? then 0 else 1 end, id\
            """)) {
            select.setString(1, wish.key().call().value());
            select.setString(2, wish.key().toolCall().value());
            select.setString(3, wish.service().name());
            select.setObject(4, utc(wish.slot().start()));
            select.setString(5, wish.guest());
            select.setString(6, wish.key().toolCall().value());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(appointment(rows)) : Optional.empty();
            }
        }
    }

    /// What was booked in a call, oldest first.
    static List<Appointment> bookedIn(Connection connection, CallId call) throws SQLException {
        try (PreparedStatement select = prepared(connection, """
            select code, service, therapist_id, starts_at, ends_at from appointment where call_id = ? order by id\
            """)) {
            select.setString(1, call.value());
            List<Appointment> booked = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    booked.add(appointment(rows));
                }
            }
            return booked;
        }
    }

    private static Appointment appointment(ResultSet row) throws SQLException {
        Instant start = row.getObject("starts_at", OffsetDateTime.class).toInstant();
        Instant end = row.getObject("ends_at", OffsetDateTime.class).toInstant();
        int therapist = row.getInt("therapist_id");
        return new Appointment(
                row.getString("code"),
                Service.valueOf(row.getString("service")),
                Therapist.withId(therapist)
                        .orElseThrow(() -> new IllegalStateException("nobody has the therapist id " + therapist)),
                new TimeSlot(start, Duration.between(start, end)));
    }

    /// Enters the quarter-hours, ascending, and then the appointment. Two wishes for one slot meet at the key of a
    /// quarter-hour, where one waits for the other; past it they have nothing to fight about, so they never
    /// deadlock.
    static void insert(Connection connection, BookingWish wish, String code, Instant now) throws SQLException {
        long id = nextId(connection);
        insertQuarters(connection, wish, id);
        insertAppointment(connection, wish, id, code, now);
    }

    private static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = prepared(connection, "select nextval('appointment_id')");
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the database gave no id");
            }
            return rows.getLong(1);
        }
    }

    private static void insertQuarters(Connection connection, BookingWish wish, long id) throws SQLException {
        try (PreparedStatement insert = prepared(
                connection,
                "insert into appointment_quarter (therapist_id, quarter_hour, appointment_id) values (?, ?, ?)")) {
            for (long quarter : wish.slot().quarters().toArray()) {
                insert.setInt(1, wish.therapist().id());
                insert.setLong(2, quarter);
                insert.setLong(3, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void insertAppointment(Connection connection, BookingWish wish, long id, String code, Instant now)
            throws SQLException {
        try (PreparedStatement insert = prepared(connection, """
            insert into appointment (id, code, call_id, tool_call_id, caller, guest_name, service, therapist_id,
                starts_at, ends_at, zone, booked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)) {
            insert.setLong(1, id);
            insert.setString(2, code);
            insert.setString(3, wish.key().call().value());
            insert.setString(4, wish.key().toolCall().value());
            insert.setString(5, wish.caller());
            insert.setString(6, wish.guest());
            insert.setString(7, wish.service().name());
            insert.setInt(8, wish.therapist().id());
            insert.setObject(9, utc(wish.slot().start()));
            insert.setObject(10, utc(wish.slot().end()));
            insert.setString(11, wish.zone().getId());
            insert.setObject(12, utc(now));
            insert.executeUpdate();
        }
    }

    /// Who is busy when, inside a window. Rows of people who have left the staff are passed over.
    static Set<TakenQuarter> taken(Connection connection, TimeSlot window) throws SQLException {
        try (PreparedStatement select = prepared(connection, """
            select therapist_id, quarter_hour from appointment_quarter
            where quarter_hour >= ? and quarter_hour <= ?\
            """)) {
            select.setLong(1, window.firstQuarter());
            select.setLong(2, window.quarters().max().orElseThrow());
            Set<TakenQuarter> taken = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long quarter = rows.getLong(2);
                    Therapist.withId(rows.getInt(1))
                            .ifPresent(therapist -> taken.add(new TakenQuarter(therapist, quarter)));
                }
            }
            return taken;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
        return statement;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
