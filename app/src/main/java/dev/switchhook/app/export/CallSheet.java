package dev.switchhook.app.export;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// One call for people: how it ended and with which proof, and then what happened in it. Lines are at most 100 columns
/// wide.
final class CallSheet {

    private static final DateTimeFormatter BEGAN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final int WIDTH = 100;
    private static final int LONGEST_KINDS = 30;
    private static final int LONGEST_ANSWER = 400;
    private static final String INDENT = " ".repeat(21);

    private final CallStory call;
    private final Map<ItemId, Long> heard;
    private final List<String> lines = new ArrayList<>();

    private CallSheet(CallStory call) {
        this.call = call;
        this.heard = call.heardOfCut();
    }

    static String of(CallStory call, ZoneId zone) {
        CallSheet sheet = new CallSheet(call);
        sheet.head(zone);
        sheet.transcript();
        return String.join("\n", sheet.lines);
    }

    private void head(ZoneId zone) {
        head("call", call.call().value());
        head("began", call.began().map(at -> BEGAN.format(at.atZone(zone))).orElse("not known"));
        call.registered().ifPresent(record -> head("caller", record.caller().toString()));
        head("state", call.state().name().toLowerCase(Locale.ROOT) + length());
        call.reason().ifPresent(reason -> head("end", end(reason)));
        call.farewellHeardWholly()
                .ifPresent(wholly -> head(
                        "farewell",
                        wholly
                                ? "heard to its last word, 0 ms cut off"
                                : "not proven to have been heard to its last word"));
        head("hang-up", proof());
        if (!call.falseClaims().isEmpty()) {
            head("claims", call.falseClaims().size() + " not so, told to the caller: " + kinds() + corrected());
        }
    }

    private String kinds() {
        String kinds = String.join(", ", new TreeSet<>(call.falseClaims()));
        return kinds.length() <= LONGEST_KINDS ? kinds : kinds.substring(0, LONGEST_KINDS - 3) + "...";
    }

    private String corrected() {
        return call.uncorrectedClaims() == 0 ? "; corrected in the call" : "; not corrected in the call";
    }

    private void head(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-10s%s", name, value));
    }

    private String length() {
        return call.duration()
                .map(length ->
                        String.format(Locale.ROOT, " after %d min %d s", length.toMinutes(), length.toSecondsPart()))
                .orElse("");
    }

    private static String end(EndReason reason) {
        return reason + ", decided by " + reason.decidedBy() + ", blame " + reason.blame();
    }

    private String proof() {
        long attempts = call.hangupAttempts();
        String asked = switch ((int) Math.min(attempts, 2)) {
            case 0 -> "not asked for";
            case 1 -> "asked for once";
            default -> "asked for " + attempts + " times";
        };
        return call.ending()
                .map(ending ->
                        asked + "; the line was down " + ending.decisionToDown().toMillis() + " ms after the decision")
                .orElse(asked + "; it is not noted that the line is down");
    }

    private void transcript() {
        if (call.notes().isEmpty()) {
            return;
        }
        lines.add("");
        Instant start = call.notes().getFirst().at();
        for (Noted noted : call.inOrderOfSpeaking()) {
            double seconds = Duration.between(start, noted.at()).toMillis() / 1000.0;
            wrapped(String.format(Locale.ROOT, "%8.2f s  ", seconds) + harmless(words(noted.entry())));
        }
    }

    private String words(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.LineOpened _ -> "(the line is open)";
            case JournalEntry.Attended(String assistant, Optional<String> provider) ->
                "(" + assistant + " answers" + provider.map(" with "::concat).orElse("") + ")";
            case JournalEntry.ModelReady(String model, Duration after) ->
                "(" + model + " is ready after " + after.toMillis() + " ms)";
            case JournalEntry.Spoken(Turn.Caller(String text), int _) -> "caller:  " + text;
            case JournalEntry.Spoken(Turn.Agent(ItemId item, String text), int _) -> "agent:   " + text + cut(item);
            case JournalEntry.BargedIn(List<HeardItem> items) -> interrupted(items);
            case JournalEntry.ToolStarted(ToolCall tool) -> "tool:    " + tool.tool() + " " + bounded(tool.arguments());
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                "tool:    " + tool + " " + outcome(outcome) + " after " + took.toMillis() + " ms "
                        + bounded(outcome.answer());
            case JournalEntry.FalseClaim(String kind) -> "(the agent has claimed what no tool has done: " + kind + ")";
            case JournalEntry.ClaimCorrected(String kind) -> "(the agent has corrected itself: " + kind + ")";
            case JournalEntry.Operated operated -> operated(operated);
            case JournalEntry.Leaving(EndReason reason) -> "(it is decided to end the call: " + reason + ")";
            case JournalEntry.FarewellOver(boolean wholly) ->
                wholly ? "(the farewell was heard to its last word)" : "(the farewell was not heard to its end)";
            case JournalEntry.Apologised _ -> "(the carrier tells the caller that we cannot go on)";
            case JournalEntry.HangupRequested(int attempt) -> "(hang-up requested, attempt " + attempt + ")";
            case JournalEntry.ControlFailed(String why) -> "(the attempt proved nothing: " + why + ")";
            case JournalEntry.Ended _ -> "(the line is down)";
            case JournalEntry.LineInterrupted _ -> "(the media connection broke)";
            case JournalEntry.LineResumed(Duration gap) ->
                gap.isZero() ? "(connected again)" : "(connected again after " + gap.toMillis() + " ms)";
            case JournalEntry.FarewellTakenBack _ -> "(the caller objects, and the call goes on)";
            case JournalEntry.Warned _ -> "(the caller was told that the call ends soon)";
            case JournalEntry.EndingOverdue(Duration since) ->
                "(the line is not proven down after " + since.toSeconds() + " s)";
            case JournalEntry.StreamFailed(String error) ->
                "(the carrier reports about the media connection: " + error + ")";
            case JournalEntry.LetGo _ -> "(the process stops, and lets the call go)";
            case JournalEntry.TakenOver _ -> "(another process has taken the call over)";
            case JournalEntry.FoundLeftBehind(var state) ->
                "(taken over from a process that left it " + state.name().toLowerCase(Locale.ROOT) + ")";
            case JournalEntry.Ignored(String event, String phase) ->
                "(" + event + " means nothing while " + phase + ")";
            case JournalEntry.ModelFaulted(String fault) -> "(model fault: " + fault + ")";
            case JournalEntry.ModelLost _ -> "(the model is lost)";
            case JournalEntry.ModelBack(String provider, String model, Duration gap) ->
                "(" + provider + " goes on with " + model + " after " + gap.toMillis() + " ms)";
            case JournalEntry.Disclosed(String version, String text, boolean wholly) ->
                "(disclosed, text " + version + ", " + (wholly ? "heard to its end" : "not heard to its end") + ": "
                        + text + ")";
            case JournalEntry.Greeted(Duration sent, Duration heard) ->
                "(greeted: first sound after " + sent.toMillis() + " ms, heard after " + heard.toMillis() + " ms)";
            case JournalEntry.Answered(Duration sent, Duration heard) ->
                "(answered: first sound after " + sent.toMillis() + " ms, heard after " + heard.toMillis() + " ms)";
        };
    }

    private String cut(ItemId item) {
        Long milliseconds = heard.get(item);
        return milliseconds == null ? "" : " [cut short: " + milliseconds + " ms of it were heard]";
    }

    private static String interrupted(List<HeardItem> items) {
        long milliseconds = items.stream().mapToLong(HeardItem::milliseconds).sum();
        return "(the caller interrupts, after " + milliseconds + " ms of what is being said)";
    }

    private static String operated(JournalEntry.Operated entry) {
        OperatorRequest request = entry.request();
        String what = switch (request.act()) {
            case OperatorAct.HangUp _ -> "hangs up";
            case OperatorAct.SayExactly(String text, boolean _) -> "has the agent say: " + text;
            case OperatorAct.Note(String text) -> "notes: " + text;
        };
        return "operator " + request.who() + " " + what + " ("
                + entry.result().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }

    private static String outcome(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> "did it";
            case ToolOutcome.Pending _ -> "took it on";
            case ToolOutcome.Refused _ -> "refused";
            case ToolOutcome.Failed _ -> "failed";
            case ToolOutcome.TimedOut _ -> "gave no answer";
        };
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "...";
    }

    /// What callers and models say must not move a terminal, nor turn the direction of its text.
    private static String harmless(String text) {
        return text.replaceAll("\\p{Cf}", "").replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", " ");
    }

    private void wrapped(String line) {
        String rest = line.stripTrailing();
        while (rest.length() > WIDTH) {
            int end = breakIn(rest);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = INDENT + rest.substring(end).strip();
        }
        lines.add(rest);
    }

    /// Behind the last word that fits; in JSON, behind its last comma; else where the line is full.
    private static int breakIn(String line) {
        int space = line.lastIndexOf(' ', WIDTH);
        if (space > INDENT.length()) {
            return space;
        }
        int comma = line.lastIndexOf(',', WIDTH - 1) + 1;
        if (comma > INDENT.length()) {
            return comma;
        }
        return Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
    }
}
