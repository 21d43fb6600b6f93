package dev.switchhook.app.journal;

import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.operator.OperatorResult;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An entry of every kind, with the texts that are the hardest to keep.
final class Samples {

    static final String STRANGE =
            "\u0000\t\"\\'\u2028 Müller \uD83D\uDC86 </script> \\u0041 \u202E {\"kind\":\"x\"}\r\n";

    private static final ItemId ITEM = new ItemId("item_1");

    private Samples() {}

    static List<JournalEntry> entries() {
        Duration took = Duration.ofMillis(1234);
        return List.of(
                new JournalEntry.LineOpened(),
                new JournalEntry.Attended("Serenity Spa", Optional.empty()),
                new JournalEntry.Attended(STRANGE, Optional.of("openai")),
                new JournalEntry.ModelReady("gpt-realtime-2.1", took),
                new JournalEntry.Spoken(new Turn.Caller(STRANGE)),
                new JournalEntry.Spoken(new Turn.Caller(STRANGE), 3),
                new JournalEntry.Spoken(new Turn.Agent(ITEM, "")),
                new JournalEntry.BargedIn(List.of(new HeardItem(ITEM, 0), new HeardItem(new ItemId("i2"), 4711))),
                new JournalEntry.BargedIn(List.of()),
                new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("call_1"), "book", "{not json")),
                new JournalEntry.ToolEnded("book", new ToolOutcome.Done("{\"code\":\"ABC\"}"), took),
                new JournalEntry.ToolEnded("price", new ToolOutcome.Done("{\"price\":89}", "It is 89 euros."), took),
                new JournalEntry.ToolEnded(
                        "book", new ToolOutcome.Done("{\"code\":\"A\"}", Optional.of("A as in Anton."), false), took),
                new JournalEntry.ToolEnded("book", new ToolOutcome.Refused(STRANGE), Duration.ZERO),
                new JournalEntry.ToolEnded("cancel", new ToolOutcome.Refused("{}", Set.of("booked", "moved")), took),
                new JournalEntry.ToolEnded(
                        "find", new ToolOutcome.Done("{}", Optional.empty(), true, Set.of("booked")), took),
                new JournalEntry.ToolEnded("book", new ToolOutcome.Pending(STRANGE), Duration.ZERO),
                new JournalEntry.ToolEnded("book", new ToolOutcome.Failed(), took),
                new JournalEntry.ToolEnded("book", new ToolOutcome.TimedOut(took), took),
                new JournalEntry.FalseClaim("booked"),
                new JournalEntry.ClaimCorrected("booked"),
                operated(new OperatorAct.HangUp(), OperatorResult.ENDS_ALREADY),
                operated(new OperatorAct.SayExactly("One \"moment\", please: ü."), OperatorResult.DONE),
                operated(new OperatorAct.SayExactly("One moment.", true), OperatorResult.CUT_SHORT),
                operated(new OperatorAct.Note("A friendly caller."), OperatorResult.DONE),
                new JournalEntry.Leaving(EndReason.BOTH_SAID_GOODBYE),
                new JournalEntry.FarewellOver(true),
                new JournalEntry.FarewellOver(false),
                new JournalEntry.Apologised(),
                new JournalEntry.HangupRequested(Integer.MAX_VALUE),
                new JournalEntry.ControlFailed("503"),
                new JournalEntry.Ended(new CallEnding(EndReason.AGENT_SAID_GOODBYE, took, Duration.ofMillis(5))),
                new JournalEntry.StreamFailed("31920"),
                new JournalEntry.LineInterrupted(),
                new JournalEntry.LineResumed(took),
                new JournalEntry.FarewellTakenBack(),
                new JournalEntry.Warned(),
                new JournalEntry.EndingOverdue(Duration.ofSeconds(30)),
                new JournalEntry.LetGo(),
                new JournalEntry.TakenOver(),
                new JournalEntry.FoundLeftBehind(CallState.ENDING),
                new JournalEntry.Ignored("Played", "Talking"),
                new JournalEntry.ModelFaulted("Busy"),
                new JournalEntry.ModelLost(),
                new JournalEntry.ModelBack("xai", "grok-voice-3.0", took),
                new JournalEntry.Greeted(Duration.ofMillis(230), took),
                JournalEntry.Disclosed.of("This call is recorded.", true),
                JournalEntry.Disclosed.of("Diese Stimme ist künstlich.", false),
                new JournalEntry.Answered(Duration.ofMillis(410), took));
    }

    private static JournalEntry operated(OperatorAct act, OperatorResult result) {
        return new JournalEntry.Operated(new OperatorRequest("r-1", act, "anna"), result);
    }
}
