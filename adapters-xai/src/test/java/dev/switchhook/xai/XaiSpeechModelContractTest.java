package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.testkit.SpeechModelContract;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class XaiSpeechModelContractTest extends SpeechModelContract {

    private static ApplicationContext context;

    @BeforeAll
    static void startFramework() {
        context = ApplicationContext.run();
    }

    @AfterAll
    static void stopFramework() {
        context.close();
    }

    private static SpeechModel dialling(URI baseUrl, Secret key) {
        return new XaiSpeechModel(XaiSettings.towards(baseUrl, key), context.getBean(XaiSockets.class));
    }

    @Override
    protected Bench bench(Supplier<Role> roles) {
        XaiRehearsal server = XaiRehearsal.open(roles, 8, XaiMisbehaviour.none());
        return new XaiBench(server, dialling(server.baseUrl(), server.apiKey()));
    }

    @Override
    protected Bench benchRefusing() {
        XaiRehearsal server = XaiRehearsal.open(QuietRole::new);
        return new XaiBench(server, dialling(server.baseUrl(), new Secret("sk-not-a-key-of-xai")));
    }

    @Override
    protected Optional<Bench> benchWith(Mishap mishap, Supplier<Role> roles) {
        XaiMisbehaviour wrong = switch (mishap) {
            case NO_ROOM -> XaiMisbehaviour.refusing(429);
            case NEVER_READY -> XaiMisbehaviour.with(Oddity.NEVER_READY);
            case OTHER_FORMAT -> XaiMisbehaviour.with(Oddity.WRONG_ECHO);
            case STRANGE_MESSAGES -> XaiMisbehaviour.with(Oddity.STRANGE_MESSAGES);
            case HUGE_MESSAGES -> XaiMisbehaviour.with(Oddity.HUGE_MESSAGES);
            case EXPIRES -> XaiMisbehaviour.expiringAt(1);
            case DEAF -> XaiMisbehaviour.with(Oddity.DEAF);
            case HARMLESS_ERROR -> XaiMisbehaviour.with(Oddity.HARMLESS_ERROR);
            case REPEATED_TOOL_CALLS -> XaiMisbehaviour.with(Oddity.REPEATS_TOOL_CALLS);
            case LATE_SOUND -> XaiMisbehaviour.with(Oddity.LATE_SOUND);
            case LATE_TRANSCRIPTS -> XaiMisbehaviour.with(Oddity.LATE_TRANSCRIPTS);
        };
        XaiRehearsal server = XaiRehearsal.open(roles, 8, wrong);
        return Optional.of(new XaiBench(server, dialling(server.baseUrl(), server.apiKey())));
    }

    @Override
    protected SpeechModel modelDialling(int loopbackPort) {
        return dialling(URI.create("http://127.0.0.1:" + loopbackPort + "/v1"), new Secret("xai-test"));
    }

    private static final class QuietRole implements Role {
        @Override
        public String heard(int number) {
            return "";
        }

        @Override
        public List<Act> play(Cue cue) {
            return List.of();
        }
    }

    private record XaiBench(XaiRehearsal server, SpeechModel model) implements Bench {

        @Override
        public SessionReport report() {
            return server.ended(1).orTimeout(10, TimeUnit.SECONDS).join();
        }

        @Override
        public List<String> secrets() {
            return List.of(server.apiKey().reveal());
        }

        @Override
        public void cutConnection() {
            server.cutConnections();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
