package dev.switchhook.app.spa.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What is free, in the order of time, and at the same time in the order of the therapists. Pure.
///
/// A treatment starts on a quarter-hour. Therapist and room are needed for the treatment and the buffer after
/// it, all of which lies inside one stretch of time in which the house is open and the therapist works: no
/// break interrupts it. Its room is the first equipped one that is free.
///
/// @param all one for each start and each therapist who is free then
public record Openings(List<Opening> all) {

    /// Keeps its own copy.
    public Openings {
        all = List.copyOf(all);
    }

    /// The answer to a question.
    ///
    /// @param taken what is taken in [Question#window]
    public static Openings in(House house, Occupancy taken, Question question) {
        Search search = new Search(house, taken, question);
        List<Therapist> staff = house.therapists().stream()
                .filter(it -> it.services().contains(question.service().id()))
                .filter(it -> question.therapist().isEmpty()
                        || question.therapist().get().id().equals(it.id()))
                .toList();
        List<Opening> found = new ArrayList<>();
        LocalDate last = question.rules().lastDay(question.now(), house.zone());
        for (int i = 0; i < question.days(); i++) {
            LocalDate day = question.from().plusDays(i);
            if (!day.isAfter(last)) {
                staff.forEach(therapist -> search.day(therapist, day, found));
            }
        }
        // The sort is stable, so those who start together stay in the order of the therapists.
        found.sort(Comparator.comparing(opening -> opening.treatment().start()));
        return new Openings(found);
    }

    /// Whether nothing is free.
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /// When one can start, ascending, each once.
    public List<Instant> starts() {
        return all.stream()
                .map(opening -> opening.treatment().start())
                .distinct()
                .toList();
    }

    /// Those that start then.
    public List<Opening> at(Instant start) {
        return all.stream()
                .filter(opening -> opening.treatment().start().equals(start))
                .toList();
    }

    /// At most `most` starts, spread evenly from the first to the last, with everybody who is free then.
    public Openings spread(int most) {
        List<Instant> starts = starts();
        if (starts.size() <= most) {
            return this;
        }
        return only(IntStream.range(0, most)
                .mapToObj(i -> starts.get(most == 1 ? 0 : i * (starts.size() - 1) / (most - 1)))
                .toList());
    }

    /// The `most` starts that are nearest to a wished one, the earlier one of two that are equally near, with
    /// everybody who is free then, in the order of time.
    public Openings nearest(Instant wished, int most) {
        return only(starts().stream()
                .sorted(Comparator.comparing(
                        start -> Duration.between(wished, start).abs()))
                .limit(most)
                .toList());
    }

    private Openings only(List<Instant> some) {
        Set<Instant> starts = new HashSet<>(some);
        return new Openings(all.stream()
                .filter(opening -> starts.contains(opening.treatment().start()))
                .toList());
    }

    /// The look through the book for one question.
    private static final class Search {

        private final House house;
        private final Question question;
        private final List<Room> rooms;
        private final Duration needed;
        private final TakenBits taken;

        Search(House house, Occupancy occupancy, Question question) {
            this.house = house;
            this.question = question;
            this.rooms = house.rooms().stream()
                    .filter(room -> room.services().contains(question.service().id()))
                    .toList();
            this.needed = question.service().duration().plus(question.service().buffer());
            this.taken = new TakenBits(occupancy, question.window(house.zone()));
        }

        void day(Therapist therapist, LocalDate day, List<Opening> found) {
            BitSet busy = taken.ofTherapist(therapist.id());
            for (Stretch stretch : Stretch.worked(house, therapist, day)) {
                Instant start = Slot.onGridFrom(stretch.start());
                Slot all = new Slot(start, needed);
                while (stretch.holds(all)) {
                    if (wanted(start) && taken.isFree(busy, all)) {
                        add(therapist, all, found);
                    }
                    start = start.plus(Slot.QUARTER_HOUR);
                    all = new Slot(start, needed);
                }
            }
        }

        private boolean wanted(Instant start) {
            return question.rules().inTime(start, question.now())
                    && (question.part().isEmpty()
                            || question.part()
                                    .get()
                                    .holds(start.atZone(house.zone()).toLocalTime()));
        }

        private void add(Therapist therapist, Slot all, List<Opening> found) {
            for (Room room : rooms) {
                if (taken.isFree(taken.ofRoom(room.id()), all)) {
                    Slot treatment = new Slot(all.start(), question.service().duration());
                    found.add(new Opening(treatment, therapist, room));
                    return;
                }
            }
        }
    }
}
