package dev.switchhook.domain.port.tool;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.List;

/// Runs the tools of the assistants. Slow: it may block. Safe for use by several threads.
@FunctionalInterface
public interface ToolRunner {

    /// Runs one tool call for the caller of this call. Bad arguments are a refusal that the model can repair; a
    /// defect is a failure. It never throws.
    ///
    /// A tool that may take longer than a caller waits answers early with [ToolOutcome.Pending], and reports later.
    ///
    /// @param caller who is served, as the carrier announced it; never taken from the arguments
    /// @param said what was said before the model asked
    /// @param later where it reports, from any thread, as long as this process serves the call
    ToolOutcome run(IncomingCall caller, ToolCall call, Said said, ToolReports later);

    /// What tools have lastingly done in this call so far, as they know it themselves, oldest first: for a process
    /// that goes on with a call whose former process may have died between an effect and the note of it. Tools that
    /// do not know are left out. It never throws.
    default List<ToolDeed> done(IncomingCall caller) {
        return List.of();
    }
}
