package dev.switchhook.domain.tool;

/// A tool call that the model has completed. What the arguments say is untrusted.
///
/// @param id the model's id of this call; one id is acted upon once
/// @param tool the name of the wanted tool, known or not
/// @param arguments the arguments as the model wrote them: JSON text, possibly malformed
public record ToolCall(Id id, String tool, String arguments) {

    /// The model's id of a tool call.
    public record Id(String value) {}
}
