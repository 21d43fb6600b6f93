package dev.switchhook.domain.port.speech;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.Tool;
import java.util.List;
import java.util.Optional;

/// What a speech model must know before it can take part in a call.
///
/// @param call the call, for logs
/// @param instructions the standing instructions, in words for the model; of a conversation that has begun before,
///     they tell what was said and done
/// @param tools the tools that it may ask for
/// @param format the format of the sound, the same in both directions
/// @param resumption with what a session that was lost may be taken up again; a model that did not give it, or
///     cannot use it any more, begins a new session
/// @param provider who is asked before all others, when there are several ([SpeechModel#name]); nobody when empty
public record SpeechBriefing(
        CallId call,
        String instructions,
        List<Tool> tools,
        AudioFormat format,
        Optional<Resumption> resumption,
        Optional<String> provider) {

    /// Keeps its own copy of the list.
    public SpeechBriefing {
        tools = List.copyOf(tools);
    }

    /// A briefing for whichever provider comes first.
    public SpeechBriefing(
            CallId call, String instructions, List<Tool> tools, AudioFormat format, Optional<Resumption> resumption) {
        this(call, instructions, tools, format, resumption, Optional.empty());
    }

    /// A briefing for a new session.
    public SpeechBriefing(CallId call, String instructions, List<Tool> tools, AudioFormat format) {
        this(call, instructions, tools, format, Optional.empty());
    }

    /// The same for a session in another sound format.
    public SpeechBriefing inFormat(AudioFormat other) {
        return new SpeechBriefing(call, instructions, tools, other, resumption, provider);
    }
}
