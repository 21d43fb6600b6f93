package dev.switchhook.app.third;

import dev.switchhook.app.speech.TranscodingSpeechModel;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.SoundLikeness;
import dev.switchhook.domain.testkit.SpeechModelContract;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The whole contract over the third wire, turned over from 24 kHz on the way.
@Execution(ExecutionMode.CONCURRENT)
class ThirdSpeechModelContractTest extends SpeechModelContract {

    private static HttpClient http;

    @BeforeAll
    static void open() {
        // Without an executor of its own the client shares a pool with whatever else runs in this process.
        http = HttpClient.newBuilder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @AfterAll
    static void close() {
        http.shutdownNow();
    }

    private static SpeechModel dialling(URI url, String key) {
        return new TranscodingSpeechModel(new ThirdSpeechModel(http, url, key));
    }

    private static Bench bench(Supplier<Role> roles, Optional<Mishap> mishap, String key) {
        ThirdRehearsal server = new ThirdRehearsal(roles, mishap);
        return new ThirdBench(server, dialling(server.url(), key));
    }

    @Override
    protected Bench bench(Supplier<Role> roles) {
        return bench(roles, Optional.empty(), ThirdRehearsal.KEY);
    }

    @Override
    protected Bench benchRefusing() {
        return bench(
                () -> {
                    throw new AssertionError("no session is to begin");
                },
                Optional.empty(),
                "wrong");
    }

    @Override
    protected Optional<Bench> benchWith(Mishap mishap, Supplier<Role> roles) {
        return Optional.of(bench(roles, Optional.of(mishap), ThirdRehearsal.KEY));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return dialling(ThirdRehearsal.url(loopbackPort), ThirdRehearsal.KEY);
    }

    @Override
    protected boolean carriesAnyArguments() {
        return false;
    }

    @Override
    protected void assertSameSound(AudioChunk sent, AudioChunk arrived) {
        SoundLikeness.assertAlike(sent, arrived);
    }

    private record ThirdBench(ThirdRehearsal server, SpeechModel model) implements Bench {

        @Override
        public SessionReport report() {
            return server.report(1);
        }

        @Override
        public void cutConnection() {
            server.cutConnections();
        }

        @Override
        public List<String> secrets() {
            return List.of(ThirdRehearsal.KEY);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
