package dev.switchhook.app.journal;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.Optional;

/// Entries of the journal without what is private in them: what was said, what tools were asked and answered. What is
/// left
/// still tells how the call went.
final class Wordless {

    /// Stands where words were.
    static final String WORDS = "[deleted]";

    private static final String NOTHING = "{}";

    private Wordless() {}

    /// The entry without words; the same one when it has none.
    static JournalEntry of(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Spoken(Turn.Caller _, int overtaken) ->
                new JournalEntry.Spoken(new Turn.Caller(WORDS), overtaken);
            case JournalEntry.Spoken(Turn.Agent(var item, String _), int overtaken) ->
                new JournalEntry.Spoken(new Turn.Agent(item, WORDS), overtaken);
            case JournalEntry.ToolStarted(ToolCall call) ->
                new JournalEntry.ToolStarted(new ToolCall(call.id(), call.tool(), NOTHING));
            case JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took) ->
                new JournalEntry.ToolEnded(tool, of(outcome), took);
            case JournalEntry.Operated(OperatorRequest(String id, OperatorAct act, String who), var result) ->
                new JournalEntry.Operated(new OperatorRequest(id, of(act), who), result);
            // A provider may repeat in its message what was said.
            case JournalEntry.ModelFaulted _ -> new JournalEntry.ModelFaulted(WORDS);
            case JournalEntry.ControlFailed _ -> new JournalEntry.ControlFailed(WORDS);
            case JournalEntry.LineOpened _,
                    JournalEntry.Attended _,
                    JournalEntry.StreamFailed _,
                    JournalEntry.ModelReady _,
                    JournalEntry.BargedIn _,
                    JournalEntry.FalseClaim _,
                    JournalEntry.ClaimCorrected _,
                    JournalEntry.Leaving _,
                    JournalEntry.FarewellOver _,
                    JournalEntry.Apologised _,
                    JournalEntry.HangupRequested _,
                    JournalEntry.Ended _,
                    JournalEntry.LineInterrupted _,
                    JournalEntry.LineResumed _,
                    JournalEntry.FarewellTakenBack _,
                    JournalEntry.Warned _,
                    JournalEntry.EndingOverdue _,
                    JournalEntry.LetGo _,
                    JournalEntry.TakenOver _,
                    JournalEntry.FoundLeftBehind _,
                    JournalEntry.Ignored _,
                    JournalEntry.ModelLost _,
                    JournalEntry.ModelBack _,
                    JournalEntry.Disclosed _,
                    JournalEntry.Greeted _,
                    JournalEntry.Answered _ -> entry;
        };
    }

    private static OperatorAct of(OperatorAct act) {
        return switch (act) {
            case OperatorAct.HangUp hangUp -> hangUp;
            case OperatorAct.SayExactly(String _, boolean interruptible) ->
                new OperatorAct.SayExactly(WORDS, interruptible);
            case OperatorAct.Note(String _) -> new OperatorAct.Note(WORDS);
        };
    }

    private static ToolOutcome of(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Done done ->
                new ToolOutcome.Done(NOTHING, Optional.empty(), done.interruptible(), done.shown());
            case ToolOutcome.Pending _ -> new ToolOutcome.Pending(NOTHING);
            case ToolOutcome.Refused refused -> new ToolOutcome.Refused(NOTHING, refused.shown());
            case ToolOutcome.Failed _, ToolOutcome.TimedOut _ -> outcome;
        };
    }
}
