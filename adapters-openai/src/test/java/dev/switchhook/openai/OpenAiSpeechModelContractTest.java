package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.SpeechModelContract;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OpenAiSpeechModelContractTest extends SpeechModelContract {

    private static ApplicationContext context;
    private static OpenAiSpeechModels models;

    @BeforeAll
    static void start() {
        context = ApplicationContext.run();
        models = context.getBean(OpenAiSpeechModels.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Override
    protected Bench bench(Supplier<Role> roles) {
        OpenAiRehearsal server = new OpenAiRehearsal(roles, RehearsalOptions.standard());
        return new OpenAiBench(server, models.with(server.settings()));
    }

    @Override
    protected Bench benchRefusing() {
        OpenAiRehearsal server = new OpenAiRehearsal(
                () -> {
                    throw new AssertionError("no session is to begin");
                },
                RehearsalOptions.standard());
        return new OpenAiBench(server, models.with(OpenAiSettings.of(server.baseUrl(), new Secret("sk-wrong"))));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return models.with(
                OpenAiSettings.of(URI.create("http://127.0.0.1:" + loopbackPort + "/v1"), new Secret("sk-any")));
    }

    private record OpenAiBench(OpenAiRehearsal server, SpeechModel model) implements Bench {

        @Override
        public SessionReport report() {
            return server.whenEnded(1).orTimeout(10, TimeUnit.SECONDS).join();
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
