package dev.switchhook.app.spa;

import static dev.switchhook.app.spa.AppointmentBookContract.TEN;
import static dev.switchhook.app.spa.AppointmentBookContract.patient;
import static dev.switchhook.app.spa.AppointmentBookContract.wish;
import static dev.switchhook.app.spa.SlotRace.exactlyOneWins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.BookingOutcome.Booked;
import dev.switchhook.app.spa.BookingOutcome.Taken;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Shows that the race of the contract can see a double booking: a book that looks first and enters then, in a table
/// without the constraint, fails it.
class NaiveBookTest {

    private static final int GUESTS = 32;

    @Test
    void d5_looking_first_and_entering_then_books_a_slot_more_than_once_and_the_race_sees_it() throws SQLException {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:mem:naive", Optional.empty(), Optional.empty());
        try (Database database = patient(Database.open(settings));
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table naive_quarter (therapist_id integer, quarter_hour bigint)");
            CyclicBarrier allHaveLooked = new CyclicBarrier(GUESTS);

            assertThatThrownBy(() -> exactlyOneWins(
                            GUESTS,
                            guest -> book(database, wish("CA" + guest, "call_1", Therapist.BEN, TEN), allHaveLooked)))
                    .isInstanceOf(AssertionError.class);

            try (ResultSet rows = statement.executeQuery("select count(*) from naive_quarter")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(GUESTS * 4);
            }
        }
    }

    @Test
    void d5_without_the_primary_key_our_own_book_double_books_too_and_the_race_sees_it() throws SQLException {
        DatabaseSettings settings = new DatabaseSettings("jdbc:h2:mem:no_key", Optional.empty(), Optional.empty());
        try (Database database = patient(Database.open(settings));
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table appointment_quarter drop primary key");
            AppointmentBook book = new JdbcAppointmentBook(
                    database.dataSource(),
                    new ConfirmationCodes(new Random(1)),
                    InstantSource.fixed(AppointmentBookContract.NOW),
                    _ -> {});

            assertThatThrownBy(() -> exactlyOneWins(
                            GUESTS, guest -> book.book(wish("CA" + guest, "call_1", Therapist.BEN, TEN))))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static BookingOutcome book(Database database, BookingWish wish, CyclicBarrier allHaveLooked) {
        try {
            boolean free;
            try (Connection connection = database.dataSource().getConnection();
                    Statement look = connection.createStatement();
                    ResultSet rows = look.executeQuery("select 1 from naive_quarter where therapist_id = "
                            + wish.therapist().id() + " and quarter_hour = "
                            + wish.slot().firstQuarter())) {
                free = !rows.next();
            }
            allHaveLooked.await(20, TimeUnit.SECONDS);
            if (!free) {
                return new Taken();
            }
            try (Connection connection = database.dataSource().getConnection();
                    Statement enter = connection.createStatement()) {
                for (long quarter : wish.slot().quarters().toArray()) {
                    enter.execute("insert into naive_quarter values ("
                            + wish.therapist().id() + ", " + quarter + ")");
                }
            }
            return new Booked(new Appointment("none", wish.service(), wish.therapist(), wish.slot()));
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
