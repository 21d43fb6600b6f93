package dev.switchhook.xai;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A rehearsal server, a model that dials it, and its sessions one after the other.
final class Stage implements AutoCloseable {

    /// One session of the model, and what it told.
    record Scene(SpeechSession session, Recorded<SpeechEvent> events) {

        void send(SpeechCommand command) {
            session.send(command);
        }

        void hear(AudioChunk sound) {
            TestSound.frames(sound).forEach(frame -> session.send(new SpeechCommand.Hear(frame)));
        }

        <E extends SpeechEvent> E next(Class<E> kind) {
            return events.next(kind);
        }

        SpeechEvent.ReplyFinished replyTo(String cue) {
            send(new SpeechCommand.Reply(cue));
            return next(SpeechEvent.ReplyFinished.class);
        }

        SpeechFault faultThenClosed() {
            SpeechFault fault = next(SpeechEvent.Faulted.class).fault();
            next(SpeechEvent.Closed.class);
            return fault;
        }
    }

    final XaiRehearsal server;
    final XaiSpeechModel model;
    private final List<Scene> scenes = new ArrayList<>();

    Stage(
            ApplicationContext context,
            Role role,
            XaiMisbehaviour misbehaviour,
            Map<String, String> settings,
            Limits limits) {
        server = XaiRehearsal.open(() -> role, 8, misbehaviour);
        Map<String, String> values = new HashMap<>(settings);
        values.put("xai.base-url", server.baseUrl().toString());
        values.put("xai.api-key", server.apiKey().reveal());
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        XaiSettings read = XaiSettings.read(reader, true);
        if (!reader.mistakes().isEmpty()) {
            throw new IllegalArgumentException(reader.mistakes().toString());
        }
        model = new XaiSpeechModel(read, context.getBean(XaiSockets.class), limits);
    }

    Scene open() {
        return open(Optional.empty(), List.of(Tool.hangUp()));
    }

    Scene open(Resumption resumption) {
        return open(Optional.of(resumption), List.of(Tool.hangUp()));
    }

    Scene open(Optional<Resumption> resumption, List<Tool> tools) {
        Recorded<SpeechEvent> events = new Recorded<>();
        SpeechBriefing briefing = new SpeechBriefing(
                new CallId("CA1"), "You are the receptionist of a spa.", tools, AudioFormat.MULAW_8K, resumption);
        Scene scene = new Scene(model.open(briefing, events::add), events);
        scenes.add(scene);
        return scene;
    }

    /// Ends a session and waits for what the server saw of it.
    ///
    /// @param number of the session, from 1
    SessionReport report(int number) {
        scenes.get(number - 1).session.close();
        return server.ended(number).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        scenes.forEach(scene -> scene.session.close());
        server.close();
    }
}
