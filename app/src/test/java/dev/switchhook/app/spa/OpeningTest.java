package dev.switchhook.app.spa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");

    private static TimeSlot slot(int quartersAfter, int quarters) {
        return new TimeSlot(
                MORNING.plus(TimeSlot.QUARTER_HOUR.multipliedBy(quartersAfter)),
                TimeSlot.QUARTER_HOUR.multipliedBy(quarters));
    }

    @Test
    void a_slot_stands_on_the_grid_and_lasts_whole_quarter_hours() {
        assertThatThrownBy(() -> new TimeSlot(MORNING.plusSeconds(60), Duration.ofMinutes(60)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeSlot(MORNING, Duration.ofMinutes(50)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeSlot(MORNING, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeSlot(MORNING, Duration.ofMinutes(-15)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_service_lasts_whole_quarter_hours() {
        for (Service service : Service.values()) {
            assertThat(new TimeSlot(MORNING, service.duration()).quarters()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void two_slots_overlap_exactly_when_they_share_a_quarter_hour(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            TimeSlot one = slot(random.nextInt(-20, 20), random.nextInt(1, 8));
            TimeSlot other = slot(random.nextInt(-20, 20), random.nextInt(1, 8));
            Set<Long> quarters = new HashSet<>(one.quarters().boxed().toList());

            assertThat(one.overlaps(other)).isEqualTo(other.quarters().anyMatch(quarters::contains));
            assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void an_opening_names_exactly_those_who_are_free_for_all_of_it(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            List<TimeSlot> slots = new ArrayList<>();
            for (int quarter = 0; quarter < 30; quarter++) {
                slots.add(slot(quarter, random.nextInt(1, 6)));
            }
            Set<TakenQuarter> taken = new HashSet<>();
            for (int busy = random.nextInt(80); busy > 0; busy--) {
                taken.add(new TakenQuarter(
                        Therapist.all().get(random.nextInt(3)), MORNING.getEpochSecond() / 900 + random.nextInt(40)));
            }

            List<Opening> openings = Opening.among(slots, Therapist.all(), taken);

            for (TimeSlot slot : slots) {
                List<Therapist> named = openings.stream()
                        .filter(opening -> opening.slot().equals(slot))
                        .flatMap(opening -> opening.therapists().stream())
                        .toList();
                List<Therapist> free = Therapist.all().stream()
                        .filter(therapist -> taken.stream()
                                .noneMatch(quarter -> quarter.therapist() == therapist
                                        && slot.quarters().anyMatch(q -> q == quarter.quarter())))
                        .toList();
                assertThat(named).isEqualTo(free);
            }
        }
    }

    @Test
    void a_spread_keeps_the_first_and_the_last_and_the_order() {
        List<Opening> openings = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            openings.add(new Opening(slot(i, 1), List.of(Therapist.ANNA)));
            List<Opening> spread = Opening.spread(openings, 6);

            assertThat(spread)
                    .hasSize(Math.min(6, i + 1))
                    .doesNotHaveDuplicates()
                    .startsWith(openings.getFirst())
                    .endsWith(openings.getLast())
                    .isSortedAccordingTo(
                            Comparator.comparing(opening -> opening.slot().start()));
        }
    }

    @Test
    void the_nearest_ones_are_told_in_the_order_of_time() {
        List<Opening> openings = List.of(
                new Opening(slot(0, 1), List.of(Therapist.ANNA)),
                new Opening(slot(7, 1), List.of(Therapist.ANNA)),
                new Opening(slot(12, 1), List.of(Therapist.BEN)),
                new Opening(slot(30, 1), List.of(Therapist.BEN)));

        assertThat(Opening.nearest(openings, slot(10, 1).start(), 2)).containsExactly(openings.get(1), openings.get(2));
    }
}
