package dev.switchhook.domain.testkit;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A speech model in memory, whose understanding is a [Role]: no wire, no provider, the behaviour of the port alone.
///
/// Each session has a thread of its own. It makes sound about 20 times as fast as it plays, as real models do.
public final class ScriptedSpeechModel implements SpeechModel {

    private final Supplier<Role> roles;
    private final Optional<SpeechFault> refusal;
    private final Recorded<ScriptedSession> sessions = new Recorded<>();

    private ScriptedSpeechModel(Supplier<Role> roles, Optional<SpeechFault> refusal) {
        this.roles = roles;
        this.refusal = refusal;
    }

    /// A model whose sessions are played by the roles of this supplier, one each.
    public static ScriptedSpeechModel playing(Supplier<Role> roles) {
        return new ScriptedSpeechModel(roles, Optional.empty());
    }

    /// A model whose sessions fail at once with this fault.
    public static ScriptedSpeechModel failing(SpeechFault fault) {
        return new ScriptedSpeechModel(() -> new ScriptedRole(_ -> List.of()), Optional.of(fault));
    }

    /// Every session that was opened, in order.
    public Recorded<ScriptedSession> sessions() {
        return sessions;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(AudioFormat.MULAW_8K), true, false, false, Duration.ofHours(1), "nothing");
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        if (!briefing.format().equals(AudioFormat.MULAW_8K)) {
            throw new IllegalArgumentException("only " + AudioFormat.MULAW_8K.name() + " is spoken here");
        }
        ScriptedSession session = new ScriptedSession(roles.get(), listener);
        sessions.add(session);
        session.brief(briefing.instructions());
        refusal.ifPresentOrElse(
                session::fail, () -> session.say(new SpeechEvent.Ready("scripted", "scripted-1", Duration.ofHours(1))));
        session.begin();
        return session;
    }
}
