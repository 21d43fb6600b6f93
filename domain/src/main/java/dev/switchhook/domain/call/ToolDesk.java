package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The tool calls of one call: which are running, which may still report, which id was seen before and what came of
/// it, and whether the model owes the caller an answer about their outcomes.
///
/// Bounded: past 500 tool calls no further one is taken.
final class ToolDesk {

    static final int MOST_CALLS = 500;

    private static final int MOST_TOLD = 20;

    /// How long a tool runs before the caller is told that it takes a while.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// @param session which session of the model wants it
    /// @param answered whether the model was given something as its result
    /// @param filler what the agent says when it takes long; empty for words of its own
    record Running(ToolCall call, Instant since, Duration deadline, int session, boolean answered, String filler) {
        private Running whenAnswered() {
            return new Running(call, since, deadline, session, true, filler);
        }

        private Running wantedBy(int another) {
            return new Running(call, since, deadline, another, answered, filler);
        }

        Instant due() {
            return since.plus(deadline);
        }
    }

    /// Which session has used an id last.
    private final Map<ToolCall.Id, Integer> seen = new HashMap<>();

    private final ToolOutcomes outcomes = new ToolOutcomes();
    private final Map<ToolCall.Id, Running> running = new LinkedHashMap<>();
    private final Map<ToolCall.Id, Running> reporting = new LinkedHashMap<>();
    private final Set<ToolCall.Id> excused = new HashSet<>();
    private final Continuation continuation = new Continuation();
    private int session;
    private boolean answerOwed;

    /// Another session of the model begins. It has not asked for what is running, and owes nobody an answer.
    void newSession() {
        session++;
        answerOwed(false);
        continuation.gone();
    }

    /// Whether the present session of the model has asked for this.
    boolean isOfThisSession(Running call) {
        return call.session == session;
    }

    /// Takes a tool call, unless its id was seen before or there were too many. A session that wants to hang up has
    /// to be obeyed or refused anew.
    boolean take(ToolCall call, Instant now, Duration deadline) {
        return take(call, now, deadline, "");
    }

    /// The same for a tool with words of its own for the caller who waits.
    boolean take(ToolCall call, Instant now, Duration deadline, String filler) {
        boolean old = call.tool().equals(Tool.HANG_UP) ? isOfThisSession(call.id()) : seen.containsKey(call.id());
        if (seen.size() >= MOST_CALLS || old) {
            return false;
        }
        seen.put(call.id(), session);
        running.put(call.id(), new Running(call, now, deadline, session, false, filler));
        return true;
    }

    private boolean isOfThisSession(ToolCall.Id id) {
        return seen.getOrDefault(id, session + 1) == session;
    }

    /// A tool call was not taken. When an earlier session has used its id, the present one has no result yet, and gets
    /// what is known; what still runs is from now on its own.
    ///
    /// @return what is known; empty when nothing is, or the present session has used the id itself
    Optional<ToolOutcome> askedAgain(ToolCall call) {
        if (!seen.containsKey(call.id()) || isOfThisSession(call.id())) {
            return Optional.empty();
        }
        seen.put(call.id(), session);
        Running same = running.get(call.id());
        if (same == null || !same.call.equals(call)) {
            return Optional.of(outcomes.of(call));
        }
        running.put(call.id(), same.wantedBy(session));
        return Optional.empty();
    }

    /// What was asked for and is not known to be done, in words for a session that has not asked for it.
    List<String> unproven() {
        return Stream.concat(outcomes.unproven().stream(), atWork().stream()).toList();
    }

    /// What runs, in words.
    List<String> atWork() {
        return running.values().stream()
                .limit(MOST_TOLD)
                .map(it -> ToolOutcomes.words(
                        it.call, "asked for, outcome not known yet; do not ask again, the outcome will be told"))
                .toList();
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
        outcomes.keep(call.call, outcome);
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
        if (running.isEmpty()) {
            return Instant.MAX;
        }
        return running.values().stream()
                .filter(call -> !excused.contains(call.call.id()))
                .map(call -> call.since.plus(PATIENCE))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// The caller is told about everything that runs.
    ///
    /// @return in which words: those of the tool that runs for longest and has some; empty for the agent's own
    String excuse() {
        String filler = running.values().stream()
                .filter(call -> !excused.contains(call.call.id()))
                .map(Running::filler)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
        excused.addAll(running.keySet());
        return filler;
    }

    /// The calls whose deadline has passed.
    List<Running> overdue(Instant now) {
        if (running.isEmpty()) {
            // As a rule; and this is asked with every piece of sound.
            return List.of();
        }
        return running.values().stream()
                .filter(call -> !now.isBefore(call.due()))
                .toList();
    }

    Instant nextDeadline() {
        if (running.isEmpty()) {
            return Instant.MAX;
        }
        return running.values().stream()
                .map(Running::due)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /// Whether a tool runs whose name is like this.
    boolean runs(Predicate<String> like) {
        return running.values().stream().anyMatch(call -> like.test(call.call.tool()));
    }

    boolean idle() {
        return running.isEmpty();
    }

    void answerOwed(boolean owed) {
        answerOwed = owed;
        if (!owed) {
            continuation.forget();
        }
    }

    /// The reply that tells the caller what tools have answered.
    Continuation continuation() {
        return continuation;
    }

    /// Whether all tools have answered and the model has not spoken about it yet.
    boolean readyToAnswer() {
        return answerOwed && running.isEmpty();
    }
}
