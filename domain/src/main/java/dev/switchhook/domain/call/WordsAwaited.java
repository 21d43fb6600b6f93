package dev.switchhook.domain.call;

import dev.switchhook.domain.tool.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Tool calls that have to know what the caller has said, and wait until the words of the caller's last turn are
/// written
/// down: some providers tell them long after the model has asked for the tool.
///
/// Bounded: as many as tool calls may run.
final class WordsAwaited {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /// @param turn the caller's last turn when the model asked
    private record Waiting(ToolCall call, int turn, Instant until) {}

    private final Map<ToolCall.Id, Waiting> waiting = new LinkedHashMap<>();

    /// A tool call waits for the words of this turn: 2 s at most, and half of its time at most.
    void add(ToolCall call, int turn, Duration deadline, Instant now) {
        Duration half = deadline.dividedBy(2);
        waiting.put(call.id(), new Waiting(call, turn, now.plus(half.compareTo(LONGEST) < 0 ? half : LONGEST)));
    }

    /// Takes those that need not wait any longer, in the order in which they were asked for.
    ///
    /// @param awaited whether the words of this turn are not known
    List<ToolCall> ready(IntPredicate awaited, Instant now) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<ToolCall> ready = new ArrayList<>();
        for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (!now.isBefore(next.until) || !awaited.test(next.turn)) {
                ready.add(next.call);
                all.remove();
            }
        }
        return ready;
    }

    /// Takes all of them.
    List<ToolCall> drop() {
        return ready(_ -> false, Instant.MAX);
    }

    /// When the first of them has waited long enough.
    Instant until() {
        if (waiting.isEmpty()) {
            // As a rule; and this is asked with every piece of sound.
            return Instant.MAX;
        }
        return waiting.values().stream()
                .map(Waiting::until)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
