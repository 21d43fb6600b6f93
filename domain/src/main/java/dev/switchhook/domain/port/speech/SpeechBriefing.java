package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.Tool;
import java.util.List;

/// What a speech model must know before it can take part in a call.
///
/// @param call the call, for logs
/// @param instructions the standing instructions, in words for the model
/// @param tools the tools that it may ask for
/// @param format the format of the sound, the same in both directions
public record SpeechBriefing(CallId call, String instructions, List<Tool> tools, AudioFormat format) {

    /// Keeps its own copy of the list.
    public SpeechBriefing {
        tools = List.copyOf(tools);
    }
}
