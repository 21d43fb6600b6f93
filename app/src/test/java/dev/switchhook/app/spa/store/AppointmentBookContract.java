package dev.switchhook.app.spa.store;

import static dev.switchhook.app.spa.store.Crowd.exactlyOneHolds;
import static dev.switchhook.app.spa.store.TestHouse.BERLIN;
import static dev.switchhook.app.spa.store.TestHouse.HOUSE;
import static dev.switchhook.app.spa.store.TestHouse.NOW;
import static dev.switchhook.app.spa.store.TestHouse.TEN;
import static dev.switchhook.app.spa.store.TestHouse.THREE_MINUTES;
import static dev.switchhook.app.spa.store.TestHouse.moving;
import static dev.switchhook.app.spa.store.TestHouse.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.CancelOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.CancelOutcome.Cancelled;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome;
import dev.switchhook.app.spa.book.AppointmentBook.CommitOutcome.Booked;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Held;
import dev.switchhook.app.spa.book.AppointmentBook.HoldOutcome.Taken;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.store.Database;
import dev.switchhook.domain.caller.CallId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every appointment book promises, whichever database keeps it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AppointmentBookContract {

    private static final Slot DAY = new Slot(TEN.minusSeconds(7_200), Duration.ofHours(12));

    Database database;
    AppointmentBook book;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = TestHouse.open(url());
    }

    @BeforeEach
    void empty() throws SQLException {
        TestHouse.execute(
                database.dataSource(),
                "delete from spa_quarter",
                "delete from spa_appointment",
                "delete from spa_preference",
                "delete from spa_guest");
        book = book(7);
    }

    @AfterAll
    void close() {
        database.close();
    }

    final AppointmentBook book(long seed) {
        return new JdbcAppointmentBook(
                database.dataSource(),
                BERLIN,
                InstantSource.fixed(NOW),
                new ConfirmationCodes(new Random(seed)),
                _ -> {});
    }

    final long count(String sql) {
        return TestHouse.count(database.dataSource(), sql);
    }

    final Appointment booked(Hold wish, String key) {
        assertThat(book.hold(wish, NOW)).isInstanceOf(Held.class);
        return ((Booked) book.commit(wish.call(), key, NOW)).appointment();
    }

    private static Set<Long> quarters(Instant start, int minutes) {
        return new Slot(start, Duration.ofMinutes(minutes)).quarters().boxed().collect(Collectors.toSet());
    }

    @Test
    void the_house_comes_back_as_it_was_furnished() {
        assertThat(book.house()).isEqualTo(HOUSE);
    }

    @Test
    void a_hold_is_told_with_a_code_and_takes_therapist_and_room_for_the_treatment_and_the_buffer() {
        Hold wish = wish("CA1", "ben", "room-2", TEN);

        Hold held = ((Held) book.hold(wish, NOW)).hold();

        assertThat(held.wished().code()).matches("([A-Z][0-9]){3}");
        assertThat(held.until()).isEqualTo(NOW.plus(THREE_MINUTES));
        assertThat(held.readBackAt()).isEqualTo(4);
        assertThat(held.wished().guest()).isEqualTo(wish.wished().guest());
        assertThat(book.heldBy(wish.call(), NOW)).contains(held);
        assertThat(book.occupied(DAY, NOW))
                .isEqualTo(new Occupancy(Map.of("ben", quarters(TEN, 75)), Map.of("room-2", quarters(TEN, 75))));
        assertThat(book.withCode(held.wished().code())).isEmpty();
        assertThat(book.on(LocalDate.of(2026, 11, 23))).isEmpty();
    }

    @Test
    void only_what_lies_in_the_window_is_taken_and_an_appointment_reaches_into_it() {
        booked(wish("CA1", "ben", "room-2", TEN), "k1");

        Slot later = new Slot(TEN.plusSeconds(1_800), Duration.ofHours(1));
        assertThat(book.occupied(later, NOW).therapists())
                .isEqualTo(Map.of("ben", quarters(TEN.plusSeconds(1_800), 45)));
        assertThat(book.occupied(new Slot(TEN.plusSeconds(4_500), Duration.ofHours(1)), NOW))
                .isEqualTo(Occupancy.NONE);
        assertThat(book.occupied(new Slot(TEN.minusSeconds(3_600), Duration.ofHours(1)), NOW))
                .isEqualTo(Occupancy.NONE);
    }

    @Test
    void i3_what_a_call_holds_instead_of_what_was_agreed_is_not_booked() {
        Hold agreed = ((Held) book.hold(wish("CA1", "ben", "room-2", TEN), NOW)).hold();
        Hold other = ((Held) book.hold(wish("CA1", "ben", "room-2", TEN.plusSeconds(7_200)), NOW)).hold();

        assertThat(book.commit(other.call(), Optional.of(agreed.wished().code()), "k1", NOW))
                .isEqualTo(new CommitOutcome.NothingHeld());
        assertThat(book.bookedUnder("k1")).isEmpty();
        assertThat(book.commit(other.call(), Optional.of(other.wished().code()), "k1", NOW))
                .isEqualTo(new Booked(other.wished()));
    }

    @Test
    void a_key_is_free_again_once_its_appointment_is_cancelled() {
        Appointment first = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        book.cancel(first.code(), "c1", NOW);

        assertThat(book.bookedUnder("k1")).contains(first);
        Appointment second = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        assertThat(second).isNotEqualTo(first);
        assertThat(book.bookedUnder("k1")).contains(second);
        assertThat(book.cancelledUnder("c1")).contains(first);
    }

    @Test
    void what_is_held_is_booked_with_its_code_and_found_by_code_number_day_and_key() {
        Hold wish = wish("CA1", "ben", "room-2", TEN);
        String code = ((Held) book.hold(wish, NOW)).hold().wished().code();

        CommitOutcome outcome = book.commit(wish.call(), "k1", NOW);

        Appointment booked = ((Booked) outcome).appointment();
        assertThat(booked.code()).isEqualTo(code);
        assertThat(book.withCode(code)).contains(booked);
        assertThat(book.bookedUnder("k1")).contains(booked);
        assertThat(book.of("+4930123456", NOW)).containsExactly(booked);
        assertThat(book.on(LocalDate.of(2026, 11, 23))).containsExactly(booked);
        assertThat(book.on(LocalDate.of(2026, 11, 24))).isEmpty();
        assertThat(book.heldBy(wish.call(), NOW)).isEmpty();
    }

    @Test
    void d5_whoever_comes_second_gets_neither_the_therapist_nor_the_room_nor_a_part_of_the_time() {
        book.hold(wish("CA1", "ben", "room-2", TEN), NOW);

        assertThat(book.hold(wish("CA2", "ben", "room-3", TEN), NOW)).isEqualTo(new Taken());
        assertThat(book.hold(wish("CA3", "anna", "room-2", TEN), NOW)).isEqualTo(new Taken());
        assertThat(book.hold(wish("CA4", "ben", "room-3", TEN.plusSeconds(3_600)), NOW))
                .isEqualTo(new Taken());
        assertThat(book.hold(wish("CA5", "ben", "room-3", TEN.minusSeconds(3_600)), NOW))
                .isEqualTo(new Taken());
        assertThat(book.hold(wish("CA6", "ben", "room-2", TEN.plusSeconds(4_500)), NOW))
                .isInstanceOf(Held.class);
        assertThat(book.hold(wish("CA7", "anna", "room-3", TEN), NOW)).isInstanceOf(Held.class);
        assertThat(count("select count(*) from spa_appointment")).isEqualTo(3);
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(30);
    }

    @Test
    void a_second_hold_of_a_call_takes_the_place_of_the_first_even_where_they_overlap() {
        book.hold(wish("CA1", "ben", "room-2", TEN), NOW);

        assertThat(book.hold(wish("CA1", "ben", "room-2", TEN.plusSeconds(900)), NOW))
                .isInstanceOf(Held.class);

        assertThat(count("select count(*) from spa_appointment")).isEqualTo(1);
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void a_call_that_does_not_get_another_slot_keeps_what_it_has_held() {
        book.hold(wish("CA1", "ben", "room-2", TEN), NOW);
        Hold mine = ((Held) book.hold(wish("CA2", "anna", "room-3", TEN), NOW)).hold();

        assertThat(book.hold(wish("CA2", "ben", "room-3", TEN), NOW)).isEqualTo(new Taken());

        assertThat(book.heldBy(new CallId("CA2"), NOW)).contains(mine);
    }

    @Test
    void a_hold_lapses_after_its_time_and_the_next_caller_gets_the_slot() {
        Hold wish = wish("CA1", "ben", "room-2", TEN);
        book.hold(wish, NOW);
        Instant later = NOW.plus(THREE_MINUTES);

        assertThat(book.occupied(DAY, later.minusMillis(1))).isNotEqualTo(Occupancy.NONE);
        assertThat(book.occupied(DAY, later)).isEqualTo(Occupancy.NONE);
        assertThat(book.heldBy(wish.call(), later)).isEmpty();
        assertThat(book.hold(wish("CA2", "ben", "room-3", TEN), later.minusMillis(1)))
                .isEqualTo(new Taken());
        assertThat(book.hold(wish("CA2", "ben", "room-3", TEN), later)).isInstanceOf(Held.class);
        assertThat(book.commit(wish.call(), "k1", later)).isEqualTo(new CommitOutcome.NothingHeld());
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void what_is_released_is_free_at_once_and_what_is_booked_is_not_released() {
        Hold wish = wish("CA1", "ben", "room-2", TEN);
        book.hold(wish, NOW);
        book.release(wish.call());
        assertThat(book.occupied(DAY, NOW)).isEqualTo(Occupancy.NONE);
        assertThat(count("select count(*) from spa_quarter")).isZero();

        booked(wish, "k1");
        book.release(wish.call());
        assertThat(book.bookedUnder("k1")).isPresent();
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void what_has_lapsed_is_cleared_away_and_nothing_else() {
        book.hold(wish("CA1", "ben", "room-2", TEN), NOW);
        book.hold(wish("CA2", "anna", "room-3", TEN), NOW.plusSeconds(60));
        booked(wish("CA3", "clara", "room-1", TEN), "k3");

        assertThat(book.releaseLapsed(NOW.plus(THREE_MINUTES).minusMillis(1))).isZero();
        assertThat(book.releaseLapsed(NOW.plus(THREE_MINUTES))).isEqualTo(2);

        assertThat(count("select count(*) from spa_appointment")).isEqualTo(1);
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void i3_the_same_key_books_once_and_is_answered_alike_whatever_is_held_meanwhile() {
        Hold wish = wish("CA1", "ben", "room-2", TEN);
        Appointment first = booked(wish, "k1");
        book.hold(wish("CA1", "anna", "room-3", TEN), NOW);

        assertThat(book.commit(wish.call(), "k1", NOW)).isEqualTo(new Booked(first));
        assertThat(book.commit(wish.call(), "k1", NOW.plus(THREE_MINUTES))).isEqualTo(new Booked(first));
        assertThat(count("select count(*) from spa_appointment where state = 'BOOKED'"))
                .isEqualTo(1);
        assertThat(book.heldBy(wish.call(), NOW)).isPresent();
        assertThat(book.commit(wish.call(), "k2", NOW)).isInstanceOf(Booked.class);
    }

    @Test
    void a_call_that_holds_nothing_books_nothing() {
        assertThat(book.commit(new CallId("CA9"), "k9", NOW)).isEqualTo(new CommitOutcome.NothingHeld());
        assertThat(book.bookedUnder("k9")).isEmpty();
    }

    @Test
    void cancelling_frees_the_time_and_the_same_key_is_answered_alike() {
        Appointment booked = booked(wish("CA1", "ben", "room-2", TEN), "k1");

        assertThat(book.cancel(booked.code(), "c1", NOW)).isEqualTo(new Cancelled(booked));
        assertThat(book.cancel(booked.code(), "c1", NOW)).isEqualTo(new Cancelled(booked));
        assertThat(book.cancel(booked.code(), "c2", NOW)).isEqualTo(new CancelOutcome.NoneSuch());
        assertThat(book.cancel("H2H2H2", "c3", NOW)).isEqualTo(new CancelOutcome.NoneSuch());

        assertThat(book.withCode(booked.code())).isEmpty();
        assertThat(book.of("+4930123456", NOW)).isEmpty();
        assertThat(book.on(LocalDate.of(2026, 11, 23))).isEmpty();
        assertThat(count("select count(*) from spa_quarter")).isZero();
        assertThat(book.hold(wish("CA2", "ben", "room-2", TEN), NOW)).isInstanceOf(Held.class);
    }

    @Test
    void an_appointment_that_has_begun_is_neither_cancelled_nor_moved() {
        Appointment booked = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        Hold move = moving(booked.code(), wish("CA2", "ben", "room-2", TEN.plusSeconds(86_400)));
        Hold longer = new Hold(move.call(), move.wished(), move.replaces(), TEN.plusSeconds(60), 1);
        book.hold(longer, TEN);

        assertThat(book.cancel(booked.code(), "c1", TEN)).isEqualTo(new CancelOutcome.NoneSuch());
        assertThat(book.commit(move.call(), "m1", TEN)).isEqualTo(new CommitOutcome.NothingToMove());
        assertThat(book.withCode(booked.code())).contains(booked);
    }

    @Test
    void moving_gives_up_the_former_appointment_in_the_same_step() {
        Appointment former = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        Hold move = moving(former.code(), wish("CA2", "anna", "room-3", TEN.plusSeconds(86_400)));
        book.hold(move, NOW);
        assertThat(book.withCode(former.code())).contains(former);

        Appointment moved = ((Booked) book.commit(move.call(), "m1", NOW)).appointment();

        assertThat(book.of("+4930123456", NOW)).containsExactly(moved);
        assertThat(book.withCode(former.code())).isEmpty();
        assertThat(book.commit(move.call(), "m1", NOW)).isEqualTo(new Booked(moved));
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
        assertThat(count("select count(*) from spa_appointment where state = 'MOVED'"))
                .isEqualTo(1);
    }

    @Test
    void an_appointment_can_be_moved_by_less_than_its_own_length() {
        Appointment former = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        Hold move = moving(former.code(), wish("CA2", "ben", "room-2", TEN.plusSeconds(1_800)));

        Hold held = ((Held) book.hold(move, NOW)).hold();
        assertThat(book.hold(wish("CA3", "ben", "room-3", TEN), NOW)).isEqualTo(new Taken());
        assertThat(book.hold(wish("CA3", "ben", "room-3", TEN.plusSeconds(4_500)), NOW))
                .isEqualTo(new Taken());
        assertThat(book.commit(move.call(), "m1", NOW)).isEqualTo(new Booked(held.wished()));

        assertThat(book.occupied(DAY, NOW).therapists()).isEqualTo(Map.of("ben", quarters(TEN.plusSeconds(1_800), 75)));
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
        assertThat(count("select count(*) from spa_quarter where quarter_hour < "
                        + TEN.plusSeconds(1_800).getEpochSecond() / 900))
                .isZero();
    }

    @Test
    void a_move_that_is_not_confirmed_leaves_the_former_appointment_as_it_was() {
        Appointment former = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        Hold move = moving(former.code(), wish("CA2", "ben", "room-2", TEN.plusSeconds(1_800)));
        book.hold(move, NOW);

        book.release(move.call());

        assertThat(book.withCode(former.code())).contains(former);
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void a_move_of_what_is_cancelled_meanwhile_books_nothing() {
        Appointment former = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        Hold move = moving(former.code(), wish("CA2", "ben", "room-2", TEN.plusSeconds(1_800)));
        book.hold(move, NOW);
        book.cancel(former.code(), "c1", NOW);

        assertThat(book.commit(move.call(), "m1", NOW)).isEqualTo(new CommitOutcome.NothingToMove());
        assertThat(book.heldBy(move.call(), NOW)).isEmpty();
        assertThat(count("select count(*) from spa_quarter")).isZero();
    }

    @Test
    void a_code_that_is_in_force_is_not_given_again_and_one_that_is_not_may_be() {
        Appointment first = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        book = book(7);
        Appointment second = booked(wish("CA2", "anna", "room-3", TEN), "k2");
        assertThat(second.code()).isNotEqualTo(first.code());

        book.cancel(first.code(), "c1", NOW);
        book = book(7);
        Appointment third = booked(wish("CA3", "ben", "room-2", TEN), "k3");
        assertThat(third.code()).isEqualTo(first.code());
        assertThat(book.withCode(third.code())).contains(third);
    }

    @Test
    void the_appointments_of_a_guest_begin_with_the_next_one_and_end_with_those_that_are_over() {
        Appointment later = booked(wish("CA1", "ben", "room-2", TEN.plusSeconds(172_800)), "k1");
        Appointment next = booked(wish("CA2", "ben", "room-2", TEN.plusSeconds(86_400)), "k2");
        Appointment over = booked(wish("CA3", "ben", "room-2", TEN.plusSeconds(7_200)), "k3");
        Appointment longOver = booked(wish("CA4", "ben", "room-2", TEN), "k4");

        assertThat(book.of("+4930123456", TEN.plusSeconds(43_200))).containsExactly(next, later, over, longOver);
        assertThat(book.of("+4930999999", NOW)).isEmpty();
    }

    @Test
    void d5_of_32_simultaneous_wishes_for_one_slot_exactly_one_is_held() {
        for (int round = 0; round < 5; round++) {
            Instant start = TEN.plusSeconds(86_400L * round);
            exactlyOneHolds(32, caller -> book.hold(wish("CA" + caller, "clara", "room-1", start), NOW));
        }
    }

    @Test
    void d5_of_32_simultaneous_wishes_for_one_room_exactly_one_is_held() {
        List<String> staff = List.of("anna", "ben", "clara", "david");
        exactlyOneHolds(32, caller -> book.hold(wish("CA" + caller, staff.get(caller % 4), "room-1", TEN), NOW));
    }

    @Test
    void i3_of_32_simultaneous_confirmations_with_one_key_all_get_the_one_appointment() {
        Hold wish = wish("CA1", "clara", "room-1", TEN);
        book.hold(wish, NOW);

        List<CommitOutcome> outcomes = Crowd.run(32, _ -> book.commit(wish.call(), "k1", NOW));

        assertThat(new HashSet<>(outcomes)).singleElement().isInstanceOf(Booked.class);
        assertThat(count("select count(*) from spa_appointment")).isEqualTo(1);
    }

    @Test
    void i3_of_16_simultaneous_moves_of_one_appointment_one_comes_about() {
        Appointment former = booked(wish("CA1", "ben", "room-2", TEN), "k1");
        for (int i = 0; i < 16; i++) {
            Instant day = TEN.plusSeconds(86_400L * (i + 1));
            book.hold(moving(former.code(), wish("CB" + i, "ben", "room-2", day)), NOW);
        }

        List<CommitOutcome> outcomes = Crowd.run(16, i -> book.commit(new CallId("CB" + i), "m" + i, NOW));

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CommitOutcome.NothingToMove.class::isInstance)
                .hasSize(15);
        assertThat(count("select count(*) from spa_quarter")).isEqualTo(10);
    }

    @Test
    void i3_whatever_is_held_and_booked_in_whatever_order_no_two_appointments_overlap() {
        Overlaps overlaps = new Overlaps(database.dataSource());
        BookingStorm storm = new BookingStorm(book, 99, Optional.empty());

        BookingStorm.Tally tally = storm.run(16, 25);

        assertThat(tally.booked()).isPositive();
        assertThat(tally.taken()).isPositive();
        assertThat(overlaps.count()).isZero();
        assertThat(overlaps.lost(tally.kept())).isZero();
        assertThat(overlaps.duplicates()).isZero();
        assertThat(tally.otherwise()).isZero();
    }
}
