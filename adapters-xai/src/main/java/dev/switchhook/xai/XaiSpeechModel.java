package dev.switchhook.xai;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The speech model of xAI. Several of them, with different settings, may live in one process. Safe for use by
/// several threads.
///
/// Events come on the event loop of the connection, on the thread of the timers, or on a thread that sends a
/// command: never two at a time.
public final class XaiSpeechModel implements SpeechModel {

    private final XaiSettings settings;
    private final XaiSockets sockets;
    private final Limits limits;
    private final KnownConversations conversations = new KnownConversations();
    private final XaiCounts counts = new XaiCounts();

    /// A model with these settings.
    ///
    /// @param sockets shared by all models of the process
    public XaiSpeechModel(XaiSettings settings, XaiSockets sockets) {
        this(settings, sockets, Limits.STANDARD);
    }

    XaiSpeechModel(XaiSettings settings, XaiSockets sockets, Limits limits) {
        this.settings = settings;
        this.sockets = sockets;
        this.limits = limits;
    }

    @Override
    public String name() {
        return XaiSettings.PROVIDER;
    }

    /// Truncation is accepted but not always obeyed (wire/xai.md 3.1). Of the formats that the provider knows, mu-law
    /// is the one that travels; sound travels as text in JSON, never in binary frames.
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(AudioFormat.MULAW_8K),
                true,
                settings.resumption(),
                true,
                settings.longestSession(),
                "minutes of the session, silence included; texts that we add, and tools that xAI runs, cost extra");
    }

    @Override
    public List<SessionOption> options() {
        return XaiOptions.of(settings);
    }

    /// What was counted so far in all sessions of this model.
    public XaiCounts counts() {
        return counts;
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (!briefing.format().equals(AudioFormat.MULAW_8K)) {
            throw new IllegalArgumentException("only " + AudioFormat.MULAW_8K.name() + " is spoken here");
        }
        XaiSession session = new XaiSession(
                briefing, conversation(briefing), conversations, listener, settings, limits, sockets, counts);
        session.dial();
        return session;
    }

    private Optional<String> conversation(SpeechBriefing briefing) {
        return briefing.resumption()
                .filter(_ -> settings.resumption())
                .filter(resumption -> resumption.provider().equals(name()))
                .map(Resumption::token)
                .filter(id -> ServerDecoder.CONVERSATION.matcher(id).matches())
                .filter(conversations::canBeTakenUp);
    }
}
