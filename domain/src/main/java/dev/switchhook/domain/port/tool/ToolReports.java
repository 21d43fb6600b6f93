package dev.switchhook.domain.port.tool;

import dev.switchhook.domain.tool.ToolOutcome;

/// Takes what a tool reports after it has answered with [ToolOutcome.Pending]: the outcome of that one tool call. Fast;
/// safe for use by several threads; it never throws.
@FunctionalInterface
public interface ToolReports {

    /// Reports. The model is told once, at a moment in which nobody speaks; a report after the last one, or after the
    /// end of the call, is dropped.
    ///
    /// @param outcome the last report, unless it is another [ToolOutcome.Pending]
    void report(ToolOutcome outcome);
}
