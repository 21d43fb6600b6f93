package dev.switchhook.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The life of one session: dialling, configuring, ready, closing, closed. Safe for use by several threads: a lock
/// guards the stage, and events leave through an [EventRelay] after the lock is free.
///
/// The session is configured once, after `session.created`, and is ready only when `session.updated` shows our sound
/// format in both directions: servers have been seen to replace it silently, which the caller hears as static
/// (`wire/openai.md` 2.3).
final class OpenAiSession implements SpeechSession {

    /// What the network has not taken yet is at most this much; at 13 kB per second of sound about 80 s.
    static final long MOST_BYTES_UNSENT = 1024L * 1024;

    /// How long the peer may take to let us go before we say that the session is gone.
    static final Duration PATIENCE_WHILE_CLOSING = Duration.ofSeconds(3);

    private enum Stage {
        DIALLING,
        CONFIGURING,
        READY,
        CLOSING,
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final CallId call;
    private final ObjectNode profile;
    private final ModelEcho modelEcho;
    private final Lifetime lifetime;
    private final ScheduledExecutorService timer;
    private final Tally tally;
    private final EventRelay relay;
    private final ClientEvents events = new ClientEvents();
    private final Dialogue dialogue;
    private final HeldCommands held;
    private final AtomicLong unsent = new AtomicLong();

    private Stage stage = Stage.DIALLING;
    private @Nullable Connection connection;
    private @Nullable String updateId;
    private boolean fault;

    /// A session that is about to be dialled.
    ///
    /// @param clock tells how long the session lasts from now on
    /// @throws IllegalArgumentException when a tool's parameters are no JSON object, which is a fault of ours
    OpenAiSession(
            OpenAiSettings settings,
            SpeechBriefing briefing,
            EventRelay relay,
            ScheduledExecutorService timer,
            InstantSource clock,
            Tally tally) {
        this.call = briefing.call();
        this.profile = SessionProfile.of(settings, briefing);
        this.modelEcho = new ModelEcho(settings, tally);
        this.lifetime = new Lifetime(clock);
        this.relay = relay;
        this.timer = timer;
        this.tally = tally;
        this.dialogue = new Dialogue(briefing, settings.turnDetection(), events, tally);
        this.held = new HeldCommands(tally);
    }

    @Override
    public void send(SpeechCommand command) {
        locked(() -> {
            switch (stage) {
                case DIALLING, CONFIGURING -> {
                    if (!held.add(command)) {
                        fail(new SpeechFault.Disconnected("too much waits for the session to become ready"));
                    }
                }
                case READY -> dialogue.write(command, this::transmit);
                case CLOSING, CLOSED -> {}
            }
        });
    }

    @Override
    public void close() {
        locked(this::shutDown);
    }

    /// The handshake is done. A connection that comes after we have given up is closed at once, because it would be
    /// paid for.
    void opened(Connection opened) {
        locked(() -> {
            if (stage == Stage.DIALLING) {
                connection = opened;
                stage = Stage.CONFIGURING;
            } else {
                tally.count(OpenAiOddity.LATE_HANDSHAKE);
                opened.close();
            }
        });
    }

    /// The connection could not be made, or took too long.
    void notOpened(SpeechFault why) {
        locked(() -> {
            if (stage == Stage.DIALLING) {
                fail(why);
            }
        });
    }

    /// The server has sent a message.
    void received(String text) {
        ServerEvent event = ServerEventDecoder.decode(text);
        locked(() -> {
            switch (stage) {
                case CONFIGURING -> configure(event);
                case READY -> converse(event);
                case DIALLING, CLOSING, CLOSED -> {}
            }
        });
    }

    /// The socket is closed.
    ///
    /// @param code the server's close code, or that of an abnormal closure
    /// @param reason what the server says about it; may be empty
    void disconnected(int code, String reason) {
        locked(() -> {
            if (stage == Stage.CLOSED) {
                return;
            }
            if (stage != Stage.CLOSING && !fault) {
                relay.add(new SpeechEvent.Faulted(CloseCode.fault(code, reason)));
            }
            end();
        });
    }

    /// The socket is broken, although it may still be open.
    void broken(Throwable cause) {
        locked(() -> fail(new SpeechFault.Disconnected(cause.getClass().getSimpleName())));
    }

    private void configure(ServerEvent event) {
        switch (event) {
            case ServerEvent.SessionCreated created -> {
                lifetime.endsAt(created.expiresAt());
                if (updateId == null) {
                    transmit(events.updateSession(profile));
                    updateId = events.lastId();
                }
            }
            case ServerEvent.SessionUpdated updated -> {
                if (hasOurFormats(updated)) {
                    lifetime.endsAt(updated.expiresAt());
                    becomeReady(updated.model());
                }
            }
            case ServerEvent.Trouble trouble -> configurationTrouble(trouble);
            default -> dialogue.read(event, this::say, this::transmit);
        }
    }

    /// Before the session is ready an error that names our update, or none of our events, means that it never will
    /// be.
    private void configurationTrouble(ServerEvent.Trouble trouble) {
        Optional<SpeechFault> known = ErrorFault.of(trouble.code(), trouble.message());
        if (known.isPresent()) {
            fail(known.get());
        } else if (trouble.clientEvent().equals(updateId)) {
            fail(new SpeechFault.Refused("the configuration: " + trouble.code() + " at '" + trouble.param() + "'"));
        } else {
            dialogue.read(trouble, this::say, this::transmit);
        }
    }

    private void becomeReady(String model) {
        stage = Stage.READY;
        relay.add(new SpeechEvent.Ready(OpenAiSpeechModel.NAME, modelEcho.check(call, model), lifetime.left()));
        for (SpeechCommand command : held.release()) {
            dialogue.write(command, this::transmit);
        }
    }

    private void converse(ServerEvent event) {
        if (!(event instanceof ServerEvent.SessionUpdated updated) || hasOurFormats(updated)) {
            dialogue.read(event, this::say, this::transmit);
        }
    }

    private boolean hasOurFormats(ServerEvent.SessionUpdated updated) {
        boolean ours = updated.inputFormat().equals(AudioProfile.MULAW)
                && updated.outputFormat().equals(AudioProfile.MULAW);
        if (!ours) {
            fail(new SpeechFault.Unintelligible("the session does not speak " + AudioProfile.MULAW));
        }
        return ours;
    }

    private void say(SpeechEvent event) {
        if (stage == Stage.CLOSING || stage == Stage.CLOSED) {
            return;
        }
        switch (event) {
            case SpeechEvent.Faulted(SpeechFault.Refused why) -> fail(why);
            case SpeechEvent.Faulted(SpeechFault.SessionExpired why) -> fail(why);
            default -> relay.add(event);
        }
    }

    private void transmit(String text) {
        Connection open = connection;
        if (open == null || stage == Stage.CLOSING || stage == Stage.CLOSED) {
            return;
        }
        int size = text.length();
        if (unsent.addAndGet(size) > MOST_BYTES_UNSENT) {
            tally.count(OpenAiOddity.SEND_BOUND_CROSSED);
            fail(new SpeechFault.Disconnected("the provider does not take what we send"));
            return;
        }
        var _ = open.send(text).whenComplete((_, failure) -> {
            unsent.addAndGet(-size);
            if (failure != null) {
                broken(failure);
            }
        });
    }

    /// The session ends because of this; only the first reason is told.
    private void fail(SpeechFault why) {
        if (stage == Stage.CLOSING || stage == Stage.CLOSED) {
            return;
        }
        fault = true;
        relay.add(new SpeechEvent.Faulted(why));
        shutDown();
    }

    private void shutDown() {
        switch (stage) {
            case DIALLING -> end();
            case CONFIGURING, READY -> {
                stage = Stage.CLOSING;
                var _ = timer.schedule(
                        () -> locked(this::end), PATIENCE_WHILE_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
                Connection open = connection;
                if (open != null) {
                    open.close();
                }
            }
            case CLOSING, CLOSED -> {}
        }
    }

    private void end() {
        if (stage != Stage.CLOSED) {
            stage = Stage.CLOSED;
            held.release();
            relay.add(new SpeechEvent.Closed());
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
        if (!lock.isHeldByCurrentThread()) {
            relay.deliver();
        }
    }
}
