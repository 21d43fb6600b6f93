package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static dev.switchhook.app.spa.store.TestHouse.TEN;
import static dev.switchhook.app.spa.store.TestHouse.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.Hold;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"therapist, 'elsewhere'", "'somebody', room"})
    void d5_rows_that_somebody_adds_by_hand_cannot_overlap_either(String who) {
        booked(wish("CA1", "ben", "room-2", TEN), "k1");

        assertThatThrownBy(() -> TestHouse.execute(server.getPostgresDatabase(), """
            insert into spa_appointment (id, code, state, service, therapist, room, starts_at, ends_at, free_at, zone,
                guest_number, guest_name, call_id, noted_at)
            select 4711, 'BYHAND', 'BOOKED', service, %s, starts_at + interval '30 minutes',
                ends_at + interval '30 minutes', free_at + interval '30 minutes', zone, '', '', 'CA2', noted_at
            from spa_appointment\
            """.formatted(who)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("23P01"));
    }

    @Test
    void d4_a_session_that_the_server_ends_before_the_commit_leaves_exactly_one_appointment() throws SQLException {
        Hold wish = wish("CA1", "ben", "room-2", TEN);
        book.hold(wish, NOW);
        FaultyDatabase ended =
                new FaultyDatabase(server.getPostgresDatabase(), new FaultyDatabase.Fault.SessionEndedBeforeCommit());
        AppointmentBook broken = new JdbcAppointmentBook(
                ended, BERLIN, InstantSource.fixed(NOW), new ConfirmationCodes(new Random(1)), _ -> {});

        CommitOutcome outcome = broken.commit(wish.call(), "k1", NOW);

        assertThat(ended.unused()).isZero();
        assertThat(outcome).isInstanceOf(CommitOutcome.Booked.class);
        assertThat(book.commit(wish.call(), "k1", NOW)).isEqualTo(outcome);
        assertThat(count("select count(*) from spa_appointment")).isEqualTo(1);
    }
}
