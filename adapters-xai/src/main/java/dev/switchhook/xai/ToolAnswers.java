package dev.switchhook.xai;

import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.ReplyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds the answers of tools back until the response that called them is done: the provider does not know the call
/// before (`invalid_tool_call_id`, wire/xai.md 3.3). Owned by the dialogue.
///
/// Bounded by the number of calls: past 500 no further call is taken.
final class ToolAnswers {

    private static final int MOST_CALLS = 500;

    /// An answer on its way to the provider.
    record Answer(ToolCall.Id call, String text) {}

    private final Set<ToolCall.Id> seen = new HashSet<>();
    private final Map<ToolCall.Id, ReplyId> open = new HashMap<>();
    private final List<Answer> held = new ArrayList<>();

    /// Notes that a tool is wanted.
    ///
    /// @param underway whether the response is still going on
    /// @return false when this call is known already, or there were too many
    boolean wanted(ToolCall.Id call, ReplyId reply, boolean underway) {
        if (seen.size() >= MOST_CALLS || !seen.add(call)) {
            return false;
        }
        if (underway) {
            open.put(call, reply);
        }
        return true;
    }

    /// Whether this answer must wait; then it is kept.
    boolean hold(Answer answer) {
        return open.containsKey(answer.call) && held.add(answer);
    }

    /// The response is done.
    ///
    /// @return the answers that need not wait any longer, in the order in which they came
    List<Answer> release(ReplyId reply) {
        open.values().removeIf(reply::equals);
        List<Answer> free =
                held.stream().filter(answer -> !open.containsKey(answer.call)).toList();
        held.removeAll(free);
        return free;
    }
}
