package dev.switchhook.app.tools;

import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.tool.ToolCall;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A tool that a team writes: something that the agent can do beside talking. Safe for use by several threads; it
/// may block.
///
/// The parameters are a record. Its components may be text, whole or decimal numbers, booleans, enums (shown and
/// read by their `toString`), `LocalDate`, `LocalTime`, records of these, and lists of these. A component is
/// required unless it is annotated with JSpecify's `@Nullable`; [Meaning] describes it to the model; Jakarta
/// constraints such as `@Size` narrow it. A record that refuses a combination of values throws an
/// `IllegalArgumentException` from its constructor; the model is told its message.
///
/// @param <P> the parameters
public interface VoiceTool<P extends Record> {

    /// What the model calls it: 1 to 64 of `a-z`, `0-9` and `_`.
    String name();

    /// When to use it, in words for the model.
    String description();

    /// The record of its parameters.
    Class<P> parameters();

    /// After this time the call goes on without the tool, and its outcome counts as unknown.
    Duration deadline();

    /// Does it. An exception counts as a failure about whose effect nothing may be claimed.
    ///
    /// @param caller who is served, as the carrier announced it; the only source of the caller's identity
    /// @param id the model's id of this tool call; a tool with an effect keeps it, so that a repeated call takes
    ///     effect once
    /// @param parameters what the model asks for; well-formed, but its texts are untrusted
    ToolReply run(IncomingCall caller, ToolCall.Id id, P parameters);

    /// The same for a tool that takes longer than a caller waits: it returns [ToolReply.Accepted] at once and replies
    /// once more when it is over. The agent tells the caller at the next moment in which nobody speaks. Other tools
    /// leave this as it is.
    ///
    /// @param later takes the later reply, from any thread; after the end of the call it does nothing
    default ToolReply run(IncomingCall caller, ToolCall.Id id, P parameters, Consumer<ToolReply> later) {
        return run(caller, id, parameters);
    }

    /// What it has lastingly done in this call so far, oldest first, each as the answer of its [ToolReply.Done]. Asked
    /// when another process goes on with the call, because the note of an effect may have died with the former one;
    /// the model is told of it, so that it does not do it again. A tool without effects leaves it empty.
    ///
    /// @param caller who is served
    default List<?> done(IncomingCall caller) {
        return List.of();
    }
}
