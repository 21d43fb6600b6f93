package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static dev.switchhook.app.spa.store.TestHouse.TEN;
import static dev.switchhook.app.spa.store.TestHouse.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Held;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Taken;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was agreed by way of the first schema is in the new book.
class CarriedOverTest {

    private static final String PROGRAM = "classpath:db/migration";
    private static final String SPA = "classpath:dev/switchhook/app/spa/migration";
    private static final String SPA_POSTGRESQL = "classpath:dev/switchhook/app/spa/postgresql";

    @Test
    void in_h2_what_was_agreed_before_stays_agreed(@TempDir Path directory) throws SQLException {
        staysAgreed("jdbc:h2:file:" + directory.resolve("old"), PROGRAM, SPA);
    }

    @Test
    void in_postgresql_what_was_agreed_before_stays_agreed() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            staysAgreed(server.getJdbcUrl("postgres", "postgres"), PROGRAM, SPA, SPA_POSTGRESQL);
        }
    }

    private static void staysAgreed(String url, String... places) throws SQLException {
        Flyway old = Flyway.configure()
                .dataSource(new DatabaseSettings(url, Optional.empty(), Optional.empty()).url(), null, null)
                .locations(places)
                .target("3")
                .load();
        old.migrate();
        long first = TEN.getEpochSecond() / 900;
        TestHouse.execute(
                old.getConfiguration().getDataSource(),
                """
                insert into appointment (id, code, call_id, tool_call_id, caller, guest_name, service, therapist_id,
                    starts_at, ends_at, zone, booked_at)
                values (7, 'K7M4R9', 'CA1', 'call_1', '+4930123456', 'Ada', 'HOT_STONE_MASSAGE', 2,
                    '2026-11-23 09:00:00+00', '2026-11-23 10:15:00+00', 'Europe/Berlin', '2026-11-01 09:00:00+00')\
                """,
                "insert into appointment_quarter (therapist_id, quarter_hour, appointment_id) values (2, " + first
                        + ", 7), (2, " + (first + 1) + ", 7), (2, " + (first + 2) + ", 7), (2, " + (first + 3)
                        + ", 7), (2, " + (first + 4) + ", 7)");
        try (Database database = TestHouse.open(url)) {
            AppointmentBook book =
                    new JdbcAppointmentBook(database.dataSource(), BERLIN, InstantSource.fixed(NOW), new Random(1));

            Appointment expected = new Appointment(
                    "K7M4R9",
                    "hot-stone-massage",
                    "ben",
                    "room-2",
                    new Slot(TEN, Duration.ofMinutes(75)),
                    BERLIN,
                    new Appointment.Guest("+4930123456", "Ada"));
            assertThat(book.withCode("K7M4R9")).contains(expected);
            assertThat(book.on(LocalDate.of(2026, 11, 23))).containsExactly(expected);
            assertThat(book.hold(wish("CA2", "ben", "room-3", TEN.plusSeconds(3_600)), NOW))
                    .isEqualTo(new Taken());
            assertThat(book.hold(wish("CA2", "ben", "room-3", TEN.plusSeconds(4_500)), NOW))
                    .isInstanceOf(Held.class);
            assertThat(book.cancel("K7M4R9", "c1", NOW)).isInstanceOf(AppointmentBook.CancelOutcome.Cancelled.class);
        }
    }
}
