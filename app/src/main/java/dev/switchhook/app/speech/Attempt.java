package dev.switchhook.app.speech;

import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session of one provider, tried or in use. It has a seat there until the provider says that the session is
/// gone. [#open] and [#close] are called one after the other, by a [Lane]; events come on any thread.
final class Attempt implements SpeechListener {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /// A closed session says so within 5 s; a seat is not lost for ever to one that does not.
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);

    private final Provider provider;
    private final Instant begun;
    private final Owner owner;
    private final Alarm alarm;
    private final AtomicBoolean seated = new AtomicBoolean(true);
    private @Nullable SpeechSession session;

    /// Who wants the session.
    @FunctionalInterface
    interface Owner {

        /// The session has said something, one event at a time.
        void heard(Attempt attempt, SpeechEvent event);
    }

    /// An attempt whose seat is taken.
    Attempt(Provider provider, Instant begun, Owner owner, Alarm alarm) {
        this.provider = provider;
        this.begun = begun;
        this.owner = owner;
        this.alarm = alarm;
    }

    Provider provider() {
        return provider;
    }

    Instant begun() {
        return begun;
    }

    /// Opens the session. A model that throws is one that fails.
    void open(SpeechBriefing briefing) {
        try {
            session = provider.model().open(briefing, this);
        } catch (RuntimeException | Error defect) {
            LOG.error("call={} event=defect provider={}", briefing.call(), provider.name(), defect);
            standUp();
            owner.heard(
                    this,
                    new SpeechEvent.Faulted(new SpeechFault.Unintelligible(
                            "cannot be opened: " + defect.getClass().getSimpleName())));
        }
    }

    /// The session, once it was opened.
    @Nullable
    SpeechSession session() {
        return session;
    }

    void close() {
        SpeechSession opened = session;
        if (opened != null) {
            alarm.wake(alarm.now().plus(LONGEST_CLOSING), this::standUp);
            opened.close();
        }
    }

    @Override
    public void on(SpeechEvent event) {
        if (event instanceof SpeechEvent.Closed) {
            standUp();
        }
        owner.heard(this, event);
    }

    private void standUp() {
        if (seated.getAndSet(false)) {
            provider.leave();
        }
    }
}
