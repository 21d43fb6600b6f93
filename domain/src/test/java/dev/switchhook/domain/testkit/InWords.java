package dev.switchhook.domain.testkit;

import dev.switchhook.domain.call.CallEffect;
import dev.switchhook.domain.call.CallPhase;
import dev.switchhook.domain.call.CallPhase.Stage;
import dev.switchhook.domain.port.control.ControlCommand;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.StopReply.Cause;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.stream.Collectors;

/// What a call does and where it stands, in a few words each, for expectations and tables that people read.
public final class InWords {

    private InWords() {}

    /// An effect, for example `play 200 ms` or `look up`.
    public static String effect(CallEffect effect) {
        return switch (effect) {
            case CallEffect.ToLine(LineCommand command) -> line(command);
            case CallEffect.ToModel(SpeechCommand command) -> speech(command);
            case CallEffect.ToTools(var call, var _) ->
                "run " + call.tool() + " " + call.id().value();
            case CallEffect.ToControl(ControlCommand command) ->
                switch (command) {
                    case HANG_UP -> "hang up";
                    case LOOK_UP -> "look up";
                    case RECONNECT -> "reconnect";
                    case APOLOGISE -> "apologise";
                    case LIMIT -> "limit";
                    case LIFT_LIMIT -> "lift limit";
                };
            case CallEffect.ToJournal(var entry) -> "note " + entry.getClass().getSimpleName();
            case CallEffect.OpenModel _ -> "open model";
            case CallEffect.CloseModel _ -> "close model";
            case CallEffect.GiveModelUp _ -> "give model up";
            case CallEffect.OpenNextModel _ -> "open next model";
            case CallEffect.SwitchModel _ -> "switch model";
            case CallEffect.CloseNextModel _ -> "close next model";
            case CallEffect.CloseLine _ -> "close line";
            case CallEffect.Stand(CallState state, var _) -> "stand " + state;
            case CallEffect.LetGo _ -> "let go";
            case CallEffect.ToTape(var order) -> "tape " + order;
        };
    }

    private static String line(LineCommand command) {
        return switch (command) {
            case LineCommand.Play(var audio) -> "play " + audio.milliseconds() + " ms";
            case LineCommand.Mark(var name) -> "mark " + name.value();
            case LineCommand.StopPlaying _ -> "stop playing";
        };
    }

    private static String speech(SpeechCommand command) {
        return switch (command) {
            case SpeechCommand.Hear(var audio) -> "hear " + audio.milliseconds() + " ms";
            case SpeechCommand.Reply(String cue) -> "ask for " + purpose(cue);
            case SpeechCommand.SayExactly(String text, boolean _) -> "say exactly: " + text;
            case SpeechCommand.Tell(String text) -> "tell" + told(text);
            case SpeechCommand.StopReply(var heard, Cause cause) -> {
                String items = heard.stream()
                        .map(item -> item.item().value() + " heard " + item.milliseconds() + " ms")
                        .collect(Collectors.joining(", "));
                String whose = cause == Cause.CALLER_SPOKE ? "stop reply" : "stop reply ourselves";
                yield items.isEmpty() ? whose : whose + ": " + items;
            }
            case SpeechCommand.GiveToolResult(var call, ToolOutcome outcome) ->
                "result of " + call.value() + ": " + outcome.getClass().getSimpleName();
        };
    }

    private static String told(String text) {
        return text.contains("has answered") ? " what a tool has answered" : ": " + text;
    }

    private static String purpose(String cue) {
        if (cue.isEmpty()) {
            return "reply";
        }
        if (cue.contains("Correct yourself")) {
            return cue.contains("goodbye in the same") ? "correction and goodbye" : "correction";
        }
        if (cue.contains("answered late")) {
            return "news of a tool";
        }
        if (cue.contains("still looking")) {
            return "filler";
        }
        if (cue.contains("already said")) {
            return "continuation";
        }
        return cue.contains("goodbye")
                ? "goodbye"
                : cue.contains("still there") ? "sign of life" : cue.contains("interrupted") ? "resumption" : cue;
    }

    /// A phase by its name; a call that is being left by the name of its stage.
    public static String phase(CallPhase phase) {
        return switch (phase) {
            case CallPhase.Connecting _ -> "CONNECTING";
            case CallPhase.Talking _ -> "TALKING";
            case CallPhase.Ended _ -> "ENDED";
            case CallPhase.LetGo _ -> "LET GO";
            case CallPhase.Reconnecting lost -> "RECONNECTING: " + stage(lost.stage());
            case CallPhase.Leaving leaving -> stage(leaving.stage());
        };
    }

    private static String stage(Stage stage) {
        return switch (stage) {
            case Stage.Farewell(boolean complete, var _, var _) -> complete ? "FAREWELL SPOKEN" : "FAREWELL";
            case Stage.Grace _ -> "GRACE";
            case Stage.Apology _ -> "APOLOGY";
            case Stage.Asking _ -> "ASKING";
            case Stage.Pausing _ -> "PAUSING";
            case Stage.ClosingLine _ -> "CLOSING LINE";
        };
    }
}
