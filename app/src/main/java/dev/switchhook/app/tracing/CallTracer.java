package dev.switchhook.app.tracing;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the calls of this process by what is noted in them. Fast: a few words per entry, nothing per frame of sound.
/// Calls that are not traced cost a hash. Safe for use by several threads.
public final class CallTracer implements CallJournal {

    /// More calls than that are not followed at once; the one of which nothing was heard for longest is forgotten.
    private static final int MOST_CALLS = 10_000;

    private final Traces traces;
    private final double part;
    private final Set<String> tools;
    private final Map<CallId, CallTrail> trails = new LinkedHashMap<>(16, 0.75f, true);

    /// Follows calls and hands what has ended to these traces.
    ///
    /// @param part of all calls, 0 to 1
    /// @param tools which tools there are
    public CallTracer(Traces traces, double part, Collection<String> tools) {
        this.traces = traces;
        this.part = part;
        this.tools = Set.copyOf(tools);
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        if (entry instanceof JournalEntry.Ignored || entry instanceof JournalEntry.Spoken) {
            return;
        }
        TraceName name = TraceName.of(call);
        if (!name.isIn(part)) {
            return;
        }
        List<Period> ended;
        synchronized (trails) {
            CallTrail trail = trails.get(call);
            if (trail == null) {
                if (!begins(entry)) {
                    return;
                }
                trail = trail(call, at);
            }
            ended = trail.on(at, entry);
            if (ends(entry)) {
                trails.remove(call);
            }
        }
        ended.forEach(period -> traces.add(call, name, period));
    }

    /// The carrier has announced a call and was answered.
    void announced(CallId call, Instant from, Instant until, String answer) {
        webhook(call, Period.part("webhook voice", from, until).with("switchhook.answer", answer));
        synchronized (trails) {
            if (TraceName.of(call).isIn(part) && !trails.containsKey(call)) {
                trail(call, from);
            }
        }
    }

    /// The carrier has asked something about a call and was answered.
    void webhook(CallId call, Period period) {
        TraceName name = TraceName.of(call);
        if (name.isIn(part)) {
            traces.add(call, name, period);
        }
    }

    /// The carrier has said that a call is over. It may be served by another process, or by nobody: that cannot be told
    /// from here.
    void down(CallId call, Instant at) {
        TraceName name = TraceName.of(call);
        synchronized (trails) {
            CallTrail trail = trails.get(call);
            if (trail == null || trail.served()) {
                return;
            }
            trails.remove(call);
        }
        traces.add(call, name, Period.part("over, not connected here", at, at));
    }

    private CallTrail trail(CallId call, Instant began) {
        CallTrail trail = new CallTrail(tools, began);
        trails.put(call, trail);
        if (trails.size() > MOST_CALLS) {
            trails.remove(trails.keySet().iterator().next());
        }
        return trail;
    }

    private static boolean begins(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.LineOpened _, JournalEntry.LineResumed _, JournalEntry.FoundLeftBehind _ -> true;
            default -> false;
        };
    }

    private static boolean ends(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Ended _, JournalEntry.LetGo _, JournalEntry.TakenOver _ -> true;
            default -> false;
        };
    }

    /// How many calls are followed now.
    int calls() {
        synchronized (trails) {
            return trails.size();
        }
    }
}
