package dev.switchhook.app.spa.tools;

import dev.switchhook.app.spa.book.House;
import dev.switchhook.app.tools.Meaning;
import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells what the spa offers, how long it takes and what it costs. The price of a single service is said exactly.
@Singleton
@ToolDefinition(
        name = "list_services",
        description =
                "What the spa offers: names, minutes, prices, and who does it. For one service, give its name; its"
                        + " price is then said word for word. Never tell a price from memory.",
        effect = ToolDefinition.Effect.READS,
        deadlineSeconds = 4)
final class ListServices implements VoiceTool<ListServices.Question> {

    /// What the model asks.
    record Question(
            @Meaning("Only if the guest asked about one of them.") @Size(max = 80) @Nullable
            String service) {}

    private final FrontDesk desk;
    private final ExactLines lines;

    ListServices(FrontDesk desk, ExactLines lines) {
        this.desk = desk;
        this.lines = lines;
    }

    @Override
    public Map<String, List<String>> choices() {
        return Map.of("service", desk.serviceNames());
    }

    @Override
    public ToolReply run(ToolContext context, Question question) {
        return FrontDesk.orTrouble(() -> answer(question.service(), desk.book().house()));
    }

    private ToolReply answer(@Nullable String service, House house) {
        return service == null
                ? new ToolReply.Done(new Answers.Menu(house.services().stream()
                        .map(it -> Answers.item(it, house))
                        .toList()))
                : FrontDesk.about(house, service, it -> lines.price(it, Answers.item(it, house)));
    }
}
