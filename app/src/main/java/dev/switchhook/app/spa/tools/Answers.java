package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Opening;
import dev.switchhook.app.spa.book.Openings;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/// What the tools answer; the names of the components are those that the model reads.
final class Answers {

    private Answers() {}

    /// What the spa offers.
    record Menu(List<Item> services) {}

    /// One service.
    record Item(String service, long minutes, String price, List<String> therapists) {}

    /// A start at which somebody is free.
    record Free(LocalDate date, String weekday, LocalTime time, List<String> therapists) {}

    /// The openings that were asked for. When there are none: others, and why they are others.
    record Found(String service, long minutes, String price, List<Free> openings, List<Free> later, String note) {}

    /// What the guest must say yes to first.
    ///
    /// @param readBack what is read to the guest
    /// @param next how to go on
    /// @param note what the guest should know beside; may be empty
    record ReadBack(String readBack, String next, String note) {}

    /// A committed appointment.
    record Agreed(
            String code,
            String service,
            String therapist,
            LocalDate date,
            String weekday,
            LocalTime time,
            long minutes,
            String price) {}

    /// A cancelled appointment.
    record Cancelled(String cancelled) {}

    /// Nothing was changed.
    ///
    /// @param reason one word for the kind of it
    /// @param alternatives what can be had instead; may be empty
    record Refusal(String reason, List<Problem> problems, List<Free> alternatives) {}

    /// Nothing can be done just now; nothing was changed.
    record Trouble(String problem, String say) {}

    static Free free(Openings openings, Opening first, House house) {
        LocalDateTime start = local(first.treatment().start(), house);
        return new Free(
                start.toLocalDate(),
                Wording.weekday(start.toLocalDate()),
                start.toLocalTime(),
                openings.at(first.treatment().start()).stream()
                        .map(it -> it.therapist().name())
                        .toList());
    }

    static List<Free> free(Openings openings, House house) {
        return openings.starts().stream()
                .map(start -> free(openings, openings.at(start).getFirst(), house))
                .toList();
    }

    static Item item(Service service, House house) {
        return new Item(
                service.name(),
                service.duration().toMinutes(),
                Wording.price(service.price()),
                house.therapists().stream()
                        .filter(it -> it.services().contains(service.id()))
                        .map(Therapist::name)
                        .toList());
    }

    static Agreed agreed(Appointment appointment, House house) {
        LocalDateTime start = LocalDateTime.ofInstant(appointment.treatment().start(), appointment.zone());
        return new Agreed(
                appointment.code(),
                serviceName(appointment, house),
                therapistName(appointment, house),
                start.toLocalDate(),
                Wording.weekday(start.toLocalDate()),
                start.toLocalTime(),
                appointment.treatment().length().toMinutes(),
                house.services().stream()
                        .filter(it -> it.id().equals(appointment.service()))
                        .map(it -> Wording.price(it.price()))
                        .findFirst()
                        .orElse(""));
    }

    /// An appointment in one line, as it is read to the guest. It holds no name of a guest, and no code.
    static String line(Appointment appointment, House house) {
        Agreed agreed = agreed(appointment, house);
        return agreed.service() + " with " + agreed.therapist() + ", "
                + Wording.moment(agreed.date().atTime(agreed.time())) + ", " + agreed.minutes() + " minutes"
                + (agreed.price().isEmpty() ? "" : ", " + agreed.price());
    }

    /// What was agreed stays when the house changes; a name that is gone is told by its id.
    private static String serviceName(Appointment appointment, House house) {
        return house.services().stream()
                .filter(it -> it.id().equals(appointment.service()))
                .map(Service::name)
                .findFirst()
                .orElse(appointment.service());
    }

    private static String therapistName(Appointment appointment, House house) {
        return house.therapists().stream()
                .filter(it -> it.id().equals(appointment.therapist()))
                .map(Therapist::name)
                .findFirst()
                .orElse(appointment.therapist());
    }

    private static LocalDateTime local(Instant at, House house) {
        return LocalDateTime.ofInstant(at, house.zone());
    }
}
