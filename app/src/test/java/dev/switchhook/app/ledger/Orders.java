package dev.switchhook.app.ledger;

import dev.switchhook.app.tools.ToolContext;
import dev.switchhook.app.tools.ToolDefinition;
import dev.switchhook.app.tools.ToolReply;
import dev.switchhook.app.tools.VoiceTool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tool whose effects can be counted, and which finds them again.
@ToolDefinition(name = "order", description = "Orders.", effect = ToolDefinition.Effect.CHANGES, deadlineSeconds = 60)
final class Orders implements VoiceTool<Orders.Wish> {

    record Wish(String article) {}

    /// The key of every effect.
    final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    @Override
    public ToolReply run(ToolContext context, Wish wish) {
        taken.add(context.intent().key());
        return new ToolReply.Done(Map.of("article", wish.article()));
    }

    @Override
    public Optional<ToolReply> outcomeOf(ToolContext context, Wish wish) {
        return taken.contains(context.intent().key())
                ? Optional.of(new ToolReply.Done(Map.of("article", wish.article())))
                : Optional.empty();
    }
}
