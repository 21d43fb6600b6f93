package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.spa.book.Service;
import dev.switchhook.app.spa.book.Therapist;
import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.PersonalData;
import dev.switchhook.app.tools.PlainText;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.IncomingCall;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Books an appointment for the caller: it holds the slot, has it read back, and books it upon the caller's yes.
@Singleton
@ToolDefinition(
        name = "book_appointment",
        description =
                "Book an appointment, in two steps. First without confirmed: the slot is held, and you get what to"
                    + " read back to the guest. After the guest's clear yes, again with the same values and confirmed"
                    + " true. Only the outcome done means booked; then the code is said. When it is refused, nothing"
                    + " is booked: tell the guest why and offer the alternatives.",
        effect = ToolDefinition.Effect.CHANGES,
        listens = true,
        proves = "booked",
        deadlineSeconds = 8)
final class BookAppointment implements VoiceTool<BookAppointment.Order> {

    /// What the model orders. Who calls is not among it: that is known from the line.
    record Order(
            @Meaning("What the guest would like.") @Size(max = 80)
            String service,

            @Meaning("The day, for example 2027-03-31.") LocalDate date,

            @Meaning("When it starts, on the 24-hour clock, for example 14:30; minutes 00, 15, 30 or 45.")
            LocalTime time,

            @Meaning("Only if the guest asked for somebody.") @Size(max = 80) @Nullable
            String therapist,

            @PersonalData
            @Meaning("The guest's name, if it was given.")
            @Size(max = Appointment.Guest.LONGEST_NAME)
            @Nullable
            String name,

            @Meaning("True only after the guest has heard it read back and said yes.") @Nullable
            Boolean confirmed) {}

    private final FrontDesk desk;
    private final Agreement agreement;
    private final GuestBook guests;

    BookAppointment(FrontDesk desk, Agreement agreement, GuestBook guests) {
        this.desk = desk;
        this.agreement = agreement;
        this.guests = guests;
    }

    @Override
    public Map<String, List<String>> choices() {
        return Map.of("service", desk.serviceNames(), "therapist", desk.therapistNames());
    }

    @Override
    public ToolReply run(ToolContext context, Order order) {
        return FrontDesk.orTrouble(() -> {
            House house = desk.book().house();
            return FrontDesk.about(house, order.service(), it -> agreed(context, order, house, it));
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

    private ToolReply agreed(ToolContext context, Order order, House house, Service service) {
        Optional<Therapist> therapist = Optional.empty();
        if (order.therapist() != null) {
            therapist = house.therapistNamed(order.therapist());
            if (therapist.isEmpty()) {
                return Refusals.unknownTherapist(order.therapist(), house);
            }
        }
        String name = GuestName.kept(Objects.requireNonNullElse(order.name(), ""));
        Wish wish = new Wish(
                house,
                service,
                therapist,
                order.date(),
                order.time(),
                new Appointment.Guest(number(context.caller()), name),
                Optional.empty());
        ToolReply reply = agreement.agree(context, wish, Boolean.TRUE.equals(order.confirmed()));
        if (reply instanceof ToolReply.Done) {
            remember(context, name);
        }
        return reply;
    }

    /// A number that somebody has found to be false is kept for the house to see, and is not its owner's.
    private static String number(IncomingCall caller) {
        String mark = caller.attestation() == Attestation.FAILED ? "false:" : "";
        return PlainText.of(mark + caller.from().stated(), 256);
    }

    /// The first name that is told for a number stays; whoever shows a number that is not theirs changes nothing.
    private void remember(ToolContext context, String name) {
        Optional<String> number = Finder.shownNumber(context.caller());
        if (number.isEmpty() || name.isEmpty()) {
            return;
        }
        try {
            boolean known =
                    guests.find(number.get()).map(it -> !it.name().isEmpty()).orElse(false);
            if (!known) {
                guests.note(number.get(), name, "");
            }
        } catch (BookUnavailable _) {
            // The appointment is committed; the name is a kindness for the next call.
        }
    }
}
