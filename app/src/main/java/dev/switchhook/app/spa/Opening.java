package dev.switchhook.app.spa;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A slot with at least one therapist who is free for all of it.
record Opening(TimeSlot slot, List<Therapist> therapists) {

    Opening {
        therapists = List.copyOf(therapists);
    }

    /// The slots, in their order, in which somebody is free.
    static List<Opening> among(List<TimeSlot> slots, List<Therapist> staff, Set<TakenQuarter> taken) {
        return slots.stream()
                .map(slot -> new Opening(slot, free(slot, staff, taken)))
                .filter(opening -> !opening.therapists.isEmpty())
                .toList();
    }

    private static List<Therapist> free(TimeSlot slot, List<Therapist> staff, Set<TakenQuarter> taken) {
        return staff.stream()
                .filter(therapist ->
                        slot.quarters().noneMatch(quarter -> taken.contains(new TakenQuarter(therapist, quarter))))
                .toList();
    }

    /// At most `most` of them, spread evenly from the first to the last.
    static List<Opening> spread(List<Opening> openings, int most) {
        if (openings.size() <= most) {
            return openings;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> openings.get(most == 1 ? 0 : i * (openings.size() - 1) / (most - 1)))
                .toList();
    }

    /// The `most` ones that start nearest to a wished instant, in the order of time.
    static List<Opening> nearest(List<Opening> openings, Instant wished, int most) {
        return openings.stream()
                .sorted(Comparator.comparing(opening ->
                        Duration.between(wished, opening.slot.start()).abs()))
                .limit(most)
                .sorted(Comparator.comparing(opening -> opening.slot.start()))
                .toList();
    }
}
