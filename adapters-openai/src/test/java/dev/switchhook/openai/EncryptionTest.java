package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The connection is encrypted, and the certificate and its name are checked. Alone, because what is trusted is a
/// property of the whole process.
@Isolated
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class EncryptionTest {

    @TempDir
    private static Path folder;

    private static Path ours;
    private static Path ofAnotherHost;

    private final Properties before = new Properties();
    private OpenAiRehearsal server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = TlsDoor.keyStore(folder, "127.0.0.1");
        ofAnotherHost = TlsDoor.keyStore(folder, "127.0.0.9");
    }

    @BeforeEach
    void start() {
        before.putAll(System.getProperties());
        server = new OpenAiRehearsal(() -> new ScriptedRole(_ -> List.of()), RehearsalOptions.standard());
    }

    @AfterEach
    void stop() {
        server.close();
        System.setProperties(before);
    }

    private static void trust(Path store) {
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TlsDoor.PASSWORD);
    }

    private SpeechEvent firstEventOver(String scheme, Path store) throws Exception {
        try (TlsDoor door = new TlsDoor(store, server.baseUrl().getPort());
                ApplicationContext context = ApplicationContext.run()) {
            URI baseUrl = URI.create(scheme + "://127.0.0.1:" + door.port() + "/v1");
            Recorded<SpeechEvent> events = new Recorded<>();
            SpeechSession session = context.getBean(OpenAiSpeechModels.class)
                    .with(OpenAiSettings.of(baseUrl, new Secret("sk-rehearsal")))
                    .open(new SpeechBriefing(new CallId("CA1"), "", List.of(), AudioFormat.MULAW_8K), events::add);
            SpeechEvent first = events.next();
            session.close();
            events.next(SpeechEvent.Closed.class);
            return first;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "wss"})
    void p11_a_session_works_over_an_encrypted_connection(String scheme) throws Exception {
        trust(ours);
        assertThat(firstEventOver(scheme, ours)).isInstanceOf(SpeechEvent.Ready.class);
    }

    @Test
    void o1_a_certificate_that_nobody_vouches_for_is_not_accepted() throws Exception {
        assertThat(firstEventOver("wss", ours))
                .isInstanceOfSatisfying(
                        SpeechEvent.Faulted.class,
                        fault -> assertThat(fault.fault()).isInstanceOf(SpeechFault.Disconnected.class));
        assertThat(server.reports()).isEmpty();
    }

    @Test
    void o1_a_certificate_of_another_host_is_not_accepted() throws Exception {
        trust(ofAnotherHost);
        assertThat(firstEventOver("wss", ofAnotherHost))
                .isInstanceOfSatisfying(
                        SpeechEvent.Faulted.class,
                        fault -> assertThat(fault.fault()).isInstanceOf(SpeechFault.Disconnected.class));
        assertThat(server.reports()).isEmpty();
    }
}
