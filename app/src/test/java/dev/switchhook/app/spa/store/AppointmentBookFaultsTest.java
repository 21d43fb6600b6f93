package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static dev.switchhook.app.spa.store.TestHouse.TEN;
import static dev.switchhook.app.spa.store.TestHouse.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.AppointmentBook.CancelOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.store.FaultyDatabase.Fault;
import dev.switchhook.app.spa.store.FaultyDatabase.Fault.AtCommit;
import dev.switchhook.app.spa.store.FaultyDatabase.Fault.AtStatement;
import dev.switchhook.app.spa.store.FaultyDatabase.Fault.NoConnection;
import dev.switchhook.app.store.Database;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentBookFaultsTest {

    private static final String LOST = "08006";

    private final Hold wish = wish("CA1", "ben", "room-2", TEN);
    private final List<Integer> pauses = new ArrayList<>();
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = TestHouse.open("jdbc:h2:mem:spa_faults;DB_CLOSE_DELAY=0");
        book().hold(wish, NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// The house is read before the first fault.
    private AppointmentBook book(Fault... faults) {
        FaultyDatabase faulty = new FaultyDatabase(database.dataSource());
        AppointmentBook book = new JdbcAppointmentBook(
                faulty, BERLIN, InstantSource.fixed(NOW), new ConfirmationCodes(new Random(1)), pauses::add);
        assertThat(book.house().services()).isNotEmpty();
        faulty.next(faults);
        return book;
    }

    private long rows(String state) {
        return TestHouse.count(
                database.dataSource(), "select count(*) from spa_appointment where state = '" + state + "'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_connection_lost_at_commit_leaves_exactly_one_appointment(boolean applied) {
        CommitOutcome outcome = book(new AtCommit(LOST, applied)).commit(wish.call(), "k1", NOW);

        assertThat(outcome).isInstanceOf(CommitOutcome.Booked.class);
        assertThat(rows("BOOKED")).isEqualTo(1);
        assertThat(book().commit(wish.call(), "k1", NOW)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_book_that_cannot_be_asked_afterwards_claims_nothing(boolean applied) {
        CommitOutcome outcome = book(
                        new AtCommit(LOST, applied), new NoConnection(), new NoConnection(), new NoConnection())
                .commit(wish.call(), "k1", NOW);

        assertThat(outcome).isEqualTo(new CommitOutcome.Unknown());
        assertThat(book().bookedUnder("k1").isPresent()).isEqualTo(applied);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_cancellation_whose_commit_is_lost_is_looked_up_by_its_key(boolean applied) {
        String code = ((CommitOutcome.Booked) book().commit(wish.call(), "k1", NOW))
                .appointment()
                .code();

        CancelOutcome outcome = book(new AtCommit(LOST, applied)).cancel(code, "c1", NOW);

        assertThat(outcome).isInstanceOf(CancelOutcome.Cancelled.class);
        assertThat(rows("CANCELLED")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_hold_whose_commit_is_lost_is_there_once(boolean applied) {
        Hold other = wish("CA2", "anna", "room-3", TEN);

        assertThat(book(new AtCommit(LOST, applied)).hold(other, NOW)).isInstanceOf(HoldOutcome.Held.class);
        assertThat(rows("HELD")).isEqualTo(2);
        assertThat(book().heldBy(other.call(), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void d6_a_lost_transaction_is_tried_again_three_times_with_the_same_key(String state) {
        CommitOutcome outcome = book(new AtCommit(state, false), new AtStatement(state), new AtCommit(state, false))
                .commit(wish.call(), "k1", NOW);

        assertThat(outcome).isInstanceOf(CommitOutcome.Booked.class);
        assertThat(rows("BOOKED")).isEqualTo(1);
        assertThat(pauses).containsExactly(1, 2, 3);
    }

    @Test
    void d6_after_the_third_retry_it_gives_up_and_has_changed_nothing() {
        AtStatement deadlock = new AtStatement("40P01");
        AppointmentBook book = book(deadlock, deadlock, deadlock, deadlock);

        assertThatThrownBy(() -> book.commit(wish.call(), "k1", NOW)).isInstanceOf(BookUnavailable.class);
        assertThat(rows("BOOKED")).isZero();
        assertThat(book.commit(wish.call(), "k1", NOW)).isInstanceOf(CommitOutcome.Booked.class);
    }

    @Test
    void d3_without_a_connection_it_fails_at_once() {
        assertThatThrownBy(() -> book(new NoConnection()).commit(wish.call(), "k1", NOW))
                .isInstanceOf(BookUnavailable.class);
        assertThatThrownBy(() -> book(new NoConnection()).withCode("H2H2H2")).isInstanceOf(BookUnavailable.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void an_error_that_will_not_pass_is_not_tried_again() {
        assertThatThrownBy(() -> book(new AtStatement("42P01")).commit(wish.call(), "k1", NOW))
                .isInstanceOf(BookUnavailable.class);
        assertThat(pauses).isEmpty();
    }
}
