package dev.switchhook.app.spa.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.Hours;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.book.Week;
import dev.switchhook.app.spa.page.CalendarDay.Cell;
import dev.switchhook.app.spa.page.CalendarDay.Row;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A day of the book, as people see it.
class CalendarDayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);

    private static final House HOUSE = house(Map.of());

    @Test
    void every_quarter_hour_in_which_the_spa_is_open_has_a_row() {
        CalendarDay day = CalendarDay.of(MONDAY, HOUSE, List.of());

        assertThat(day.columns()).containsExactly("Anna", "Ben");
        assertThat(day.rows())
                .extracting(Row::time)
                .startsWith("09:00", "09:15")
                .endsWith("11:30", "11:45");
        assertThat(day.rows()).filteredOn(Row::hour).hasSize(3);
    }

    @Test
    void who_does_not_work_yet_is_told_apart_from_who_is_free() {
        Row first = CalendarDay.of(MONDAY, HOUSE, List.of()).rows().getFirst();

        assertThat(first.cells()).containsExactly(new Cell.Free(), new Cell.Closed());
    }

    @Test
    void an_appointment_takes_as_many_rows_as_it_has_quarter_hours_and_no_others() {
        CalendarDay day = CalendarDay.of(MONDAY, HOUSE, List.of(visit("anna", 9, 30, 45)));

        assertThat(day.rows().get(2).cells().getFirst()).isInstanceOfSatisfying(Cell.Taken.class, taken -> {
            assertThat(taken.quarters()).isEqualTo(3);
            assertThat(taken.visit().from()).isEqualTo("09:30");
            assertThat(taken.visit().until()).isEqualTo("10:15");
        });
        assertThat(day.rows()).extracting(row -> row.cells().size()).startsWith(2, 2, 2, 1, 1, 2);
    }

    @Test
    void the_number_of_a_guest_is_told_by_its_last_digits_only() {
        CalendarDay day = CalendarDay.of(MONDAY, HOUSE, List.of(visit("anna", 9, 30, 45)));

        assertThat(day.visits())
                .singleElement()
                .satisfies(visit -> assertThat(visit.number()).endsWith("56").doesNotContain("3012"));
    }

    @Test
    void somebody_who_has_left_the_house_keeps_a_column_while_something_is_booked() {
        CalendarDay day = CalendarDay.of(MONDAY, HOUSE, List.of(visit("zoe", 14, 0, 30)));

        assertThat(day.columns()).containsExactly("Anna", "Ben", "zoe");
        assertThat(day.rows()).extracting(Row::time).endsWith("14:15");
    }

    @Test
    void a_holiday_has_its_name_and_no_rows() {
        CalendarDay day = CalendarDay.of(MONDAY, house(Map.of(MONDAY, "Spring cleaning")), List.of());

        assertThat(day.holiday()).isEqualTo("Spring cleaning");
        assertThat(day.rows()).isEmpty();
    }

    @Test
    void the_hour_that_a_clock_change_repeats_has_its_rows_twice() {
        LocalDate change = LocalDate.of(2027, 10, 31);
        Week night = new Week(Map.of(DayOfWeek.SUNDAY, List.of(new Hours(LocalTime.of(2, 0), LocalTime.of(3, 0)))));
        House house = new House(
                BERLIN, night, Map.of(), List.of(), List.of(new Therapist("anna", "Anna", Set.of(), night)), List.of());

        assertThat(CalendarDay.of(change, house, List.of()).rows()).hasSize(8);
    }

    private static House house(Map<LocalDate, String> holidays) {
        Week week = new Week(Map.of(DayOfWeek.MONDAY, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)))));
        Week late = new Week(Map.of(DayOfWeek.MONDAY, List.of(new Hours(LocalTime.of(10, 0), LocalTime.of(12, 0)))));
        return new House(
                BERLIN,
                week,
                holidays,
                List.of(),
                List.of(new Therapist("anna", "Anna", Set.of(), week), new Therapist("ben", "Ben", Set.of(), late)),
                List.of(new Room("room-1", "Room 1", Set.of())));
    }

    private static Appointment visit(String therapist, int hour, int minute, int minutes) {
        return new Appointment(
                "K7M4R9",
                "massage",
                therapist,
                "room-1",
                new Slot(MONDAY.atTime(hour, minute).atZone(BERLIN).toInstant(), Duration.ofMinutes(minutes)),
                BERLIN,
                new Appointment.Guest("+4930123456", "Maria"));
    }
}
