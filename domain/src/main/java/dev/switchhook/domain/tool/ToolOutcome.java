package dev.switchhook.domain.tool;

import java.time.Duration;

/// How a tool call ended, with the words that the model is told.
public sealed interface ToolOutcome {

    /// What the model is told: JSON text.
    String answer();

    /// The tool did what was asked, and its effect is committed.
    record Done(String answer) implements ToolOutcome {}

    /// The tool has taken it on and will report later, as another outcome of the same call. Nothing may be claimed
    /// about its effect until then.
    ///
    /// @param answer what the model is told meanwhile, JSON text
    record Pending(String answer) implements ToolOutcome {}

    /// The tool declined for a reason of the business; nothing was changed.
    record Refused(String answer) implements ToolOutcome {}

    /// The tool broke. Nothing may be claimed about its effect.
    record Failed() implements ToolOutcome {
        @Override
        public String answer() {
            return "{\"outcome\":\"failed\",\"say\":\"That did not work just now. Do not claim that it is done.\"}";
        }
    }

    /// The tool gave no answer in time; whether it took effect is unknown.
    ///
    /// @param after how long it was waited for
    record TimedOut(Duration after) implements ToolOutcome {
        @Override
        public String answer() {
            return "{\"outcome\":\"unknown\",\"say\":\"No answer in time. Do not claim that it is done, and do not"
                    + " repeat it without checking.\"}";
        }
    }
}
