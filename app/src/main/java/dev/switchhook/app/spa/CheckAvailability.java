package dev.switchhook.app.spa;

import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Tells when an appointment is possible. It shows free times only, never whose appointments the other ones are.
final class CheckAvailability implements VoiceTool<CheckAvailability.Question> {

    /// What the model asks.
    record Question(
            @Meaning("What the guest would like.") Service service,

            @Meaning("The day, for example 2027-03-31.") LocalDate date,

            @Meaning("Only if the guest said so.") @Nullable PartOfDay partOfDay) {}

    private final FrontDesk desk;

    CheckAvailability(FrontDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "check_availability";
    }

    @Override
    public String description() {
        return "Look up free appointments on a day. Returns up to six openings, each with the therapists who are free;"
                + " when the day is full, openings of the days after it. Nothing is reserved by it.";
    }

    @Override
    public Class<Question> parameters() {
        return Question.class;
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(5);
    }

    @Override
    public ToolReply run(IncomingCall caller, ToolCall.Id id, Question question) {
        return desk.openings(question);
    }
}
