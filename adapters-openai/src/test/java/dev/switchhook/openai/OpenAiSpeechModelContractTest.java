package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.SpeechModelContract;
import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiSpeechModelContractTest extends SpeechModelContract {

    private ApplicationContext context;
    private OpenAiSpeechModels models;

    @BeforeAll
    void start() {
        context = ApplicationContext.run();
        models = context.getBean(OpenAiSpeechModels.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    /// The settings under test.
    OpenAiSettings settings(URI baseUrl, Secret key) {
        return OpenAiSettings.of(baseUrl, key);
    }

    @Override
    protected Bench bench(Supplier<Role> roles) {
        OpenAiRehearsal server = new OpenAiRehearsal(roles, RehearsalOptions.standard());
        return new OpenAiBench(server, models.with(settings(server.baseUrl(), server.key())));
    }

    @Override
    protected Bench benchRefusing() {
        OpenAiRehearsal server = new OpenAiRehearsal(
                () -> {
                    throw new AssertionError("no session is to begin");
                },
                RehearsalOptions.standard());
        return new OpenAiBench(server, models.with(settings(server.baseUrl(), new Secret("sk-wrong"))));
    }

    @Override
    protected Optional<Bench> benchWith(Mishap mishap, Supplier<Role> roles) {
        Misbehaviour wrong = switch (mishap) {
            case NO_ROOM -> new Misbehaviour.RefuseHandshake(429, Optional.of(7));
            case NEVER_READY -> new Misbehaviour.NeverReady();
            case OTHER_FORMAT -> new Misbehaviour.EchoFormat("audio/pcm");
            case STRANGE_MESSAGES -> new Misbehaviour.AddUnknownEvents();
            case HUGE_MESSAGES -> new Misbehaviour.SendHugeEvents();
            case HARMLESS_ERROR -> new Misbehaviour.SendError("response_cancel_not_active", "Cancellation failed.");
            case EXPIRES -> new Misbehaviour.ExpireAfter(Duration.ofMillis(50));
            case DEAF -> new Misbehaviour.StopReading();
            case REPEATED_TOOL_CALLS -> new Misbehaviour.RepeatToolCalls();
            case LATE_SOUND -> new Misbehaviour.SendLateSound();
            case LATE_TRANSCRIPTS -> new Misbehaviour.TranscribeLate();
        };
        OpenAiRehearsal server =
                new OpenAiRehearsal(roles, RehearsalOptions.standard().but(wrong));
        return Optional.of(new OpenAiBench(server, models.with(settings(server.baseUrl(), server.key()))));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return models.with(settings(URI.create("http://127.0.0.1:" + loopbackPort + "/v1"), new Secret("sk-any")));
    }

    private record OpenAiBench(OpenAiRehearsal server, SpeechModel model) implements Bench {

        @Override
        public SessionReport report() {
            return server.whenEnded(1).orTimeout(10, TimeUnit.SECONDS).join();
        }

        @Override
        public List<String> secrets() {
            return List.of(server.key().reveal());
        }

        @Override
        public void cutConnection() {
            server.cutConnections();
        }

        @Override
        public void close() {
            List<SessionReport> sessions = server.reports();
            server.close();
            if (sessions.size() > 1) {
                throw new AssertionError("more than one session began");
            }
        }
    }
}
