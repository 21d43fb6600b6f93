package dev.switchhook.domain.port.tool;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;

/// Runs the tools of the assistants. Slow: it may block. Safe for use by several threads.
@FunctionalInterface
public interface ToolRunner {

    /// Runs one tool call for the caller of this call. Bad arguments are a refusal that the model can repair; a
    /// defect is a failure. It never throws.
    ///
    /// @param caller who is served, as the carrier announced it; never taken from the arguments
    ToolOutcome run(IncomingCall caller, ToolCall call);
}
