package dev.switchhook.app.spa;

import static dev.switchhook.app.spa.SlotRace.exactlyOneWins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.BookingOutcome.Booked;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The book in a real PostgreSQL.
class PostgresqlAppointmentBookTest extends AppointmentBookContract {

    private EmbeddedPostgres server;

    @Override
    String url() throws IOException {
        server = EmbeddedPostgres.start();
        return server.getJdbcUrl("postgres", "postgres");
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Test
    void d5_rows_that_somebody_adds_by_hand_cannot_overlap_either() throws SQLException {
        book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("""
                insert into appointment (id, code, call_id, tool_call_id, caller, guest_name, service,
                    therapist_id, starts_at, ends_at, zone, booked_at)
                select 4711, 'BYHAND', 'CA2', 'none', '', '', 'FACIAL', therapist_id,
                    starts_at + interval '30 minutes', ends_at + interval '30 minutes', zone, booked_at
                from appointment\
                """))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("23P01"));
        }
    }

    @Test
    void d6_guests_who_race_for_a_slot_wait_for_each_other_but_never_deadlock() throws SQLException {
        List<Integer> retries = new CopyOnWriteArrayList<>();
        DatabaseSettings settings =
                new DatabaseSettings(server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty());
        try (Database pool = patient(Database.open(settings))) {
            AppointmentBook counting = new JdbcAppointmentBook(
                    pool.dataSource(), new ConfirmationCodes(new Random(2)), InstantSource.fixed(NOW), retries::add);
            for (int round = 0; round < 40; round++) {
                Instant start = TEN.plusSeconds(3600L * round);
                String toolCall = "call_" + round;
                exactlyOneWins(32, guest -> counting.book(wish("CA" + guest, toolCall, Therapist.CLARA, start)));
            }
        }

        assertThat(retries).isEmpty();
    }

    @Test
    void d4_a_session_that_the_server_ends_before_the_commit_leaves_exactly_one_appointment() throws SQLException {
        BookingWish wish = wish("CA1", "call_1", Therapist.BEN, TEN);
        FaultyDatabase ended =
                new FaultyDatabase(server.getPostgresDatabase(), new FaultyDatabase.Fault.SessionEndedBeforeCommit());
        AppointmentBook book =
                new JdbcAppointmentBook(ended, new ConfirmationCodes(new Random(1)), InstantSource.fixed(NOW), _ -> {});

        BookingOutcome outcome = book.book(wish);

        assertThat(ended.unused()).isZero();
        assertThat(outcome).isInstanceOf(Booked.class);
        assertThat(this.book.book(wish)).isEqualTo(outcome);
        assertThat(this.book.taken(wish.slot())).hasSize(4);
    }
}
