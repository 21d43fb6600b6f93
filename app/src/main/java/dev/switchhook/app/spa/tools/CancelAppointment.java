package dev.switchhook.app.spa.tools;

import dev.switchhook.app.business.AfterCall;
import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.AppointmentBook.BookUnavailable;
import dev.switchhook.app.spa.book.AppointmentBook.CancelOutcome;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.PersonalData;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.CallId;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Cancels an appointment of whoever can name it, after it was read back and the caller has said yes.
@Singleton
@ToolDefinition(
        name = "cancel_appointment",
        description =
                "Cancel an appointment, in two steps: first without confirmed, and you get what to read back; after the"
                        + " guest's clear yes, again with the same values and confirmed true. Ask for the code; without"
                        + " it, the day and the name it was booked for do. Only the outcome done means cancelled.",
        effect = ToolDefinition.Effect.CHANGES,
        listens = true,
        proves = "cancelled",
        deadlineSeconds = 8)
final class CancelAppointment implements VoiceTool<CancelAppointment.Order>, AfterCall {

    private static final String ASK =
            "Nothing is cancelled yet. Read this to the guest, ask whether it shall be cancelled, and stop. After a"
                    + " clear yes call this tool again with the same values and confirmed true.";
    private static final String NO_YES = "Nothing is cancelled. The guest has not said a clear yes to it.";

    /// What the model orders.
    record Order(
            @Meaning("The code of the appointment, for example K7M4R9.") @Size(max = 40) @Nullable
            String code,

            @Meaning("Without a code: the day of the appointment.") @Nullable
            LocalDate date,

            @PersonalData
            @Meaning("Without a code: the name it was booked for.")
            @Size(max = Appointment.Guest.LONGEST_NAME)
            @Nullable
            String name,

            @Meaning("True only after the guest has heard it read back and said yes.") @Nullable
            Boolean confirmed) {}

    private final FrontDesk desk;
    private final Finder finder;
    private final Consent consent;
    private final ReadBacks readBacks = new ReadBacks();

    CancelAppointment(FrontDesk desk, Finder finder, Consent consent) {
        this.desk = desk;
        this.finder = finder;
        this.consent = consent;
    }

    @Override
    public void over(CallId call) {
        readBacks.forget(call);
    }

    @Override
    public ToolReply run(ToolContext context, Order order) {
        return FrontDesk.orTrouble(() -> {
            House house = desk.book().house();
            Optional<ToolReply> earlier = outcomeOf(context, order);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            return switch (finder.find(context.caller(), order.code(), order.date(), order.name())) {
                case Finder.Found.Not(ToolReply reply) -> reply;
                case Finder.Found.It(Appointment appointment) -> settle(context, order, appointment, house);
            };
        });
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, Order order) {
        return desk.book()
                .cancelledUnder(context.intent().key())
                .map(it -> done(it, desk.book().house()));
    }

    private static ToolReply done(Appointment cancelled, House house) {
        return new ToolReply.Done(new Answers.Cancelled(Answers.line(cancelled, house)));
    }

    private ToolReply settle(ToolContext context, Order order, Appointment appointment, House house) {
        CallId call = context.caller().id();
        OptionalInt askedAt = readBacks.askedAt(call, appointment.code());
        if (!Boolean.TRUE.equals(order.confirmed()) || askedAt.isEmpty()) {
            readBacks.ask(call, appointment.code(), context.said().turns());
            return notYet(appointment, house, ASK);
        }
        return switch (consent.to(context.said(), askedAt.getAsInt())) {
            case OPEN -> notYet(appointment, house, ASK);
            case DECLINED -> notYet(appointment, house, NO_YES);
            case AGREED -> cancelled(context, order, appointment, house);
        };
    }

    private static ToolReply notYet(Appointment appointment, House house, String next) {
        return ToolReply.NotYet.showing(new Answers.ReadBack(Answers.line(appointment, house), next, ""), "booked");
    }

    private ToolReply cancelled(ToolContext context, Order order, Appointment appointment, House house) {
        return switch (desk.book().cancel(appointment.code(), context.intent().key(), desk.now())) {
            case CancelOutcome.Cancelled(Appointment gone) -> done(gone, house);
            case CancelOutcome.NoneSuch _ ->
                Refusals.showing(
                        "cancelled",
                        "not_found",
                        new Problem("code", "that appointment exists no more", "nothing is left to do"));
            case CancelOutcome.Unknown _ -> lookedUp(context, order);
        };
    }

    /// The connection was lost at the commit: it is looked up, never tried again blindly.
    private ToolReply lookedUp(ToolContext context, Order order) {
        try {
            return outcomeOf(context, order).orElseGet(ToolReply.Unknown::new);
        } catch (BookUnavailable _) {
            return new ToolReply.Unknown();
        }
    }
}
