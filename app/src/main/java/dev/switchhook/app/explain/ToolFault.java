package dev.switchhook.app.explain;

import dev.switchhook.app.explain.Cause.Certainty;
import dev.switchhook.app.explain.Cause.Evidence;
import dev.switchhook.app.explain.Cause.Layer;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tool failed, or took so long that the caller noticed.
final class ToolFault implements Rule {

    private static final Duration LONG = Duration.ofSeconds(3);

    @Override
    public List<Cause> judge(CallStory call) {
        List<Cause> causes = new ArrayList<>();
        List<Evidence> failed = Evidences.of(call, ToolFault::failed);
        if (!failed.isEmpty()) {
            causes.add(new Cause(
                    Certainty.CERTAIN,
                    Layer.TOOL,
                    "a tool failed",
                    failed,
                    "tool-failed in the log names the failure and the line of code; what it asks may be slow"
                            + " or gone."));
        }
        List<Evidence> slow = Evidences.of(call, ToolFault::slow);
        if (!slow.isEmpty()) {
            causes.add(new Cause(
                    Certainty.POSSIBLE,
                    Layer.TOOL,
                    "a tool was slow, and the caller waited for it",
                    slow,
                    "Look at tool_duration_seconds, and at what the tool asks."));
        }
        return causes;
    }

    private static Optional<String> failed(JournalEntry entry) {
        if (!(entry instanceof JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took))) {
            return Optional.empty();
        }
        return switch (outcome) {
            case ToolOutcome.Failed _ -> Optional.of(tool + " failed after " + took.toMillis() + " ms");
            case ToolOutcome.TimedOut _ -> Optional.of(tool + " was given up after " + took.toMillis() + " ms");
            case ToolOutcome.Done _, ToolOutcome.Pending _, ToolOutcome.Refused _ -> Optional.empty();
        };
    }

    private static Optional<String> slow(JournalEntry entry) {
        return entry instanceof JournalEntry.ToolEnded(String tool, ToolOutcome outcome, Duration took)
                        && took.compareTo(LONG) > 0
                        && !(outcome instanceof ToolOutcome.Failed)
                        && !(outcome instanceof ToolOutcome.TimedOut)
                ? Optional.of(tool + " took " + took.toMillis() + " ms")
                : Optional.empty();
    }
}
