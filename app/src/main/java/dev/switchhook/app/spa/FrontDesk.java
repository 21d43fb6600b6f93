package dev.switchhook.app.spa;

import dev.switchhook.app.spa.Placement.Misplaced;
import dev.switchhook.app.spa.Placement.Placed;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who knows the rules of the spa: what can be booked, and what to offer instead. Safe for use by several threads;
/// it blocks while it looks into the appointment book.
final class FrontDesk {

    private static final int MOST_OPENINGS = 6;
    private static final int MOST_ALTERNATIVES = 3;
    private static final int DAYS_TO_SEARCH = 7;
    private static final int LONGEST_CALLER = 256;

    private final AppointmentBook book;
    private final Timetable timetable;
    private final InstantSource clock;

    FrontDesk(AppointmentBook book, Timetable timetable, InstantSource clock) {
        this.book = book;
        this.timetable = timetable;
        this.clock = clock;
    }

    /// Answers when a service is possible on a day.
    ToolReply openings(CheckAvailability.Question question) {
        Instant now = clock.instant();
        LocalDate date = question.date();
        Optional<Misplaced> wrong = timetable.problemOf(date, now);
        if (wrong.isPresent()) {
            return refused(wrong.get(), List.of());
        }
        List<Opening> thatDay = openings(question.service(), date, 1, question.partOfDay(), now);
        List<Opening> later = thatDay.isEmpty()
                ? openings(question.service(), date.plusDays(1), DAYS_TO_SEARCH, question.partOfDay(), now)
                : List.of();
        return new ToolReply.Done(new SpaAnswers.Openings(
                question.service(),
                question.service().duration().toMinutes(),
                date,
                SpaAnswers.weekday(date),
                shown(Opening.spread(thatDay, MOST_OPENINGS)),
                shown(later.stream().limit(MOST_ALTERNATIVES).toList())));
    }

    /// Books for the caller, with the therapist who was asked for, or with the first one who is free.
    ToolReply book(IncomingCall caller, ToolCall.Id id, BookAppointment.Order order) {
        Instant now = clock.instant();
        return switch (timetable.place(order.service(), order.date(), order.time(), now)) {
            case Misplaced wrong -> refused(wrong, List.of());
            case Placed(TimeSlot slot) -> book(caller, id, order, slot, now);
        };
    }

    /// What was booked in this call so far, oldest first.
    List<SpaAnswers.Confirmation> bookedBy(IncomingCall caller) {
        return book.bookedIn(caller.id()).stream()
                .map(appointment -> SpaAnswers.confirmation(appointment, timetable))
                .toList();
    }

    private ToolReply book(
            IncomingCall caller, ToolCall.Id id, BookAppointment.Order order, TimeSlot slot, Instant now) {
        List<Therapist> staff = order.therapist() == null ? Therapist.all() : List.of(order.therapist());
        BookingWish wish = new BookingWish(
                new BookingKey(caller.id(), id),
                PlainText.of(caller.from().stated(), LONGEST_CALLER),
                PlainText.of(Objects.requireNonNullElse(order.name(), ""), BookingWish.LONGEST_NAME),
                order.service(),
                staff.getFirst(),
                slot,
                timetable.zone());
        for (Therapist therapist : staff) {
            switch (book.book(wish.with(therapist))) {
                case BookingOutcome.Booked(Appointment appointment) -> {
                    return new ToolReply.Done(SpaAnswers.confirmation(appointment, timetable));
                }
                case BookingOutcome.Unknown _ -> {
                    return new ToolReply.Unknown();
                }
                case BookingOutcome.Taken _ -> {
                    // Somebody else may be free.
                }
            }
        }
        Misplaced taken = new Misplaced("time", "is taken", "one of the alternatives, or another day");
        return refused(taken, alternatives(order, slot, now));
    }

    private List<SpaAnswers.Free> alternatives(BookAppointment.Order order, TimeSlot wished, Instant now) {
        List<Opening> sameDay = openings(order.service(), order.date(), 1, null, now);
        List<Opening> openings = sameDay.isEmpty()
                ? openings(order.service(), order.date().plusDays(1), DAYS_TO_SEARCH, null, now)
                : sameDay;
        return shown(Opening.nearest(openings, wished.start(), MOST_ALTERNATIVES));
    }

    private List<Opening> openings(Service service, LocalDate from, int days, @Nullable PartOfDay part, Instant now) {
        List<TimeSlot> slots = from.datesUntil(from.plusDays(days))
                .flatMap(date -> timetable.slots(service, date, now).stream())
                .filter(slot -> part == null || part.holds(localTime(slot)))
                .toList();
        if (slots.isEmpty()) {
            return List.of();
        }
        Instant start = slots.getFirst().start();
        Set<TakenQuarter> taken = book.taken(
                new TimeSlot(start, Duration.between(start, slots.getLast().end())));
        return Opening.among(slots, Therapist.all(), taken);
    }

    private LocalTime localTime(TimeSlot slot) {
        return timetable.local(slot.start()).toLocalTime();
    }

    private List<SpaAnswers.Free> shown(List<Opening> openings) {
        return openings.stream()
                .map(opening -> SpaAnswers.free(opening, timetable))
                .toList();
    }

    private static ToolReply refused(Misplaced wrong, List<SpaAnswers.Free> alternatives) {
        Problem problem = new Problem(wrong.field(), wrong.problem(), wrong.allowed());
        return new ToolReply.Refused(new SpaAnswers.Refusal(List.of(problem), alternatives));
    }
}
