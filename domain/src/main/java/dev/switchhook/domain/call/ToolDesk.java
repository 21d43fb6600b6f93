package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tool calls of one call: which are running, which may still report, which id was seen before, and whether the
/// model owes the caller an answer about their outcomes.
///
/// Bounded: past 500 tool calls no further one is taken.
final class ToolDesk {

    static final int MOST_CALLS = 500;

    /// How long a tool runs before the caller is told that it takes a while.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// @param session which session of the model wants it
    /// @param answered whether the model was given something as its result
    record Running(ToolCall call, Instant since, Duration deadline, int session, boolean answered) {
        private Running whenAnswered() {
            return new Running(call, since, deadline, session, true);
        }

        Instant due() {
            return since.plus(deadline);
        }
    }

    private final Set<ToolCall.Id> seen = new HashSet<>();
    private final Map<ToolCall.Id, Running> running = new LinkedHashMap<>();
    private final Map<ToolCall.Id, Running> reporting = new LinkedHashMap<>();
    private final Set<ToolCall.Id> excused = new HashSet<>();
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
        running.put(call.id(), new Running(call, now, deadline, session, false));
        return true;
    }

    /// The call of that id has this outcome, and runs no longer. Where the outcome leaves something open, another one
    /// may come.
    ///
    /// @return the call; empty when no outcome of it is waited for, or this one says nothing new
    Optional<Running> finish(ToolCall.Id id, ToolOutcome outcome) {
        boolean open = outcome instanceof ToolOutcome.TimedOut || outcome instanceof ToolOutcome.Pending;
        Running call = running.remove(id);
        excused.remove(id);
        if (call == null) {
            call = reporting.remove(id);
            if (call == null || outcome instanceof ToolOutcome.TimedOut) {
                return Optional.empty();
            }
        }
        if (open) {
            reporting.put(id, call.whenAnswered());
        }
        return Optional.of(call);
    }

    /// Whether a tool runs for so long that the caller should be told, and was not.
    boolean takesLong(Instant now) {
        return !now.isBefore(takesLongFrom());
    }

    /// When [#takesLong] will be so, as things are.
    Instant takesLongFrom() {
        return running.values().stream()
                .filter(call -> !excused.contains(call.call.id()))
                .map(call -> call.since.plus(PATIENCE))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// The caller is told about everything that runs.
    void excuse() {
        excused.addAll(running.keySet());
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
