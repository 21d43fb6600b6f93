package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the tool calls of one call have come to so far, for a session of the model that has not asked for them.
///
/// Bounded: an answer past 4,000 characters, and the oldest answers once all are longer than 64,000, are kept as the
/// mere fact that there was one. How many calls there may be, the [ToolDesk] decides.
final class ToolOutcomes {

    private static final int LONGEST_ANSWER = 4_000;
    private static final int LONGEST_ANSWERS = 64_000;
    private static final int LONGEST_WORDS = 400;
    private static final int MOST_TOLD = 20;

    private static final ToolOutcome OTHER_WORDS =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"say\":\"Something else was asked for under this id"
                    + " before. Check what is already done before you ask again.\"}");

    /// @param words the beginning of the arguments
    /// @param hash of the whole arguments
    private record Known(String tool, String words, int hash, ToolOutcome outcome) {
        Known inShort() {
            return new Known(tool, words, hash, ToolOutcomes.inShort(outcome));
        }
    }

    private final Map<ToolCall.Id, Known> known = new LinkedHashMap<>();

    /// The latest outcome of this call.
    void keep(ToolCall call, ToolOutcome outcome) {
        known.remove(call.id());
        Known latest = new Known(
                call.tool(), beginning(call.arguments()), call.arguments().hashCode(), outcome);
        known.put(call.id(), outcome.answer().length() > LONGEST_ANSWER ? latest.inShort() : latest);
        int characters = known.values().stream()
                .mapToInt(it -> it.outcome.answer().length())
                .sum();
        for (Map.Entry<ToolCall.Id, Known> oldest : known.entrySet()) {
            if (characters <= LONGEST_ANSWERS) {
                break;
            }
            characters -= oldest.getValue().outcome.answer().length();
            oldest.setValue(oldest.getValue().inShort());
            characters += oldest.getValue().outcome.answer().length();
        }
    }

    /// What another session is given that asks for this under an id that an earlier one has used.
    ToolOutcome of(ToolCall call) {
        Known before = known.get(call.id());
        return before != null
                        && before.tool.equals(call.tool())
                        && before.hash == call.arguments().hashCode()
                ? before.outcome
                : OTHER_WORDS;
    }

    /// The latest outcomes that are no proof of anything done, oldest first, in words.
    List<String> unproven() {
        List<String> lines = known.values().stream()
                .filter(it -> !(it.outcome instanceof ToolOutcome.Done) && !it.tool.equals(Tool.HANG_UP))
                .map(it -> words(it.tool, it.words, came(it.outcome)))
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_TOLD), lines.size());
    }

    /// A tool call in one line.
    static String words(ToolCall call, String cameTo) {
        return words(call.tool(), beginning(call.arguments()), cameTo);
    }

    private static String words(String tool, String arguments, String cameTo) {
        return beginning(Recollection.oneLine(tool)) + " " + Recollection.oneLine(arguments) + ": " + cameTo;
    }

    private static String came(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> "done";
            case ToolOutcome.Pending(String answer) ->
                "taken on, and not done yet; do not ask again, the outcome will be told: " + told(answer);
            case ToolOutcome.Refused(String answer, var _) -> "refused, nothing was changed: " + told(answer);
            case ToolOutcome.Failed _ -> "failed; do not claim that it is done";
            case ToolOutcome.TimedOut _ ->
                "no answer in time, so that it is unknown whether it is done; do not repeat it without checking";
        };
    }

    private static String told(String answer) {
        return Recollection.oneLine(beginning(answer));
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS) + "...";
    }

    private static ToolOutcome inShort(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ ->
                new ToolOutcome.Done("{\"outcome\":\"done\",\"say\":\"Already done; the details are not kept.\"}");
            case ToolOutcome.Pending _ -> new ToolOutcome.Pending("{\"outcome\":\"pending\"}");
            case ToolOutcome.Refused _ -> new ToolOutcome.Refused("{\"outcome\":\"refused\"}");
            case ToolOutcome.Failed _, ToolOutcome.TimedOut _ -> outcome;
        };
    }
}
