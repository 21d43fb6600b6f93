package dev.switchhook.app.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.port.tool.ToolReports;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One well-formed call of a tool.
///
/// @param start by `System.nanoTime`
record Attempt(
        CheckedTool tool,
        IncomingCall caller,
        Intent intent,
        ObjectNode arguments,
        Said said,
        ToolReports later,
        long start) {

    private static final int LONGEST_LINE = 500;

    /// Runs the tool.
    ///
    /// @param reports takes what it replies after that
    ToolReply reply(Consumer<ToolReply> reports) {
        return tool.tool().run(context(reports), arguments);
    }

    /// What the tool knows of an earlier run.
    Optional<ToolReply> earlier() {
        return tool.tool().outcomeOf(context(_ -> {}), arguments);
    }

    /// Whether what was done before still stands.
    boolean stands() {
        return tool.tool().stands(context(_ -> {}), arguments);
    }

    private ToolContext context(Consumer<ToolReply> reports) {
        return new ToolContext(caller, intent, said, deadline(), reports);
    }

    Duration deadline() {
        return tool.tool().shown().deadline();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// A reply as the call is told it.
    ///
    /// @throws RuntimeException when the answer is not fit to be told
    ToolOutcome outcome(ToolReply reply) {
        return switch (reply) {
            case ToolReply.Done done -> new ToolOutcome.Done(answer(done), line(done), true, done.shown());
            case ToolReply.NotYet(Object answer, Set<String> shown) ->
                new ToolOutcome.Refused(tool.answer("not_yet", answer, Optional.empty()), shown);
            case ToolReply.Accepted(Object answer) ->
                new ToolOutcome.Pending(tool.answer("accepted", answer, Optional.empty()));
            case ToolReply.Refused(Object answer, Set<String> shown) ->
                new ToolOutcome.Refused(tool.answer("refused", answer, Optional.empty()), shown);
            case ToolReply.Unknown _ -> new ToolOutcome.TimedOut(age());
        };
    }

    /// The line that the caller is told word for word, made harmless.
    static Optional<String> line(ToolReply.Done done) {
        return done.exactly().map(line -> PlainText.of(line, LONGEST_LINE)).filter(line -> !line.isBlank());
    }

    /// What the model reads of something that is done.
    String answer(ToolReply.Done done) {
        return tool.answer("done", done.answer(), done.exactly());
    }
}
