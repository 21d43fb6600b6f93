package dev.switchhook.app.spa.cli;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Placement;
import dev.switchhook.app.spa.book.Placement.Placed;
import dev.switchhook.app.spa.book.Room;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Slot;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.spa.store.Intake.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks whether drafts can be booked, one after the other: what one of them will take is taken for the next. For one
/// thread.
final class Examination {

    /// What was agreed elsewhere needs no notice, and may lie as far ahead as people plan.
    private static final Rules AGREED_ELSEWHERE = new Rules(Duration.ZERO, 3_650);

    private final AppointmentBook book;
    private final House house;
    private final Instant now;
    private final Map<LocalDate, TakenDay> days = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> codes = new HashMap<>();

    Examination(AppointmentBook book, Instant now) {
        this.book = book;
        this.house = book.house();
        this.now = now;
    }

    /// What came of a draft.
    sealed interface Finding {

        /// It can be booked.
        record Bookable(int line, Arrival arrival) implements Finding {}

        /// It has been booked before.
        record Booked() implements Finding {}

        /// It cannot be booked.
        record Bad(List<Mistake> mistakes) implements Finding {

            public Bad {
                mistakes = List.copyOf(mistakes);
            }

            Bad(int line, Field field, String problem) {
                this(List.of(new Mistake(line, field, problem)));
            }
        }
    }

    /// Looks at the next draft of the file.
    Finding examine(Draft draft) {
        Wanted.Reading reading = Wanted.read(draft, house);
        if (reading.wanted().isEmpty()) {
            return new Finding.Bad(reading.mistakes());
        }
        Wanted wanted = reading.wanted().get();
        String key = wanted.key();
        Integer former = lines.putIfAbsent(key, draft.line());
        if (former != null) {
            return new Finding.Bad(
                    draft.line(), wanted.id().isEmpty() ? Field.DATE : Field.ID, "the same as line " + former);
        }
        return bookedBefore(draft.line(), wanted, key).orElseGet(() -> place(draft.line(), wanted, key));
    }

    private Optional<Finding> bookedBefore(int line, Wanted wanted, String key) {
        Optional<Appointment> imported = book.bookedUnder(key);
        if (imported.isPresent()) {
            return Optional.of(
                    wanted.isLike(imported.get(), house.zone())
                            ? new Finding.Booked()
                            : new Finding.Bad(
                                    line, Field.ID, "was imported before with another date, time, service or guest"));
        }
        if (wanted.code().isEmpty()) {
            return Optional.empty();
        }
        Integer former = codes.putIfAbsent(wanted.code(), line);
        if (former != null) {
            return Optional.of(new Finding.Bad(line, Field.CODE, "the same as in line " + former));
        }
        return book.withCode(wanted.code())
                .map(known -> wanted.isLike(known, house.zone())
                        ? new Finding.Booked()
                        : new Finding.Bad(line, Field.CODE, "belongs to another appointment"));
    }

    private Finding place(int line, Wanted wanted, String key) {
        Placement placement = placement(wanted, wanted.therapist());
        if (!(placement instanceof Placed(Slot treatment))) {
            return new Finding.Bad(List.of(PlacementWords.mistake(line, placement, house.zone())));
        }
        Slot busy = treatment.longerBy(wanted.service().buffer());
        TakenDay taken = days.computeIfAbsent(
                wanted.date(), day -> TakenDay.of(book.occupied(Slot.ofDay(day, house.zone()), now)));
        Optional<Therapist> therapist =
                therapists(wanted).filter(it -> taken.isTherapistFree(it, busy)).findFirst();
        if (therapist.isEmpty()) {
            return new Finding.Bad(
                    line,
                    Field.THERAPIST,
                    wanted.therapist().isPresent() ? "is taken then" : "nobody who offers it is free then");
        }
        Optional<Room> room =
                rooms(wanted).stream().filter(it -> taken.isRoomFree(it, busy)).findFirst();
        if (room.isEmpty()) {
            return new Finding.Bad(
                    line, Field.ROOM, wanted.room().isPresent() ? "is taken then" : "no room for it is free then");
        }
        taken.take(therapist.get(), room.get(), busy);
        Appointment appointment = new Appointment(
                wanted.code(),
                wanted.service().id(),
                therapist.get().id(),
                room.get().id(),
                treatment,
                house.zone(),
                wanted.guest());
        return new Finding.Bookable(line, new Arrival(appointment, key, busy));
    }

    private Placement placement(Wanted wanted, Optional<Therapist> therapist) {
        return Placement.of(house, wanted.service(), therapist, wanted.date(), wanted.time(), now, AGREED_ELSEWHERE);
    }

    private Stream<Therapist> therapists(Wanted wanted) {
        Service service = wanted.service();
        return wanted.therapist().map(List::of).orElseGet(house::therapists).stream()
                .filter(it -> it.services().contains(service.id()))
                .filter(it -> placement(wanted, Optional.of(it)) instanceof Placed);
    }

    private List<Room> rooms(Wanted wanted) {
        return wanted.room().map(List::of).orElseGet(house::rooms).stream()
                .filter(it -> it.services().contains(wanted.service().id()))
                .toList();
    }
}
