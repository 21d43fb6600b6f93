package dev.switchhook.app.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A tool that brings its own JSON schema, for tools that are not written in Java: one behind HTTP is such a tool. A
/// team that writes Java has [VoiceTool] instead. Safe for use by several threads; it may block.
public interface SchemaTool {

    /// A team's tool together with the schema of its record of parameters.
    ///
    /// @throws MistakenTools when the tool cannot be used as it is written
    static SchemaTool of(VoiceTool<?> tool) {
        return new RecordTool<>(tool, new SchemaWriter());
    }

    /// The tool as the model is shown it, without the values of [#choices]. The schema may use the keywords that are
    /// checked, and no other; an object says `"additionalProperties": false`.
    Tool shown();

    /// Whether running it changes something.
    ToolDefinition.Effect effect();

    /// How much must be known about the caller for it to be offered at all.
    Trust trust();

    /// Does it, with arguments that fit the schema. An exception counts as a failure about whose effect nothing may
    /// be claimed.
    ToolReply run(ToolContext context, ObjectNode arguments);

    /// See [VoiceTool#outcomeOf].
    Optional<ToolReply> outcomeOf(ToolContext context, ObjectNode arguments);

    /// See [VoiceTool#stands].
    default boolean stands(ToolContext context, ObjectNode arguments) {
        return true;
    }

    /// See [VoiceTool#choices].
    default Map<String, List<String>> choices() {
        return Map.of();
    }

    /// The names of the parameters that tell something about a person; see [PersonalData].
    default Set<String> personal() {
        return Set.of();
    }
}
