package dev.switchhook.domain.rehearsal;

import dev.switchhook.domain.audio.AudioChunk;

/// One thing that a rehearsed model does in a reply.
public sealed interface Act {

    /// Says a line.
    record Say(String text, AudioChunk audio) implements Act {}

    /// Calls a tool.
    ///
    /// @param arguments JSON text
    record UseTool(String tool, String arguments) implements Act {}
}
