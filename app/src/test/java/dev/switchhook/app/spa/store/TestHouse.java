package dev.switchhook.app.spa.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import javax.sql.DataSource;

/// A furnished house in a database, for tests of the book.
final class TestHouse {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");
    static final Instant TEN = Instant.parse("2026-11-23T09:00:00Z");
    static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    static final House HOUSE = DemoHouse.in(BERLIN, 2026);

    private TestHouse() {}

    /// A database whose pool lets a crowd wait longer than a caller would, so that a slow machine does not fail
    /// the races.
    static Database open(String url) throws SQLException {
        Database database = Database.open(new DatabaseSettings(url, Optional.empty(), Optional.empty()));
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        DemoSeed.sow(database.dataSource(), BERLIN, NOW, DemoSeed.Scope.HOUSE);
        return database;
    }

    /// A wish for a classic massage.
    static Hold wish(String call, String therapist, String room, Instant start) {
        return wish(call, "classic-massage", therapist, room, start);
    }

    static Hold wish(String call, String service, String therapist, String room, Instant start) {
        Appointment wished = new Appointment(
                "",
                service,
                therapist,
                room,
                new Slot(start, HOUSE.service(service).orElseThrow().duration()),
                BERLIN,
                new Appointment.Guest("+4930123456", "J\u00fcrgen O'Neil; drop table spa_appointment"));
        return new Hold(new CallId(call), wished, Optional.empty(), NOW.plus(THREE_MINUTES), 4);
    }

    static Hold moving(String code, Hold wish) {
        return new Hold(wish.call(), wish.wished(), Optional.of(code), wish.until(), wish.readBackAt());
    }

    static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long count(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }
}
