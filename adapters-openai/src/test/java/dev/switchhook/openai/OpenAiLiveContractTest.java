package dev.switchhook.openai;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.LiveSpeechModelContract;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract against OpenAI itself; needs `OPENAI_API_KEY`.
class OpenAiLiveContractTest extends LiveSpeechModelContract {

    private static String key = "";
    private static ApplicationContext context;
    private static OpenAiSpeechModels models;

    @BeforeAll
    static void start() {
        key = keyIn("OPENAI_API_KEY");
        context = ApplicationContext.run();
        models = context.getBean(OpenAiSpeechModels.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Override
    protected String key() {
        return key;
    }

    @Override
    protected SpeechModel realModel(String wanted) {
        return models.with(OpenAiSettings.of(URI.create("https://api.openai.com/v1"), new Secret(wanted)));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return models.with(
                OpenAiSettings.of(URI.create("http://127.0.0.1:" + loopbackPort + "/v1"), new Secret("sk-any")));
    }
}
