package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.PersonalData;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Moves an appointment to another time: the new slot is held and read back, and upon the caller's yes it is booked
/// and the old one given up, both or neither.
@Singleton
@ToolDefinition(
        name = "reschedule_appointment",
        description = "Move an appointment, in two steps like booking: first without confirmed, then, after the guest's"
                + " clear yes, with the same values and confirmed true. Ask for the code; without it, the day and"
                + " the name it was booked for do. Only the outcome done means moved; then the code is said.",
        effect = ToolDefinition.Effect.CHANGES,
        listens = true,
        proves = {"moved", "booked"},
        deadlineSeconds = 8)
final class RescheduleAppointment implements VoiceTool<RescheduleAppointment.Order> {

    /// What the model orders.
    record Order(
            @Meaning("The code of the appointment, for example K7M4R9.") @Size(max = 40) @Nullable
            String code,

            @Meaning("Without a code: the day of the appointment that is moved.") @Nullable
            LocalDate oldDate,

            @PersonalData
            @Meaning("Without a code: the name it was booked for.")
            @Size(max = Appointment.Guest.LONGEST_NAME)
            @Nullable
            String name,

            @Meaning("The new day, for example 2027-03-31.") LocalDate date,

            @Meaning("The new start, on the 24-hour clock, for example 14:30; minutes 00, 15, 30 or 45.")
            LocalTime time,

            @Meaning("Only if the guest asked for somebody.") @Size(max = 80) @Nullable
            String therapist,

            @Meaning("True only after the guest has heard it read back and said yes.") @Nullable
            Boolean confirmed) {}

    private final FrontDesk desk;
    private final Finder finder;
    private final Agreement agreement;

    RescheduleAppointment(FrontDesk desk, Finder finder, Agreement agreement) {
        this.desk = desk;
        this.finder = finder;
        this.agreement = agreement;
    }

    @Override
    public Map<String, List<String>> choices() {
        return Map.of("therapist", desk.therapistNames());
    }

    @Override
    public ToolReply run(ToolContext context, Order order) {
        return FrontDesk.orTrouble(() -> {
            House house = desk.book().house();
            Optional<ToolReply> earlier = agreement.outcomeOf(context, house);
            return earlier.isPresent() ? earlier.get() : moved(context, order, house);
        });
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, Order order) {
        return agreement.outcomeOf(context, desk.book().house());
    }

    @Override
    public boolean stands(ToolContext context, Order order) {
        return agreement.stands(context);
    }

    private ToolReply moved(ToolContext context, Order order, House house) {
        Optional<Therapist> therapist = Optional.empty();
        if (order.therapist() != null) {
            therapist = house.therapistNamed(order.therapist());
            if (therapist.isEmpty()) {
                return Refusals.unknownTherapist(order.therapist(), house);
            }
        }
        Optional<Therapist> wished = therapist;
        return switch (finder.find(context.caller(), order.code(), order.oldDate(), order.name())) {
            case Finder.Found.Not(ToolReply reply) -> reply;
            case Finder.Found.It(Appointment appointment) ->
                house.service(appointment.service())
                        .map(service -> new Wish(
                                house,
                                service,
                                wished,
                                order.date(),
                                order.time(),
                                appointment.guest(),
                                Optional.of(appointment)))
                        .map(wish -> agreement.agree(context, wish, Boolean.TRUE.equals(order.confirmed())))
                        .map(RescheduleAppointment::whileItStands)
                        .orElseGet(() -> Refusals.unknownService(appointment.service(), house));
        };
    }

    /// What is not moved, or not yet, was found and is booked as before, unless the reply says what has become of it.
    private static ToolReply whileItStands(ToolReply reply) {
        return switch (reply) {
            case ToolReply.NotYet(Object answer, var _) -> ToolReply.NotYet.showing(answer, "booked");
            case ToolReply.Refused(Object answer, Set<String> shown)
            when shown.isEmpty() -> ToolReply.Refused.showing(answer, "booked");
            case ToolReply.Refused _, ToolReply.Done _, ToolReply.Accepted _, ToolReply.Unknown _ -> reply;
        };
    }
}
