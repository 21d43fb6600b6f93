package dev.switchhook.xai;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.Set;

/// The speech model of xAI. Several of them, with different settings, may live in one process. Safe for use by
/// several threads.
///
/// Events come on the event loop of the connection, on the thread of the timers, or on a thread that sends a
/// command: never two at a time.
public final class XaiSpeechModel implements SpeechModel {

    static final Duration LONGEST_SESSION = Duration.ofMinutes(30);

    /// Truncation is accepted but not always obeyed; sessions can be resumed by the provider, which this adapter
    /// does not use. The longest session is the shortest of the vendor's figures (wire/xai.md 1).
    private static final Capabilities CAPABILITIES = new Capabilities(
            Set.of(AudioFormat.MULAW_8K), true, false, true, LONGEST_SESSION, "minutes of the session");

    private final XaiSettings settings;
    private final XaiSockets sockets;
    private final Limits limits;
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

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
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
        XaiSession session = new XaiSession(briefing, listener, settings, limits, sockets, counts);
        session.dial();
        return session;
    }
}
