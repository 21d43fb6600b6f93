package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.LiveSpeechModelContract;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract against xAI itself; needs `XAI_API_KEY`.
class XaiLiveContractTest extends LiveSpeechModelContract {

    private static String key = "";
    private static ApplicationContext context;
    private static XaiSockets sockets;

    @BeforeAll
    static void start() {
        key = keyIn("XAI_API_KEY");
        context = ApplicationContext.run();
        sockets = context.getBean(XaiSockets.class);
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
        return dialling(URI.create("https://api.x.ai/v1"), wanted);
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return dialling(URI.create("http://127.0.0.1:" + loopbackPort + "/v1"), "xai-test");
    }

    private static SpeechModel dialling(URI baseUrl, String wanted) {
        return new XaiSpeechModel(XaiSettings.towards(baseUrl, new Secret(wanted)), sockets);
    }
}
