package dev.switchhook.app.tracing;

import dev.switchhook.app.tracing.Period.Mark;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One call as this process sees it: takes what is noted, gives the parts that are over. It remembers a few words and
/// at most [#MOST_MARKS] moments. Used under one lock.
final class CallTrail {

    /// More moments than that tell nothing more.
    static final int MOST_MARKS = 100;

    private static final String OTHER = "other";

    private final Set<String> tools;
    private final Instant began;
    private final Map<String, String> words = new TreeMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private boolean found;
    private boolean served;
    private long turns;
    private Optional<Instant> media = Optional.empty();
    private Optional<Instant> session = Optional.empty();
    private Optional<Duration> ready = Optional.empty();
    private List<Period> done = new ArrayList<>();

    /// @param tools which tools there are: the model may ask for one by any name
    /// @param began when this process first heard of the call
    CallTrail(Set<String> tools, Instant began) {
        this.tools = tools;
        this.began = began;
    }

    /// Whether a conversation was noted here.
    boolean served() {
        return served;
    }

    /// Takes an entry.
    ///
    /// @return what has ended with it; the last of them is the whole of it when nothing more is to come
    List<Period> on(Instant at, JournalEntry entry) {
        boolean first = !served;
        served = true;
        switch (entry) {
            case JournalEntry.LineOpened _ -> media = Optional.of(at);
            case JournalEntry.LineResumed(Duration gap) -> {
                found |= first;
                media = Optional.of(at);
                mark(at, "line resumed", Map.of("gap_ms", Long.toString(gap.toMillis())));
            }
            case JournalEntry.FoundLeftBehind(CallState state) -> {
                found = true;
                mark(at, "found left behind", Map.of("state", word(state)));
            }
            case JournalEntry.Attended(String assistant, Optional<String> provider) -> {
                words.put("switchhook.assistant", TraceWords.name(assistant));
                provider.ifPresent(name -> words.put("switchhook.provider", TraceWords.name(name)));
            }
            case JournalEntry.ModelReady(String model, Duration after) -> sessionBegins(at, after, model);
            case JournalEntry.ModelBack(String provider, String model, Duration gap) -> {
                sessionEnds(at, false);
                words.put("switchhook.provider", TraceWords.name(provider));
                sessionBegins(at, gap, model);
            }
            case JournalEntry.ModelLost _ -> sessionEnds(at, true);
            case JournalEntry.ModelFaulted(String fault) ->
                mark(at, "model faulted", Map.of("fault", TraceWords.kind(fault)));
            case JournalEntry.LineInterrupted _ -> mediaEnds(at, true);
            case JournalEntry.Greeted(Duration sent, Duration heard) -> turn("greeting", at, sent, heard);
            case JournalEntry.Answered(Duration sent, Duration heard) -> turn("turn", at, sent, heard);
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                done.add(Period.before("tool", at, took)
                        .with("switchhook.tool", tools.contains(tool) ? tool : OTHER)
                        .with("switchhook.outcome", word(outcome))
                        .failedIf(outcome instanceof ToolOutcome.Failed || outcome instanceof ToolOutcome.TimedOut));
            case JournalEntry.StreamFailed _ -> mark(at, "media connection failed", Map.of());
            case JournalEntry.BargedIn _ -> mark(at, "caller interrupts", Map.of());
            case JournalEntry.FalseClaim _ -> mark(at, "false claim", Map.of());
            case JournalEntry.ClaimCorrected _ -> mark(at, "claim corrected", Map.of());
            case JournalEntry.Leaving(EndReason reason) -> mark(at, "leaving", Map.of("reason", word(reason)));
            case JournalEntry.FarewellTakenBack _ -> mark(at, "farewell taken back", Map.of());
            case JournalEntry.FarewellOver(boolean wholly) ->
                mark(at, "farewell over", Map.of("heard_wholly", Boolean.toString(wholly)));
            case JournalEntry.HangupRequested _ -> mark(at, "hang-up requested", Map.of());
            case JournalEntry.ControlFailed _ -> mark(at, "control failed", Map.of());
            case JournalEntry.EndingOverdue _ -> mark(at, "ending overdue", Map.of());
            case JournalEntry.Apologised _ -> mark(at, "apologised", Map.of());
            case JournalEntry.LetGo _ -> over(at, "let go", Optional.empty());
            case JournalEntry.TakenOver _ -> over(at, "taken over", Optional.empty());
            case JournalEntry.Ended(CallEnding ending) -> over(at, "ended", Optional.of(ending));
            default -> {
                // Words, and what began: tools are told once they have ended.
            }
        }
        List<Period> ended = done;
        done = new ArrayList<>();
        return ended;
    }

    private void turn(String name, Instant heardAt, Duration sent, Duration heard) {
        turns++;
        done.add(Period.before(name, heardAt, sent.plus(heard))
                .with("switchhook.sent_ms", sent.toMillis())
                .with("switchhook.heard_ms", sent.plus(heard).toMillis())
                .with(new Mark(heardAt.minus(heard), "first sound sent", Map.of())));
    }

    private void sessionBegins(Instant at, Duration after, String model) {
        words.put("switchhook.model", TraceWords.name(model));
        session = Optional.of(at.minus(after));
        ready = Optional.of(after);
    }

    private void sessionEnds(Instant at, boolean failed) {
        session.ifPresent(since -> {
            Period period = Period.part("provider session", since, at)
                    .with("switchhook.ready_ms", ready.orElse(Duration.ZERO).toMillis())
                    .failedIf(failed);
            for (String key : List.of("switchhook.provider", "switchhook.model")) {
                period = words.containsKey(key) ? period.with(key, words.get(key)) : period;
            }
            done.add(period);
        });
        session = Optional.empty();
    }

    private void mediaEnds(Instant at, boolean failed) {
        media.ifPresent(since -> done.add(Period.part("media stream", since, at).failedIf(failed)));
        media = Optional.empty();
    }

    private void over(Instant at, String how, Optional<CallEnding> ending) {
        sessionEnds(at, false);
        mediaEnds(at, false);
        ending.filter(it -> it.decisionToDown().isPositive())
                .ifPresent(it -> done.add(Period.before("hang-up", at, it.decisionToDown())
                        .with("switchhook.reason", word(it.reason()))
                        .with("switchhook.requests", marked("hang-up requested"))));
        Map<String, String> about = new TreeMap<>(words);
        about.put("switchhook.outcome", how);
        ending.ifPresent(it -> {
            about.put("switchhook.reason", word(it.reason()));
            about.put("switchhook.blame", word(it.blame()));
        });
        Map<String, Long> figures = new TreeMap<>(Map.of("switchhook.turns", turns));
        ending.ifPresent(
                it -> figures.put("switchhook.down_ms", it.decisionToDown().toMillis()));
        boolean failed = ending.map(CallEnding::blame)
                .filter(blame -> blame != Blame.NOBODY && blame != Blame.CALLER)
                .isPresent();
        done.add(new Period(found ? "call, taken over" : "call", !found, began, at, about, figures, failed, marks));
    }

    private long marked(String name) {
        return marks.stream().filter(mark -> mark.name().equals(name)).count();
    }

    private void mark(Instant at, String name, Map<String, String> about) {
        if (marks.size() < MOST_MARKS) {
            marks.add(new Mark(at, name, about));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String word(ToolOutcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
