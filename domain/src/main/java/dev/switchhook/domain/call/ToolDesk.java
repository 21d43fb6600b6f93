package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tool calls of one call: which are running, which id was seen before, and whether the model owes the caller an
/// answer about their outcomes.
///
/// Bounded: past 500 tool calls no further one is taken.
final class ToolDesk {

    static final int MOST_CALLS = 500;

    /// @param session which session of the model wants it
    record Running(ToolCall call, Instant since, Duration deadline, int session) {
        Instant due() {
            return since.plus(deadline);
        }
    }

    private final Set<ToolCall.Id> seen = new HashSet<>();
    private final Map<ToolCall.Id, Running> running = new LinkedHashMap<>();
    private int session;
    private boolean answerOwed;

    /// Another session of the model begins. It has not asked for what is running, and owes nobody an answer.
    void newSession() {
        session++;
        answerOwed = false;
    }

    /// Whether the present session of the model has asked for this.
    boolean isOfThisSession(Running call) {
        return call.session == session;
    }

    /// Takes a tool call, unless its id was seen before or there were too many.
    boolean take(ToolCall call, Instant now, Duration deadline) {
        if (seen.size() >= MOST_CALLS || !seen.add(call.id())) {
            return false;
        }
        running.put(call.id(), new Running(call, now, deadline, session));
        return true;
    }

    /// The running call of that id, which runs no longer; empty when it does not run, for example because it was
    /// given up.
    Optional<Running> finish(ToolCall.Id id) {
        return Optional.ofNullable(running.remove(id));
    }

    /// The calls whose deadline has passed.
    List<Running> overdue(Instant now) {
        return running.values().stream()
                .filter(call -> !now.isBefore(call.due()))
                .toList();
    }

    Instant nextDeadline() {
        return running.values().stream()
                .map(Running::due)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    boolean idle() {
        return running.isEmpty();
    }

    void answerOwed(boolean owed) {
        answerOwed = owed;
    }

    /// Whether all tools have answered and the model has not spoken about it yet.
    boolean readyToAnswer() {
        return answerOwed && running.isEmpty();
    }
}
