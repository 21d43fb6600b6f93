package dev.switchhook.app.assistants;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.port.tool.ToolReports;
import dev.switchhook.domain.port.tool.ToolRunner;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import java.util.List;
import java.util.function.BiPredicate;

/// Runs the tools that the assistant of a call was given, and no other: a model that was talked into naming a tool that
/// it was not shown is refused. Safe for use by several threads.
public final class OfferedTools implements ToolRunner {

    private static final ToolOutcome UNKNOWN =
            new ToolOutcome.Refused("{\"outcome\":\"refused\",\"problem\":\"There is no tool of that name.\"}");

    private final ToolRunner tools;
    private final BiPredicate<IncomingCall, String> offered;

    /// @param tools every tool
    /// @param offered whether the tool of that name may run in that call; fast
    public OfferedTools(ToolRunner tools, BiPredicate<IncomingCall, String> offered) {
        this.tools = tools;
        this.offered = offered;
    }

    @Override
    public ToolOutcome run(IncomingCall caller, ToolCall call, Said said, ToolReports later) {
        return offered.test(caller, call.tool()) ? tools.run(caller, call, said, later) : UNKNOWN;
    }

    @Override
    public List<ToolDeed> done(IncomingCall caller) {
        return tools.done(caller);
    }
}
