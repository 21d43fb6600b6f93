package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Placement;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolReply;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/// Why something cannot be agreed, in words with which the model can go on. Pure.
final class Refusals {

    private static final String BOOK = "The appointment book cannot be reached. Nothing was changed.";
    private static final String SAY =
            "Say that the appointment book cannot be reached just now, and that nothing was booked or changed. Ask"
                    + " whether somebody may call back. Claim nothing.";

    private Refusals() {}

    /// One problem, and what can be had instead.
    static ToolReply of(String reason, Problem problem, List<Answers.Free> alternatives) {
        return new ToolReply.Refused(new Answers.Refusal(reason, List.of(problem), alternatives));
    }

    /// One problem, with nothing to offer instead.
    static ToolReply of(String reason, Problem problem) {
        return of(reason, problem, List.of());
    }

    /// One problem, which shows that something is so.
    static ToolReply showing(String state, String reason, Problem problem) {
        return ToolReply.Refused.showing(new Answers.Refusal(reason, List.of(problem), List.of()), state);
    }

    /// The book is out of reach, and nothing was changed.
    static ToolReply bookUnavailable() {
        return new ToolReply.Refused(new Answers.Trouble(BOOK, SAY));
    }

    /// There is no such service.
    static ToolReply unknownService(String said, House house) {
        List<String> names = house.services().stream().map(Service::name).toList();
        return of("unknown_service", new Problem("service", "is not offered", meant(said, names)));
    }

    /// There is no such therapist.
    static ToolReply unknownTherapist(String said, House house) {
        List<String> names = house.therapists().stream().map(Therapist::name).toList();
        return of("unknown_therapist", new Problem("therapist", "does not work here", meant(said, names)));
    }

    private static String meant(String said, List<String> names) {
        return "perhaps " + String.join(", ", Similar.to(said, names)) + "; all: " + String.join(", ", names);
    }

    /// There can be no appointment then.
    static ToolReply of(
            Placement.Refused refused, Service service, House house, Instant now, List<Answers.Free> alternatives) {
        return of(reason(refused), problem(refused, service, house, now), alternatives);
    }

    private static String reason(Placement.Refused refused) {
        return switch (refused) {
            case Placement.Past _ -> "past";
            case Placement.TooSoon _ -> "too_soon";
            case Placement.TooFarAhead _ -> "too_far_ahead";
            case Placement.Holiday _ -> "holiday";
            case Placement.Closed _ -> "closed";
            case Placement.SkippedByTheClock _ -> "skipped_by_the_clock";
            case Placement.OffTheGrid _ -> "off_the_quarter_hour";
            case Placement.NotOffered _ -> "not_offered";
            case Placement.NotWorking _ -> "not_working";
        };
    }

    private static Problem problem(Placement.Refused refused, Service service, House house, Instant now) {
        LocalDateTime local =
                LocalDateTime.ofInstant(now, house.zone()).withSecond(0).withNano(0);
        return switch (refused) {
            case Placement.Past _ -> new Problem("date", "is in the past", "a time after " + local);
            case Placement.TooSoon(Instant earliest) ->
                new Problem(
                        "time",
                        "is too soon",
                        "from "
                                + LocalDateTime.ofInstant(earliest, house.zone())
                                        .withSecond(0)
                                        .withNano(0));
            case Placement.TooFarAhead(var last) -> new Problem("date", "is too far ahead", "until " + last);
            case Placement.Holiday(String name) -> new Problem("date", "the spa is closed for " + name, "another day");
            case Placement.Closed(var open, var needed) ->
                new Problem(
                        "time",
                        "is outside the opening hours",
                        open.isEmpty()
                                ? "another day; the spa is closed all day"
                                : "open " + Wording.hours(open) + "; the " + service.name() + " needs "
                                        + needed.toMinutes() + " minutes");
            case Placement.SkippedByTheClock(var next) ->
                new Problem("time", "does not exist on that date, because the clocks skip it", "from " + next);
            case Placement.OffTheGrid _ -> new Problem("time", "is not on the quarter-hour", "minutes 00, 15, 30, 45");
            case Placement.NotOffered(var others) ->
                new Problem(
                        "therapist",
                        "does not offer the " + service.name(),
                        String.join(", ", others.stream().map(Therapist::name).toList()));
            case Placement.NotWorking(var works) ->
                new Problem("time", "nobody who could do it works then", "working hours: " + Wording.hours(works));
        };
    }
}
