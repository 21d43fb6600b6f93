package dev.switchhook.app.rehearsal;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.Turn;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Prints what is said and done in a rehearsed call, while it happens. Only rehearsed words get here, so nothing is
/// private.
final class Transcript implements CallJournal {

    private final PrintStream out;
    private final Map<CallId, Instant> began = new ConcurrentHashMap<>();

    Transcript(PrintStream out) {
        this.out = out;
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        Instant start = began.computeIfAbsent(call, _ -> at);
        line(entry).ifPresent(line -> {
            double seconds = Duration.between(start, at).toMillis() / 1000.0;
            out.println(String.format(Locale.ROOT, "  %6.2f s  %s", seconds, line));
        });
    }

    private static Optional<String> line(JournalEntry entry) {
        return Optional.ofNullable(
                switch (entry) {
                    case JournalEntry.LineOpened _ -> "(the line is open)";
                    case JournalEntry.ModelReady(String model, Duration after) ->
                        "(" + model + " is ready after " + after.toMillis() + " ms)";
                    case JournalEntry.Spoken(Turn.Caller(String text), int _) -> "caller: " + text;
                    case JournalEntry.Spoken(Turn.Agent agent, int _) -> "agent:  " + agent.text();
                    case JournalEntry.BargedIn barge ->
                        "(the caller interrupts after "
                                + barge.heard().stream()
                                        .mapToLong(HeardItem::milliseconds)
                                        .sum()
                                + " ms of that)";
                    case JournalEntry.ToolStarted(var tool) -> "tool:   " + tool.tool() + " " + tool.arguments();
                    case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                        "tool:   " + shortened(outcome.answer()) + " (" + took.toMillis() + " ms)";
                    case JournalEntry.FalseClaim(String kind) ->
                        "(the agent has claimed what no tool has done: " + kind + ")";
                    case JournalEntry.ClaimCorrected(String kind) -> "(the agent has corrected itself: " + kind + ")";
                    case JournalEntry.Operated(var request, var result) ->
                        "(operator " + request.who() + " does something: " + result + ")";
                    case JournalEntry.Leaving(var reason) -> "(leaving: " + reason + ")";
                    case JournalEntry.FarewellOver(boolean wholly) ->
                        wholly
                                ? "(the farewell was heard to its last word)"
                                : "(the farewell was not heard to its end)";
                    case JournalEntry.Apologised _ -> "(the carrier tells the caller that we cannot go on)";
                    case JournalEntry.HangupRequested(int attempt) -> "(hang-up requested, attempt " + attempt + ")";
                    case JournalEntry.Ended(var ending) ->
                        "(the line is down, " + ending.decisionToDown().toMillis() + " ms after the farewell)";
                    case JournalEntry.ControlFailed(String why) -> "(control failed: " + why + ")";
                    case JournalEntry.ModelFaulted(String fault) -> "(model fault: " + fault + ")";
                    case JournalEntry.LineInterrupted _ -> "(the media connection broke)";
                    case JournalEntry.LineResumed(Duration gap) -> "(connected again after " + gap.toMillis() + " ms)";
                    case JournalEntry.FarewellTakenBack _ -> "(the caller objects, and the call goes on)";
                    case JournalEntry.Warned _ -> "(the caller was told that the call ends soon)";
                    case JournalEntry.EndingOverdue(Duration since) ->
                        "(the line is not proven down after " + since.toSeconds() + " s)";
                    case JournalEntry.StreamFailed(String error) -> "(media connection: " + error + ")";
                    case JournalEntry.LetGo _ -> "(let go for another process)";
                    case JournalEntry.TakenOver _ -> "(taken over by another process)";
                    case JournalEntry.FoundLeftBehind(var state) -> "(found left behind: " + state + ")";
                    case JournalEntry.ModelLost _ -> "(the model is lost)";
                    case JournalEntry.ModelBack(String provider, String model, Duration gap) ->
                        "(" + provider + " goes on with " + model + " after " + gap.toMillis() + " ms)";
                    case JournalEntry.Disclosed(var _, var _, boolean wholly) ->
                        wholly ? "(the disclosure was heard to its end)" : "(the disclosure was not heard to its end)";
                    case JournalEntry.Attended _,
                            JournalEntry.Greeted _,
                            JournalEntry.Answered _,
                            JournalEntry.Ignored _ -> null;
                });
    }

    private static String shortened(String text) {
        return text.length() <= 150 ? text : text.substring(0, 150) + "...";
    }
}
