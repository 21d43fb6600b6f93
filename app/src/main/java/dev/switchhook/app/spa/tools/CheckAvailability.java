package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.PartOfDay;
import dev.switchhook.app.spa.book.Question;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.CallId;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells when an appointment is possible. It shows free times only, never whose appointments the other ones are.
@Singleton
@ToolDefinition(
        name = "check_availability",
        description =
                "Look up free appointments on a day, or from a day until another one. Returns up to six openings, each"
                        + " with the therapists who are free; when nothing fits, others nearby. Nothing is reserved by"
                        + " it.",
        effect = ToolDefinition.Effect.READS,
        deadlineSeconds = 5)
final class CheckAvailability implements VoiceTool<CheckAvailability.Wanted> {

    private static final int MOST_OPENINGS = 6;
    private static final int MOST_OTHERS = 3;
    private static final int DAYS_AFTER = 7;

    /// What the model asks.
    record Wanted(
            @Meaning("What the guest would like.") @Size(max = 80)
            String service,

            @Meaning("The day, or the first one, for example 2027-03-31.")
            LocalDate date,

            @Meaning("The last day, at most 13 days after the first; leave it out for one day.") @Nullable
            LocalDate until,

            @Meaning("Only if the guest said so.") @Nullable PartOfDay partOfDay,

            @Meaning("Only if the guest asked for somebody.") @Size(max = 80) @Nullable
            String therapist) {}

    private final FrontDesk desk;

    CheckAvailability(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public Map<String, List<String>> choices() {
        return Map.of("service", desk.serviceNames(), "therapist", desk.therapistNames());
    }

    @Override
    public ToolReply run(ToolContext context, Wanted wanted) {
        return FrontDesk.orTrouble(() -> {
            House house = desk.book().house();
            return FrontDesk.about(house, wanted.service(), it -> about(context, wanted, house, it));
        });
    }

    private ToolReply about(ToolContext context, Wanted wanted, House house, Service service) {
        Optional<Therapist> therapist = Optional.empty();
        if (wanted.therapist() != null) {
            therapist = house.therapistNamed(wanted.therapist());
            if (therapist.isEmpty()) {
                return Refusals.unknownTherapist(wanted.therapist(), house);
            }
        }
        Instant now = desk.now();
        LocalDate today = LocalDate.ofInstant(now, house.zone());
        LocalDate last = desk.rules().lastDay(now, house.zone());
        LocalDate until = Objects.requireNonNullElse(wanted.until(), wanted.date());
        Optional<Problem> wrong = wrongDays(wanted.date(), until, today, last);
        if (wrong.isPresent()) {
            return Refusals.of(wanted.date().isBefore(today) ? "past" : "wrong_days", wrong.get());
        }
        int days = (int) ChronoUnit.DAYS.between(wanted.date(), until) + 1;
        Question question = new Question(
                service, wanted.date(), days, Optional.ofNullable(wanted.partOfDay()), therapist, now, desk.rules());
        Openings found = desk.openings(house, question, context.caller().id(), Optional.empty());
        Others others =
                found.isEmpty() ? others(question, house, context.caller().id()) : new Others(found.spread(0), "");
        return new ToolReply.Done(new Answers.Found(
                service.name(),
                service.duration().toMinutes(),
                Wording.price(service.price()),
                Answers.free(found.spread(MOST_OPENINGS), house),
                Answers.free(others.openings(), house),
                others.note()));
    }

    private static Optional<Problem> wrongDays(LocalDate from, LocalDate until, LocalDate today, LocalDate last) {
        if (from.isBefore(today)) {
            return Optional.of(new Problem("date", "is in the past", today + " to " + last));
        }
        if (from.isAfter(last)) {
            return Optional.of(new Problem("date", "is too far ahead", today + " to " + last));
        }
        if (until.isBefore(from) || until.isAfter(from.plusDays(Question.MOST_DAYS - 1))) {
            return Optional.of(
                    new Problem("until", "is not such a day", from + " to " + from.plusDays(Question.MOST_DAYS - 1)));
        }
        return Optional.empty();
    }

    private record Others(Openings openings, String note) {}

    /// What is nearest to a wish that cannot be had: first without the part of the day, then with somebody else,
    /// then on the days after it.
    private Others others(Question asked, House house, CallId call) {
        String why = why(asked, house);
        if (asked.part().isPresent()) {
            Openings anyTime = search(asked, asked.from(), asked.days(), asked.therapist(), house, call);
            if (!anyTime.isEmpty()) {
                return new Others(anyTime.spread(MOST_OTHERS), why + " Others are at another time of the day.");
            }
        }
        if (asked.therapist().isPresent()) {
            Openings anybody = search(asked, asked.from(), asked.days(), Optional.empty(), house, call);
            if (!anybody.isEmpty()) {
                return new Others(anybody.spread(MOST_OTHERS), why + " Others are with somebody else.");
            }
        }
        LocalDate after = asked.from().plusDays(asked.days());
        Openings later = search(asked, after, DAYS_AFTER, asked.therapist(), house, call);
        Openings first = new Openings(later.starts().stream()
                .limit(MOST_OTHERS)
                .flatMap(start -> later.at(start).stream())
                .toList());
        return new Others(first, why + (first.isEmpty() ? " Nor in the week after." : " Others are on later days."));
    }

    private static String why(Question asked, House house) {
        String holiday = house.holidays().get(asked.from());
        if (asked.therapist().isPresent()
                && !asked.therapist().get().services().contains(asked.service().id())) {
            return asked.therapist().get().name() + " does not offer that.";
        }
        if (asked.days() == 1 && holiday != null) {
            return "Closed for " + holiday + ".";
        }
        if (asked.days() == 1 && house.week().on(asked.from().getDayOfWeek()).isEmpty()) {
            return "Closed on " + Wording.weekday(asked.from()) + "s.";
        }
        return "Nothing is free then.";
    }

    private Openings search(
            Question asked, LocalDate from, int days, Optional<Therapist> therapist, House house, CallId call) {
        Question other =
                new Question(asked.service(), from, days, Optional.empty(), therapist, asked.now(), asked.rules());
        return desk.openings(house, other, call, Optional.empty());
    }
}
