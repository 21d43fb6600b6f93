package dev.switchhook.app.spa;

import static dev.switchhook.app.spa.AppointmentBookContract.NOW;
import static dev.switchhook.app.spa.AppointmentBookContract.TEN;
import static dev.switchhook.app.spa.AppointmentBookContract.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.BookingOutcome.Booked;
import dev.switchhook.app.spa.BookingOutcome.Unknown;
import dev.switchhook.app.spa.FaultyDatabase.Fault;
import dev.switchhook.app.spa.FaultyDatabase.Fault.AtCommit;
import dev.switchhook.app.spa.FaultyDatabase.Fault.AtStatement;
import dev.switchhook.app.spa.FaultyDatabase.Fault.NoConnection;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentBookFaultsTest {

    private static final String CONNECTION_LOST = "08006";

    private final Database database = Database.open(
            new DatabaseSettings("jdbc:h2:mem:faults;DB_CLOSE_DELAY=0", Optional.empty(), Optional.empty()));
    private final BookingWish wish = wish("CA1", "call_1", Therapist.BEN, TEN);
    private final List<Integer> pauses = new ArrayList<>();

    @AfterEach
    void close() {
        database.close();
    }

    private AppointmentBook book(FaultyDatabase faulty) {
        return new JdbcAppointmentBook(
                faulty, new ConfirmationCodes(new Random(1)), InstantSource.fixed(NOW), pauses::add);
    }

    private FaultyDatabase faulty(Fault... faults) {
        return new FaultyDatabase(database.dataSource(), faults);
    }

    private long rows() {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from appointment")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_connection_lost_at_commit_leaves_exactly_one_appointment(boolean applied) {
        FaultyDatabase faulty = faulty(new AtCommit(CONNECTION_LOST, applied));

        BookingOutcome outcome = book(faulty).book(wish);

        assertThat(outcome).isInstanceOf(Booked.class);
        assertThat(rows()).isEqualTo(1);
        assertThat(book(faulty()).book(wish)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void d4_a_book_that_cannot_be_asked_afterwards_claims_nothing(boolean applied) {
        FaultyDatabase faulty = faulty(
                new AtCommit(CONNECTION_LOST, applied), new NoConnection(), new NoConnection(), new NoConnection());

        BookingOutcome outcome = book(faulty).book(wish);

        assertThat(outcome).isEqualTo(new Unknown());
        assertThat(faulty.unused()).isZero();
        assertThat(rows()).isEqualTo(applied ? 1 : 0);
    }

    @Test
    void d4_every_commit_lost_but_one_applied_is_still_one_appointment() {
        FaultyDatabase faulty = faulty(
                new AtCommit(CONNECTION_LOST, false),
                new AtCommit(CONNECTION_LOST, true),
                new AtStatement(CONNECTION_LOST));

        assertThat(book(faulty).book(wish)).isInstanceOf(Booked.class);
        assertThat(rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void d6_a_lost_transaction_is_tried_again_three_times(String state) {
        FaultyDatabase faulty = faulty(new AtCommit(state, false), new AtStatement(state), new AtCommit(state, false));

        assertThat(book(faulty).book(wish)).isInstanceOf(Booked.class);
        assertThat(rows()).isEqualTo(1);
        assertThat(pauses).containsExactly(1, 2, 3);
    }

    @Test
    void d6_after_the_third_retry_it_gives_up_and_has_changed_nothing() {
        AtStatement deadlock = new AtStatement("40P01");
        FaultyDatabase faulty = faulty(deadlock, deadlock, deadlock, deadlock);

        assertThatThrownBy(() -> book(faulty).book(wish)).isInstanceOf(BookUnavailable.class);
        assertThat(faulty.unused()).isZero();
        assertThat(rows()).isZero();
    }

    @Test
    void d3_without_a_connection_it_fails_at_once() {
        FaultyDatabase faulty = faulty(new NoConnection(), new NoConnection());

        assertThatThrownBy(() -> book(faulty).book(wish)).isInstanceOf(BookUnavailable.class);
        assertThatThrownBy(() -> book(faulty).taken(wish.slot())).isInstanceOf(BookUnavailable.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void an_error_that_will_not_pass_is_not_tried_again() {
        FaultyDatabase faulty = faulty(new AtStatement("42P01"));

        assertThatThrownBy(() -> book(faulty).book(wish)).isInstanceOf(BookUnavailable.class);
        assertThat(pauses).isEmpty();
        assertThat(rows()).isZero();
    }
}
