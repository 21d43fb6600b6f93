package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.Hold;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Occupancy;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.Placement;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.domain.caller.CallId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who looks into the book for all tools: what is free, and what can be had instead. Safe for use by several
/// threads; it blocks while it looks.
public final class FrontDesk {

    private static final int MOST_ALTERNATIVES = 3;
    private static final int DAYS_TO_SEARCH = 7;

    private final AppointmentBook book;
    private final Rules rules;
    private final InstantSource clock;

    /// @param rules how near and how far ahead appointments are taken
    /// @param clock tells what is past
    public FrontDesk(AppointmentBook book, Rules rules, InstantSource clock) {
        this.book = book;
        this.rules = rules;
        this.clock = clock;
    }

    AppointmentBook book() {
        return book;
    }

    Rules rules() {
        return rules;
    }

    Instant now() {
        return clock.instant();
    }

    /// Answers from the book, or says honestly that it is out of reach; nothing was changed then.
    static ToolReply orTrouble(Supplier<ToolReply> answer) {
        try {
            return answer.get();
        } catch (BookUnavailable _) {
            return Refusals.bookUnavailable();
        }
    }

    /// Answers about a service, or says that it is not offered.
    static ToolReply about(House house, String service, Function<Service, ToolReply> answer) {
        return house.serviceNamed(service).map(answer).orElseGet(() -> Refusals.unknownService(service, house));
    }

    /// The names of all services; none when the book is out of reach.
    List<String> serviceNames() {
        return names(house -> house.services().stream().map(Service::name).toList());
    }

    /// The names of all therapists; none when the book is out of reach.
    List<String> therapistNames() {
        return names(house -> house.therapists().stream().map(Therapist::name).toList());
    }

    private List<String> names(Function<House, List<String>> names) {
        try {
            return names.apply(book.house());
        } catch (BookUnavailable _) {
            return List.of();
        }
    }

    /// What is free. What this call holds itself counts as free, and so does the appointment that it would move.
    Openings openings(House house, Question question, CallId call, Optional<Appointment> moved) {
        Occupancy taken = book.occupied(question.window(house.zone()), question.now());
        Optional<Appointment> held = book.heldBy(call, question.now()).map(Hold::wished);
        Occupancy others = held.map(it -> taken.without(it, house)).orElse(taken);
        return Openings.in(house, moved.map(it -> others.without(it, house)).orElse(others), question);
    }

    /// What is possible near a wish that is not, in the order of time: on the same day, or else in the days after
    /// it.
    List<Answers.Free> alternatives(Wish wish, Placement placement, CallId call, Instant now) {
        Optional<Therapist> therapist = placement instanceof Placement.NotOffered ? Optional.empty() : wish.therapist();
        ZoneId zone = wish.house().zone();
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate last = rules.lastDay(now, zone);
        if (wish.date().isAfter(last)) {
            return List.of();
        }
        LocalDate from = wish.date().isBefore(today) ? today : wish.date();
        Instant wished = wish.date().isBefore(today)
                ? now
                : wish.date().atTime(wish.time()).atZone(zone).toInstant();
        for (int days : new int[] {1, DAYS_TO_SEARCH}) {
            Question question = new Question(wish.service(), from, days, Optional.empty(), therapist, now, rules);
            Openings found = openings(wish.house(), question, call, wish.moved());
            if (!found.isEmpty()) {
                return Answers.free(found.nearest(wished, MOST_ALTERNATIVES), wish.house());
            }
        }
        return List.of();
    }
}
