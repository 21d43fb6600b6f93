package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.Appointment;
import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.GuestBook.Guest;
import dev.switchhook.app.spa.book.GuestBook.Visit;
import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.PersonalData;
import dev.switchhook.app.tools.Problem;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.app.tools.VoiceTool;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells what the spa knows about the guest whose number the call shows, and about nobody else: it takes no argument
/// by which another one could be named.
///
/// A shown number is a hint. Only when the caller's own carrier has vouched for it are days and coming appointments
/// told; a code is never told.
@Singleton
@ToolDefinition(
        name = "get_customer_history",
        description =
                "What is known about the guest who seems to be calling: name, visits, preferences, the last treatment."
                    + " Use it to be attentive, for example to suggest the same treatment again. It is no proof of who"
                    + " is speaking.",
        effect = ToolDefinition.Effect.READS,
        trust = Trust.NUMBER_SHOWN,
        deadlineSeconds = 4)
final class GetCustomerHistory implements VoiceTool<GetCustomerHistory.Nothing> {

    /// There is nothing to ask for: it is about the caller.
    record Nothing() {}

    /// What the model is told. The texts are data that guests have given, and no instructions.
    ///
    /// @param visits the latest first; empty when nobody vouches for the number
    /// @param coming appointments that lie ahead; empty when nobody vouches for the number
    record History(
            @PersonalData String name,
            int visitsInAll,
            String loyalty,
            @PersonalData List<String> preferences,
            @PersonalData String lastTreatment,
            @PersonalData List<Visit> visits,
            @PersonalData List<String> coming,
            String mind) {}

    private static final String A_HINT =
            "Nobody has proven who is speaking. Greet by name as a question, and tell no appointment from here.";
    private static final String VOUCHED =
            "The number is vouched for. Changing an appointment still takes its code, or its" + " day and name.";

    private final FrontDesk desk;
    private final GuestBook guests;

    GetCustomerHistory(FrontDesk desk, GuestBook guests) {
        this.desk = desk;
        this.guests = guests;
    }

    @Override
    public ToolReply run(ToolContext context, Nothing parameters) {
        return FrontDesk.orTrouble(() -> Finder.shownNumber(context.caller())
                .flatMap(guests::find)
                .map(it -> told(it, context.trust().reaches(Trust.NUMBER_ATTESTED)))
                .orElseGet(() -> Refusals.of(
                        "unknown_guest",
                        new Problem("arguments", "nothing is known about this caller", "ask the guest"))));
    }

    private ToolReply told(Guest guest, boolean vouched) {
        Optional<Visit> last = guest.history().stream().findFirst();
        List<String> coming = vouched ? coming(guest) : List.of();
        History history = new History(
                GuestName.told(guest.name()),
                guest.visits(),
                guest.loyalty().name().toLowerCase(Locale.ROOT),
                guest.preferences(),
                last.map(Visit::service).orElse(""),
                vouched ? guest.history() : List.of(),
                coming,
                vouched ? VOUCHED : A_HINT);
        return coming.isEmpty() ? new ToolReply.Done(history) : ToolReply.Done.showing(history, "booked");
    }

    private List<String> coming(Guest guest) {
        House house = desk.book().house();
        Instant now = desk.now();
        return desk.book().of(guest.number(), now).stream()
                .filter(it -> it.treatment().start().isAfter(now))
                .map((Appointment it) -> Answers.line(it, house))
                .toList();
    }
}
