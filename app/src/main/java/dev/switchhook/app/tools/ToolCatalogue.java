package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.tool.ToolReports;
import dev.switchhook.domain.port.tool.ToolRunner;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolDeed;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All tools of a team, ready to run. Immutable; safe for use by several threads.
///
/// It never throws. Bad arguments and unknown tools are refusals that name what is wrong and what is allowed, so
/// that the model can repair its call; the tool has not run then. A tool that throws has failed, and nothing may be
/// claimed about its effect.
public final class ToolCatalogue implements ToolRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ToolCatalogue.class);

    private static final int MOST_QUESTIONS = 3;

    private final Map<String, CheckedTool<?>> tools = new LinkedHashMap<>();

    /// A catalogue of these tools.
    ///
    /// @throws IllegalArgumentException when a tool's parameters carry a promise that would not be checked
    public ToolCatalogue(Collection<? extends VoiceTool<?>> tools) {
        SchemaWriter schemas = new SchemaWriter();
        tools.forEach(tool -> this.tools.put(tool.name(), new CheckedTool<>(tool, schemas)));
        if (this.tools.size() != tools.size() || this.tools.containsKey(Tool.HANG_UP)) {
            throw new IllegalArgumentException("every tool has a name of its own, and none is named " + Tool.HANG_UP);
        }
    }

    /// The tools as the model is shown them, the one that hangs up included.
    public Toolbox toolbox() {
        return Toolbox.of(tools.values().stream().map(CheckedTool::shown).toList());
    }

    @Override
    public ToolOutcome run(IncomingCall caller, ToolCall call) {
        return run(caller, call, _ -> {});
    }

    @Override
    public ToolOutcome run(IncomingCall caller, ToolCall call, ToolReports later) {
        CheckedTool<?> tool = tools.get(call.tool());
        if (tool == null) {
            return unknown();
        }
        long start = System.nanoTime();
        try {
            return outcome(
                    tool.run(caller, call, reply -> later.report(laterOutcome(caller, tool, reply, start))), start);
        } catch (Throwable broken) {
            logFailure(caller, tool, broken);
            return new ToolOutcome.Failed();
        }
    }

    private static ToolOutcome laterOutcome(IncomingCall caller, CheckedTool<?> tool, ToolReply reply, long start) {
        try {
            return outcome(reply, start);
        } catch (RuntimeException broken) {
            logFailure(caller, tool, broken);
            return new ToolOutcome.Failed();
        }
    }

    private static ToolOutcome outcome(ToolReply reply, long start) {
        return switch (reply) {
            case ToolReply.Done(Object answer) -> new ToolOutcome.Done(AnswerText.of("done", answer));
            case ToolReply.Accepted(Object answer) -> new ToolOutcome.Pending(AnswerText.of("accepted", answer));
            case ToolReply.Refused(Object answer) -> new ToolOutcome.Refused(AnswerText.of("refused", answer));
            case ToolReply.Unknown _ -> new ToolOutcome.TimedOut(Duration.ofNanos(System.nanoTime() - start));
        };
    }

    /// A tool that cannot tell is asked again, because a model that does not know what was done does it once more.
    @Override
    public List<ToolDeed> done(IncomingCall caller) {
        List<ToolDeed> deeds = new ArrayList<>();
        for (CheckedTool<?> tool : tools.values()) {
            deeds.addAll(done(tool, caller));
        }
        return deeds;
    }

    private static List<ToolDeed> done(CheckedTool<?> tool, IncomingCall caller) {
        for (int tried = 0; tried < MOST_QUESTIONS; tried++) {
            try {
                return tool.done(caller).stream()
                        .map(answer -> new ToolDeed(tool.shown().name(), AnswerText.of("done", answer)))
                        .toList();
            } catch (Throwable broken) {
                logFailure(caller, tool, broken);
            }
        }
        return List.of();
    }

    /// The message of an exception may repeat the caller's data, so only its kind and place are logged above DEBUG.
    private static void logFailure(IncomingCall caller, CheckedTool<?> tool, Throwable broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        String cause =
                broken.getCause() == null ? "" : broken.getCause().getClass().getName();
        LOG.warn(
                "call={} event=tool-failed tool={} failure={} cause={} at=\"{}\"",
                caller.id(),
                tool.shown().name(),
                broken.getClass().getName(),
                cause,
                trace.length == 0 ? "an unknown place" : trace[0]);
        LOG.debug("call={} event=tool-failed tool={}", caller.id(), tool.shown().name(), broken);
    }

    private ToolOutcome unknown() {
        List<String> names = toolbox().tools().stream().map(Tool::name).toList();
        return new ToolOutcome.Refused(
                AnswerText.of("refused", new UnknownTool("There is no tool of that name.", names)));
    }

    private record UnknownTool(String problem, List<String> allowed) {}
}
