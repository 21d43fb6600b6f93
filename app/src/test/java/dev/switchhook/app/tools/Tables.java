package dev.switchhook.app.tools;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reserves tables of a restaurant, for tests of the test kit.
@ToolDefinition(
        name = "reserve_table",
        description = "Reserves a table.",
        effect = ToolDefinition.Effect.CHANGES,
        deadlineSeconds = 5,
        filler = "Let me look in the book.")
final class Tables implements VoiceTool<Tables.Wish> {

    private final Map<String, String> codes = new LinkedHashMap<>();

    record Wish(@Min(1) @Max(20) int people, String name) {
        Wish {
            if (people == 13) {
                throw new IllegalArgumentException("thirteen brings bad luck");
            }
        }
    }

    record Reserved(String code) {}

    @Override
    public synchronized ToolReply run(ToolContext context, Wish wish) {
        return reserved(codes.computeIfAbsent(context.intent().key(), _ -> "T" + (codes.size() + 1)));
    }

    private static ToolReply reserved(String code) {
        return ToolReply.Done.saying("Your code is " + code + ".", new Reserved(code));
    }

    @Override
    public synchronized Optional<ToolReply> outcomeOf(ToolContext context, Wish wish) {
        return Optional.ofNullable(codes.get(context.intent().key())).map(Tables::reserved);
    }
}
