package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.Crowd.exactlyOneHolds;
import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static dev.switchhook.app.spa.store.TestHouse.TEN;
import static dev.switchhook.app.spa.store.TestHouse.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.store.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Shows that the races can see a double booking: books without the lock that forbids it fail them.
class NaiveBookTest {

    @Test
    void d5_without_the_primary_key_our_own_book_double_books_and_the_race_sees_it() throws SQLException {
        try (Database database = TestHouse.open("jdbc:h2:mem:no_key")) {
            TestHouse.execute(database.dataSource(), "alter table spa_quarter drop primary key");
            AppointmentBook book = new JdbcAppointmentBook(
                    database.dataSource(),
                    BERLIN,
                    InstantSource.fixed(NOW),
                    new ConfirmationCodes(new Random(1)),
                    _ -> {});

            assertThatThrownBy(() ->
                            exactlyOneHolds(32, caller -> book.hold(wish("CA" + caller, "ben", "room-2", TEN), NOW)))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void i3_of_64_callers_at_random_slots_a_book_that_looks_first_and_enters_then_books_some_twice_and_ours_none()
            throws SQLException {
        try (Database database = TestHouse.open("jdbc:h2:mem:looks_first")) {
            Overlaps overlaps = new Overlaps(database.dataSource());
            AppointmentBook ours =
                    new JdbcAppointmentBook(database.dataSource(), BERLIN, InstantSource.fixed(NOW), new Random(1));

            BookingStorm.Tally tally = new BookingStorm(ours, 1, Optional.empty()).run(64, Duration.ofSeconds(2));

            assertThat(tally.booked()).isPositive();
            assertThat(overlaps.count()).isZero();
            assertThat(overlaps.lost(tally.kept())).isZero();
            assertThat(overlaps.duplicates()).isZero();
            assertThat(tally.otherwise()).isZero();

            NaiveBook naive = NaiveBook.over(database.dataSource(), ours);
            new BookingStorm(naive, 2, Optional.empty()).run(64, Duration.ofSeconds(1));

            assertThat(overlaps.count()).isPositive();
        }
    }
}
