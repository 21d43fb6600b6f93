package dev.switchhook.app.speech;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lets a model that speaks [AudioFormat#PCM16_24K] only be spoken to in [AudioFormat#MULAW_8K].
///
/// A briefing for mu-law is opened as one for the wide format, and the session's sound is turned over in both
/// directions; milliseconds mean the same on both sides. A briefing in a format that the model speaks itself passes
/// through untouched. Safe for use by several threads when the model is.
public final class TranscodingSpeechModel implements SpeechModel {

    private final SpeechModel model;

    /// Stands before this model.
    ///
    /// @throws IllegalArgumentException when it does not speak [AudioFormat#PCM16_24K]
    public TranscodingSpeechModel(SpeechModel model) {
        if (!model.capabilities().formats().contains(AudioFormat.PCM16_24K)) {
            throw new IllegalArgumentException(
                    "the model " + model.name() + " does not speak " + AudioFormat.PCM16_24K.name());
        }
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    /// What the model can do, and mu-law.
    @Override
    public Capabilities capabilities() {
        Capabilities own = model.capabilities();
        Set<AudioFormat> formats = new HashSet<>(own.formats());
        formats.add(AudioFormat.MULAW_8K);
        return new Capabilities(
                formats, own.truncates(), own.resumes(), own.saysExactly(), own.longestSession(), own.billing());
    }

    @Override
    public List<SessionOption> options() {
        return model.options();
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (!isTranscoded(briefing)) {
            return model.open(briefing, listener);
        }
        SpeechSession wide = model.open(briefing.inFormat(AudioFormat.PCM16_24K), new NarrowingListener(listener));
        return new WideningSession(wide);
    }

    @Override
    public void prepare(SpeechBriefing briefing) {
        model.prepare(isTranscoded(briefing) ? briefing.inFormat(AudioFormat.PCM16_24K) : briefing);
    }

    @Override
    public void dismiss(CallId call) {
        model.dismiss(call);
    }

    private boolean isTranscoded(SpeechBriefing briefing) {
        return briefing.format().equals(AudioFormat.MULAW_8K)
                && !model.capabilities().formats().contains(AudioFormat.MULAW_8K);
    }
}
