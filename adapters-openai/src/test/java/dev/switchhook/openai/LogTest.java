package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// What the adapter says in the log, and what it must not say there. Alone, because it reads all of the log.
@Isolated
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LogTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.switchhook");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static OpenAiSettings settings(OpenAiRehearsal server, Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        return OpenAiSettings.read(reader, false).towards(server.baseUrl(), server.key());
    }

    @Test
    void a_model_that_stops_being_served_is_warned_of_once_and_works() {
        try (ApplicationContext context = ApplicationContext.run();
                OpenAiRehearsal server =
                        new OpenAiRehearsal(() -> new ScriptedRole(_ -> List.of()), RehearsalOptions.standard())) {
            OpenAiSpeechModels models = context.getBean(OpenAiSpeechModels.class);
            models.with(settings(server, Map.of()));
            assertThat(warnings()).isEmpty();
            OpenAiSpeechModel model = models.with(settings(
                    server, Map.of("openai.model", "gpt-realtime", "openai.transcription-model", "whisper-1")));
            Recorded<SpeechEvent> events = new Recorded<>();
            SpeechSession session = model.open(briefing(), events::add);
            events.next(SpeechEvent.Ready.class);
            session.close();
            assertThat(warnings())
                    .containsExactly(
                            "event=model-ends model=gpt-realtime on=2027-01-20",
                            "event=model-ends model=whisper-1 on=2027-02-26");
        }
    }

    @Test
    void p11_no_key_and_no_word_of_the_call_is_logged() {
        Act line = new Act.Say("A very private line.", TestSound.speech(1, 300));
        try (ApplicationContext context = ApplicationContext.run();
                OpenAiRehearsal server = new OpenAiRehearsal(
                        () -> new ScriptedRole(_ -> List.of(line)),
                        RehearsalOptions.standard()
                                .but(
                                        new Misbehaviour.EchoModel("another"),
                                        new Misbehaviour.SendError("odd", "A very private error.")))) {
            OpenAiSettings settings = settings(
                    server,
                    Map.of(
                            "openai.mcp-servers", "shop=https://shop.example",
                            "openai.mcp-secrets", "shop=very-private-token"));
            Recorded<SpeechEvent> events = new Recorded<>();
            context.getBean(OpenAiSpeechModels.class)
                    .with(settings)
                    .open(briefing(), events::add)
                    .send(new SpeechCommand.SayExactly("Another very private line.", false));
            events.next(SpeechEvent.ReplyFinished.class);
            server.cutConnections();
            events.next(SpeechEvent.Closed.class);
            assertThat(warnings())
                    .containsExactlyInAnyOrder(
                            "call=CA1 event=other-model model=\"another\" wanted=gpt-realtime-2.1",
                            "call=CA1 event=unexplained-error code=\"odd\" at=\"\"");
            assertThat(List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage))
                    .noneMatch(text -> text.contains("rivate")
                            || text.contains(server.key().reveal()));
        }
    }

    private static SpeechBriefing briefing() {
        return new SpeechBriefing(new CallId("CA1"), "Very private instructions.", List.of(), AudioFormat.MULAW_8K);
    }
}
