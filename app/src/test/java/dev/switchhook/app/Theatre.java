package dev.switchhook.app;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.Capabilities;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechListener;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.openai.OpenAiSettings;
import dev.switchhook.openai.OpenAiSpeechModels;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import dev.switchhook.twilio.rehearsal.RestRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// The running program between rehearsed peers, with a database in memory and a [Scene] for each caller. May be used
/// by several tests at once.
final class Theatre implements AutoCloseable {

    static final String ACCOUNT = "AC0000000000000000000000000000005e";
    static final String TOKEN = "theatre-token";
    /// The telephone leads this host to the program on this machine, as a proxy that ends TLS would.
    static final String ORIGIN = "https://theatre.switchhook.example";
    static final String COMPANY = "+14155550100";

    /// A model that answers at once, so that a call takes no longer than what is said in it.
    static final RehearsalOptions BRISK = new RehearsalOptions(Duration.ofMillis(20), 20, List.of());

    private final RehearsalTwilio twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), URI.create(ORIGIN));
    private final KeptJournal journal = new KeptJournal();
    private final Map<String, Scene> scenes = new ConcurrentHashMap<>();
    private final Map<String, String> callers = new ConcurrentHashMap<>();
    private final List<Scene> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger(1000);
    private final LoadedConfiguration configuration;
    private final List<Bridge> bridges = new CopyOnWriteArrayList<>();
    private final Connection keepsDatabase;
    private final Bridge.Speech speech;

    /// @param settings stronger than the defaults
    Theatre(Map<String, String> settings) {
        this(settings, true);
    }

    /// A theatre in which the providers of the settings answer, and not those of the scenes.
    static Theatre withProviders(Map<String, String> settings) {
        return new Theatre(settings, false);
    }

    private Theatre(Map<String, String> settings, boolean cast) {
        speech = cast
                ? (context, read) -> new Casting(context.getBean(OpenAiSpeechModels.class), read.openai())
                : Bridge.Speech::configured;
        Map<String, String> all = new HashMap<>();
        all.put("twilio.account-sid", ACCOUNT);
        all.put("twilio.auth-token", TOKEN);
        all.put("twilio.api-base-url", twilio.apiBaseUrl().toString());
        all.put("switchhook.public-url", ORIGIN);
        all.put("switchhook.provider", "openai");
        all.put("switchhook.database-url", "jdbc:h2:mem:theatre-" + UUID.randomUUID());
        all.put("switchhook.journal-directory", "target/theatre-journal-" + UUID.randomUUID());
        all.put("openai.api-key", "sk-rehearsal");
        all.put("openai.base-url", "http://127.0.0.1:1/v1");
        // Its casting knows who calls only when the call has begun.
        all.put("switchhook.prewarm", "false");
        all.put("micronaut.server.port", "0");
        all.put("switchhook.management.port", "0");
        all.put("micronaut.server.host", "127.0.0.1");
        all.putAll(settings);
        configuration = LoadedConfiguration.load(Optional.empty(), Map.of()).with(all);
        try {
            // A database in memory goes with its last connection, which may be that of a process that was killed.
            keepsDatabase = DriverManager.getConnection(all.get("switchhook.database-url"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        another();
    }

    /// Starts a process of the program on the same database, and has the carrier find all of them.
    ///
    /// @return its number, counted from 0
    int another() {
        bridges.add(Bridge.start(configuration, AppSettings.forServing(configuration), speech, journal));
        reach(IntStream.range(0, bridges.size()).toArray());
        return bridges.size() - 1;
    }

    /// From now on the carrier finds these processes.
    void reach(int... numbers) {
        twilio.bridgesListenAt(Arrays.stream(numbers)
                .mapToObj(number -> new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), bridges.get(number).port()))
                .toList());
    }

    /// Kills a process.
    void crash(int number) {
        bridges.get(number).crash();
    }

    /// Asks a process to stop, and closes it when it has let its calls go.
    ///
    /// @param longest how long its calls may go on
    void stop(int number, Duration longest) {
        bridges.get(number).drain(longest);
        bridges.get(number).close();
    }

    /// A caller with a number of their own, whose calls are answered by this role.
    Scene scene(Supplier<Role> role) {
        return scene(role, BRISK);
    }

    Scene scene(Supplier<Role> role, RehearsalOptions options) {
        return scene("+1415777" + numbers.getAndIncrement(), role, options);
    }

    /// A caller with that number, or whatever the carrier states for one.
    Scene scene(String number, Supplier<Role> role, RehearsalOptions options) {
        Scene scene = new Scene(this, number, role, options);
        scenes.put(number, scene);
        opened.add(scene);
        return scene;
    }

    int port() {
        return bridges.getFirst().port();
    }

    /// Where a process listens.
    int port(int number) {
        return bridges.get(number).port();
    }

    int managementPort() {
        return bridges.getFirst().managementPort();
    }

    /// Asks the running program to stop: no new calls are taken.
    void drain() {
        bridges.getFirst().drain(Duration.ZERO);
    }

    RehearsalTwilio twilio() {
        return twilio;
    }

    KeptJournal journal() {
        return journal;
    }

    DataSource database() {
        return bridges.getFirst().dataSource();
    }

    /// Says who makes a call that no rehearsed telephone makes.
    void expectCall(String callSid, Scene scene) {
        callers.put(callSid, scene.number());
    }

    /// Requests that ask to end a call of that caller.
    Predicate<RestRequest> hangsUp(Scene scene) {
        return request -> {
            String file = request.path().substring(request.path().lastIndexOf('/') + 1);
            return request.completes() && caller(file.replace(".json", "")).equals(scene.number());
        };
    }

    private String caller(String callSid) {
        String known = callers.get(callSid);
        return known != null
                ? known
                : twilio.ledger().webhooks(callSid).getFirst().form().get("From");
    }

    @Override
    public void close() {
        bridges.forEach(Bridge::close);
        twilio.close();
        opened.forEach(Scene::close);
        try {
            keepsDatabase.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Lets every call be answered by the model of its scene.
    private final class Casting implements SpeechModel {
        private final OpenAiSpeechModels models;
        private final SpeechModel any;

        private Casting(OpenAiSpeechModels models, OpenAiSettings settings) {
            this.models = models;
            this.any = models.with(settings);
        }

        @Override
        public String name() {
            return any.name();
        }

        @Override
        public Capabilities capabilities() {
            return any.capabilities();
        }

        @Override
        public SpeechSession open(SpeechBriefing briefing, SpeechListener listener) {
            CallId call = briefing.call();
            Scene scene = scenes.get(caller(call.value()));
            return scene.open(models.with(scene.provider().settings()), briefing, listener);
        }
    }
}
