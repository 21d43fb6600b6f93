package dev.switchhook.app.runtime;

import dev.switchhook.domain.port.assistant.Assistants;
import dev.switchhook.domain.port.control.CallControl;
import dev.switchhook.domain.port.journal.CallArchive;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.recording.CallRecorder;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.tool.ToolRunner;

/// What calls are made of: one adapter for each port.
///
/// @param assistants who answers
/// @param model what speaks
/// @param control what ends telephone calls
/// @param tools what runs tools
/// @param journal what remembers
/// @param registry what knows who owns which call
/// @param archive what was remembered of a call that another process has served
/// @param recorder what records the sound of calls
public record Ports(
        Assistants assistants,
        SpeechModel model,
        CallControl control,
        ToolRunner tools,
        CallJournal journal,
        CallRegistry registry,
        CallArchive archive,
        CallRecorder recorder) {

    /// The ports of calls that are not recorded.
    public Ports(
            Assistants assistants,
            SpeechModel model,
            CallControl control,
            ToolRunner tools,
            CallJournal journal,
            CallRegistry registry,
            CallArchive archive) {
        this(assistants, model, control, tools, journal, registry, archive, CallRecorder.NONE);
    }
}
