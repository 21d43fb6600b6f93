package dev.switchhook.app.speech;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A provider whose sessions do what a test tells them, on the thread of the test.
final class HandModel implements SpeechModel {

    private final String name;
    private final List<Session> sessions = new ArrayList<>();
    private Consumer<Session> atOnce = _ -> {};

    HandModel(String name) {
        this.name = name;
    }

    /// What every further session does before its opening has returned.
    HandModel atOnce(Consumer<Session> act) {
        atOnce = act;
        return this;
    }

    /// Every further session is ready at once.
    HandModel willing() {
        return atOnce(Session::ready);
    }

    /// Every further session fails at once.
    HandModel failing(SpeechFault fault) {
        return atOnce(session -> session.fails(fault));
    }

    List<Session> sessions() {
        return sessions;
    }

    Session session(int number) {
        return sessions.get(number - 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(AudioFormat.MULAW_8K), name.equals("one"), false, true, Duration.ofMinutes(30), "tokens");
    }

    @Override
    public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
        Session session = new Session(briefing, listener);
        sessions.add(session);
        atOnce.accept(session);
        return session;
    }

    final class Session implements SpeechSession {

        private final SpeechBriefing briefing;
        private final SpeechListener listener;
        private final List<SpeechCommand> commands = new ArrayList<>();
        private boolean saysClosed = true;
        private int closed;

        private Session(SpeechBriefing briefing, SpeechListener listener) {
            this.briefing = briefing;
            this.listener = listener;
        }

        SpeechBriefing briefing() {
            return briefing;
        }

        List<SpeechCommand> commands() {
            return commands;
        }

        /// Whether it was asked to close.
        boolean closed() {
            return closed > 0;
        }

        /// From now on it takes its time to say that it is closed.
        void closesSlowly() {
            saysClosed = false;
        }

        void says(SpeechEvent event) {
            listener.on(event);
        }

        void ready() {
            says(new SpeechEvent.Ready(name, name + "-1", Duration.ofMinutes(30)));
        }

        void fails(SpeechFault fault) {
            says(new SpeechEvent.Faulted(fault));
            says(new SpeechEvent.Closed());
        }

        void disconnects() {
            fails(new SpeechFault.Disconnected("by hand"));
        }

        @Override
        public void send(SpeechCommand command) {
            commands.add(command);
        }

        @Override
        public void close() {
            if (closed++ == 0 && saysClosed) {
                says(new SpeechEvent.Closed());
            }
        }
    }

    static SpeechFault refused() {
        return new SpeechFault.Refused("wrong key");
    }

    static SpeechFault busy() {
        return new SpeechFault.Busy(Optional.empty());
    }
}
