package dev.switchhook.app.spa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.spa.Placement.Misplaced;
import dev.switchhook.app.spa.Placement.Placed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Timetable DAY = new Timetable(BERLIN, LocalTime.of(9, 0), LocalTime.of(20, 0));
    private static final Timetable NIGHT = new Timetable(BERLIN, LocalTime.MIDNIGHT, LocalTime.of(23, 45));
    private static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
        FACIAL,            2026-11-23, 09:00, placed
        FACIAL,            2026-11-20, 14:15, placed
        FACIAL,            2026-11-20, 14:00, has passed
        FACIAL,            2026-11-19, 14:00, is in the past
        FACIAL,            0001-01-01, 14:00, is in the past
        FACIAL,            9999-12-31, 14:00, is too far ahead
        FACIAL,            2027-05-19, 14:00, placed
        FACIAL,            2027-05-20, 14:00, is too far ahead
        FACIAL,            2026-11-23, 08:45, is outside the opening hours
        FACIAL,            2026-11-23, 19:15, placed
        FACIAL,            2026-11-23, 19:30, is outside the opening hours
        FACIAL,            2026-11-23, 23:45, is outside the opening hours
        HOT_STONE_MASSAGE, 2026-11-23, 18:45, placed
        HOT_STONE_MASSAGE, 2026-11-23, 19:00, is outside the opening hours
        FACIAL,            2026-11-23, 10:10, is not on the quarter-hour
        FACIAL,            2027-03-28, 02:30, 'does not exist on that date, because the clocks skip it'
        """)
    void a_wish_is_placed_or_refused_with_its_reason(Service service, LocalDate date, LocalTime time, String result) {
        switch (DAY.place(service, date, time, NOW)) {
            case Misplaced wrong -> assertThat(wrong.problem()).isEqualTo(result);
            case Placed(TimeSlot slot) -> {
                assertThat("placed").isEqualTo(result);
                assertThat(slot)
                        .isEqualTo(new TimeSlot(date.atTime(time).atZone(BERLIN).toInstant(), service.duration()));
            }
        }
    }

    @Test
    void p10_a_local_time_that_the_clocks_skip_is_refused_though_the_spa_is_open() {
        LocalDate spring = LocalDate.of(2027, 3, 28);

        assertThat(NIGHT.place(Service.FACIAL, spring, LocalTime.of(2, 30), NOW))
                .isInstanceOfSatisfying(
                        Misplaced.class, wrong -> assertThat(wrong.problem()).contains("does not exist"));
        assertThat(NIGHT.slots(Service.FACIAL, spring, NOW))
                .extracting(slot -> NIGHT.local(slot.start()).toLocalTime())
                .contains(LocalTime.of(1, 45), LocalTime.of(3, 0))
                .noneMatch(time -> time.getHour() == 2);
    }

    @Test
    void p10_of_a_local_time_that_occurs_twice_the_first_one_is_meant_and_a_service_lasts_its_real_time() {
        Instant before = Instant.parse("2026-10-20T10:00:00Z");

        Placement placement =
                NIGHT.place(Service.CLASSIC_MASSAGE, LocalDate.of(2026, 10, 25), LocalTime.of(2, 30), before);

        assertThat(placement)
                .isEqualTo(new Placed(new TimeSlot(Instant.parse("2026-10-25T00:30:00Z"), Duration.ofHours(1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void every_slot_of_any_day_in_any_zone_is_open_ahead_and_on_the_grid(long seed) {
        Random random = new Random(seed);
        List<String> zones = List.of(
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "UTC",
                "America/St_Johns",
                "Africa/Cairo");
        List<Service> services = List.of(Service.values());
        for (int i = 0; i < 60; i++) {
            int opens = random.nextInt(0, 80);
            int closes = random.nextInt(opens + 1, 96);
            Timetable timetable = new Timetable(
                    ZoneId.of(zones.get(random.nextInt(zones.size()))),
                    LocalTime.ofSecondOfDay(opens * 900L),
                    LocalTime.ofSecondOfDay(closes * 900L));
            Instant now = NOW.plusSeconds(random.nextInt(365 * 86_400));
            LocalDate date = timetable.today(now).plusDays(random.nextInt(0, 181));
            Service service = services.get(random.nextInt(services.size()));

            List<TimeSlot> slots = timetable.slots(service, date, now);

            assertThat(slots)
                    .as("seed %s, round %s", seed, i)
                    .doesNotHaveDuplicates()
                    .allSatisfy(slot -> {
                        assertThat(slot.start()).isAfter(now);
                        assertThat(TimeSlot.onGrid(slot.start())).isTrue();
                        assertThat(timetable.local(slot.start()).toLocalDate()).isEqualTo(date);
                        assertThat(timetable.local(slot.start()).toLocalTime()).isAfterOrEqualTo(timetable.opens());
                        assertThat(slot.end())
                                .isBeforeOrEqualTo(date.atTime(timetable.closes())
                                        .atZone(timetable.zone())
                                        .toInstant());
                    });
        }
    }
}
