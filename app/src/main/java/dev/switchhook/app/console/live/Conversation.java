package dev.switchhook.app.console.live;

import dev.switchhook.app.console.live.CallLine.Kind;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.journal.Noted;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said in a call, and what happened that explains it.
final class Conversation {

    private final Map<ItemId, Long> heard;
    private final Map<String, String> asked = new HashMap<>();
    private final List<CallLine> lines = new ArrayList<>();

    private Conversation(Map<ItemId, Long> heard) {
        this.heard = heard;
    }

    /// The lines, in the order of speaking.
    static List<CallLine> of(CallStory story) {
        Conversation conversation = new Conversation(story.heardOfCut());
        for (Noted noted : story.inOrderOfSpeaking()) {
            conversation.take(noted.at(), noted.entry());
        }
        return List.copyOf(conversation.lines);
    }

    private void take(Instant at, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Spoken(Turn.Caller(String text), int _) ->
                lines.add(CallLine.said(at, Kind.CALLER, text, ""));
            case JournalEntry.Spoken(Turn.Agent(ItemId item, String text), int _) -> {
                HeardWords words = Optional.ofNullable(heard.get(item))
                        .map(ms -> HeardWords.of(text, ms))
                        .orElse(new HeardWords(text, ""));
                lines.add(CallLine.said(at, Kind.AGENT, words.heard(), words.unheard()));
            }
            case JournalEntry.ToolStarted(ToolCall call) -> asked.put(call.tool(), call.arguments());
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                lines.add(new CallLine(
                        at, Kind.TOOL, tool + " " + words(outcome), "", asks(tool) + outcome.answer(), took));
            case JournalEntry.BargedIn _ -> lines.add(CallLine.remark(at, "The caller interrupts"));
            case JournalEntry.FalseClaim(String kind) ->
                lines.add(CallLine.remark(at, "The agent says that something is " + kind + ", and no tool has done it"));
            case JournalEntry.ClaimCorrected(String kind) ->
                lines.add(CallLine.remark(at, "The agent has corrected itself: " + kind));
            case JournalEntry.ModelLost _ -> lines.add(CallLine.remark(at, "The speech model is lost"));
            case JournalEntry.ModelBack(String provider, String _, Duration gap) ->
                lines.add(CallLine.remark(at, provider + " goes on after " + Wordings.span(gap)));
            case JournalEntry.LineInterrupted _ -> lines.add(CallLine.remark(at, "The media connection broke"));
            case JournalEntry.LineResumed _ -> lines.add(CallLine.remark(at, "Connected again"));
            case JournalEntry.Warned _ -> lines.add(CallLine.remark(at, "The caller was told that the call ends soon"));
            default -> {
                // The list of events tells it.
            }
        }
    }

    private String asks(String tool) {
        String arguments = asked.get(tool);
        return arguments == null ? "" : arguments + " → ";
    }

    private static String words(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done _ -> "did it";
            case ToolOutcome.Pending _ -> "took it on";
            case ToolOutcome.Refused _ -> "refused";
            case ToolOutcome.Failed _ -> "failed";
            case ToolOutcome.TimedOut _ -> "gave no answer";
        };
    }
}
