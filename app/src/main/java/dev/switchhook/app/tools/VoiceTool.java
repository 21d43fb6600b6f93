package dev.switchhook.app.tools;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tool that a team writes: something that the agent can do beside talking. What the model and the call must know
/// about it is declared by [ToolDefinition] on its class. Safe for use by several threads; it runs on a virtual thread
/// and may block.
///
/// The parameters are a record. Its components may be text, whole or decimal numbers, booleans, enums (shown and
/// read by their `toString`), `LocalDate`, `LocalTime`, `LocalDateTime`, records of these, and lists of these. A
/// component is
/// required unless it is annotated with JSpecify's `@Nullable`; [Meaning] describes it to the model; Jakarta
/// constraints such as `@Size` narrow it. A record that refuses a combination of values throws an
/// `IllegalArgumentException` from its constructor; the model is told its message.
///
/// @param <P> the parameters
public interface VoiceTool<P extends Record> {

    /// Does it. An exception counts as a failure about whose effect nothing may be claimed.
    ///
    /// @param context who is served, and in which circumstances; the only source of the caller's identity
    /// @param parameters what the model asks for; well-formed, but its texts are untrusted
    ToolReply run(ToolContext context, P parameters);

    /// What came of an earlier run of the same intent whose outcome is not known, because it failed, or because the
    /// process or a connection was lost in between. Only asked of a tool with an effect, which looks it up by
    /// [ToolContext#intent]; the tool does not run again before that.
    ///
    /// A tool that does not say anything here cannot know, and so never runs again for that intent: an effect is
    /// never repeated blindly.
    ///
    /// @return the reply of the earlier run; empty when it had no effect, and the tool may run (again)
    default Optional<ToolReply> outcomeOf(ToolContext context, P parameters) {
        return Optional.of(new ToolReply.Unknown());
    }

    /// Whether what this intent has done in the call still stands. What has been undone since, such as an
    /// appointment that was cancelled, may be wished once more in the same words; then the tool runs again
    /// instead of repeating what is no longer true. Only asked of a tool with an effect, when it is done.
    default boolean stands(ToolContext context, P parameters) {
        return true;
    }

    /// The allowed values of text parameters whose values only the running program knows, such as the names of
    /// services in a database, by the name of the component. Read when a call begins; a component that is not named
    /// here takes what its type and constraints allow.
    default Map<String, List<String>> choices() {
        return Map.of();
    }
}
