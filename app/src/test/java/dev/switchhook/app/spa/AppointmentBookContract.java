package dev.switchhook.app.spa;

import static dev.switchhook.app.spa.SlotRace.exactlyOneWins;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.spa.BookingOutcome.Booked;
import dev.switchhook.app.spa.BookingOutcome.Taken;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.ToolCall;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every appointment book promises, whichever database keeps it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AppointmentBookContract {

    static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");
    static final Instant TEN = Instant.parse("2026-11-23T09:00:00Z");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Database database;
    AppointmentBook book;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeAll
    void open() throws Exception {
        database = patient(Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty())));
    }

    /// A database whose pool lets a crowd wait longer than a caller would, so that a slow machine does not fail the
    /// races.
    static Database patient(Database database) throws SQLException {
        database.dataSource().unwrap(HikariDataSource.class).setConnectionTimeout(30_000);
        return database;
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("delete from appointment_quarter", "delete from appointment");
        book = book(new Random(7));
    }

    @AfterAll
    void close() {
        database.close();
    }

    private AppointmentBook book(RandomGenerator random) {
        return new JdbcAppointmentBook(
                database.dataSource(), new ConfirmationCodes(random), InstantSource.fixed(NOW), _ -> {});
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private long count(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    static BookingWish wish(String call, String toolCall, Therapist therapist, Instant start) {
        return new BookingWish(
                new BookingKey(new CallId(call), new ToolCall.Id(toolCall)),
                "+4930123456",
                "",
                Service.CLASSIC_MASSAGE,
                therapist,
                new TimeSlot(start, Service.CLASSIC_MASSAGE.duration()),
                BERLIN);
    }

    private static BookingWish named(BookingWish wish, String guest) {
        return new BookingWish(
                wish.key(), wish.caller(), guest, wish.service(), wish.therapist(), wish.slot(), wish.zone());
    }

    @Test
    void a_wish_is_entered_with_everything_that_was_known() throws SQLException {
        BookingWish wish =
                named(wish("CA1", "call_1", Therapist.BEN, TEN), "J\u00fcrgen O'Neil; drop table appointment");

        BookingOutcome outcome = book.book(wish);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Booked.class,
                        booked -> assertThat(booked.appointment())
                                .isEqualTo(new Appointment(
                                        booked.appointment().code(), wish.service(), Therapist.BEN, wish.slot())));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from appointment")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString("caller")).isEqualTo("+4930123456");
            assertThat(row.getString("guest_name")).isEqualTo(wish.guest());
            assertThat(row.getString("call_id")).isEqualTo("CA1");
            assertThat(row.getString("tool_call_id")).isEqualTo("call_1");
            assertThat(row.getString("service")).isEqualTo("CLASSIC_MASSAGE");
            assertThat(row.getString("zone")).isEqualTo("Europe/Berlin");
            assertThat(row.getObject("starts_at", java.time.OffsetDateTime.class)
                            .toInstant())
                    .isEqualTo(TEN);
            assertThat(row.getObject("booked_at", java.time.OffsetDateTime.class)
                            .toInstant())
                    .isEqualTo(NOW);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void the_quarter_hours_of_an_appointment_are_taken_and_no_other_ones() {
        book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        assertThat(book.taken(new TimeSlot(TEN.minusSeconds(7200), java.time.Duration.ofHours(5))))
                .containsExactlyInAnyOrderElementsOf(wish("CA1", "call_1", Therapist.BEN, TEN)
                        .slot()
                        .quarters()
                        .mapToObj(quarter -> new TakenQuarter(Therapist.BEN, quarter))
                        .toList());
        assertThat(book.taken(new TimeSlot(TEN.minusSeconds(3600), java.time.Duration.ofHours(1))))
                .isEmpty();
        assertThat(book.taken(new TimeSlot(TEN.plusSeconds(3600), java.time.Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void d5_whoever_comes_second_does_not_get_the_slot_nor_a_part_of_it() {
        book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        assertThat(book.book(wish("CA2", "call_1", Therapist.BEN, TEN))).isEqualTo(new Taken());
        assertThat(book.book(wish("CA3", "call_1", Therapist.BEN, TEN.plusSeconds(2700))))
                .isEqualTo(new Taken());
        assertThat(book.book(wish("CA4", "call_1", Therapist.BEN, TEN.minusSeconds(2700))))
                .isEqualTo(new Taken());
        assertThat(book.book(wish("CA5", "call_1", Therapist.BEN, TEN.plusSeconds(3600))))
                .isInstanceOf(Booked.class);
        assertThat(book.book(wish("CA6", "call_1", Therapist.ANNA, TEN))).isInstanceOf(Booked.class);
        assertThat(count("select count(*) from appointment")).isEqualTo(3);
        assertThat(count("select count(*) from appointment_quarter")).isEqualTo(12);
    }

    @Test
    void i3_the_same_tool_call_gives_its_first_result_again() {
        BookingOutcome first = book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        BookingOutcome again = book.book(wish("CA1", "call_1", Therapist.BEN, TEN));
        BookingOutcome elsewhere = book.book(wish("CA1", "call_1", Therapist.ANNA, TEN.plusSeconds(7200)));

        assertThat(first).isInstanceOf(Booked.class);
        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isEqualTo(first);
        assertThat(count("select count(*) from appointment")).isEqualTo(1);
    }

    @Test
    void o11_a_wish_that_is_issued_again_within_the_call_books_once_and_another_guest_is_another_wish() {
        BookingOutcome first = book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        BookingOutcome again = book.book(wish("CA1", "call_2", Therapist.ANNA, TEN));
        BookingOutcome friend = book.book(named(wish("CA1", "call_3", Therapist.ANNA, TEN), "Mia"));

        assertThat(again).isEqualTo(first);
        assertThat(friend).isInstanceOf(Booked.class).isNotEqualTo(first);
        assertThat(count("select count(*) from appointment")).isEqualTo(2);
    }

    @Test
    void the_same_id_in_another_call_is_another_wish() {
        book.book(wish("CA1", "call_1", Therapist.BEN, TEN));

        assertThat(book.book(wish("CA2", "call_1", Therapist.BEN, TEN.plusSeconds(3600))))
                .isInstanceOf(Booked.class);
        assertThat(count("select count(*) from appointment")).isEqualTo(2);
    }

    @Test
    void a_code_that_is_in_use_is_drawn_again() {
        book(new Random(7)).book(wish("CA1", "call_1", Therapist.BEN, TEN));

        BookingOutcome second = book(new Random(7)).book(wish("CA2", "call_1", Therapist.ANNA, TEN));

        assertThat(second).isInstanceOf(Booked.class);
        assertThat(count("select count(distinct code) from appointment")).isEqualTo(2);
    }

    @Test
    void d5_of_32_simultaneous_wishes_for_one_slot_exactly_one_is_booked() {
        for (int round = 0; round < 5; round++) {
            Instant start = TEN.plusSeconds(3600L * round);
            String toolCall = "call_" + round;
            exactlyOneWins(32, guest -> book.book(wish("CA" + guest, toolCall, Therapist.CLARA, start)));
        }
        assertThat(count("select count(*) from appointment")).isEqualTo(5);
        assertThat(count("select count(*) from appointment_quarter")).isEqualTo(20);
    }

    @Test
    void i3_of_32_simultaneous_copies_of_one_tool_call_all_get_the_one_appointment() {
        List<BookingOutcome> outcomes = SlotRace.run(32, _ -> book.book(wish("CA1", "call_1", Therapist.CLARA, TEN)));

        assertThat(new HashSet<>(outcomes)).singleElement().isInstanceOf(Booked.class);
        assertThat(count("select count(*) from appointment")).isEqualTo(1);
    }

    @Test
    void i3_whatever_is_booked_in_whatever_order_no_two_appointments_overlap() {
        Random random = new Random(99);
        List<BookingWish> wishes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Instant start = TEN.plusSeconds(900L * random.nextInt(32));
            wishes.add(wish("CA" + i, "call_1", Therapist.all().get(random.nextInt(3)), start));
        }

        List<BookingOutcome> outcomes = SlotRace.run(wishes.size(), i -> book.book(wishes.get(i)));

        List<Appointment> booked = outcomes.stream()
                .filter(Booked.class::isInstance)
                .map(outcome -> ((Booked) outcome).appointment())
                .toList();
        assertThat(booked).isNotEmpty();
        for (Appointment one : booked) {
            Set<Appointment> others = new HashSet<>(booked);
            others.remove(one);
            assertThat(others)
                    .noneMatch(other ->
                            other.therapist() == one.therapist() && other.slot().overlaps(one.slot()));
        }
        assertThat(count("select count(*) from appointment")).isEqualTo(booked.size());
    }

    @Test
    void the_last_bookable_day_is_far_from_the_ends_of_what_the_database_can_hold() {
        Instant far = LocalDate.of(2099, 12, 31).atTime(19, 0).atZone(BERLIN).toInstant();

        assertThat(book.book(wish("CA1", "call_1", Therapist.BEN, far))).isInstanceOf(Booked.class);
    }

    @Test
    void what_was_booked_in_a_call_is_found_by_the_call() {
        Booked first = (Booked) book.book(wish("CA1", "call_1", Therapist.BEN, TEN));
        Booked second = (Booked) book.book(wish("CA1", "call_2", Therapist.ANNA, TEN.plusSeconds(7_200)));
        book.book(wish("CA2", "call_1", Therapist.CLARA, TEN));

        assertThat(book.bookedIn(new CallId("CA1"))).containsExactly(first.appointment(), second.appointment());
        assertThat(book.bookedIn(new CallId("CA3"))).isEmpty();
    }
}
