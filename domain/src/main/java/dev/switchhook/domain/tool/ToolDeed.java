package dev.switchhook.domain.tool;

/// Something that a tool has lastingly done in a call.
///
/// @param tool its name
/// @param answer what the model was told of it, or would have been, JSON text
public record ToolDeed(String tool, String answer) {}
