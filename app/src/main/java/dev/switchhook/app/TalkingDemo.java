package dev.switchhook.app;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.journal.LoggingJournal;
import dev.switchhook.app.rehearsal.RehearsedProvider;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.rehearsal.SessionReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// The demo in which the user is the caller, by the browser phone: the real program on this machine only, a rehearsed
/// provider, and nobody behind the carrier's address.
final class TalkingDemo {

    private static final String ACCOUNT = "AC000000000000000000000000000000aa";

    private static final String OPENAI = "openai";

    private final RehearsedProvider provider;
    private final ScratchDatabase database;
    private final Bridge bridge;

    private TalkingDemo(RehearsedProvider provider, ScratchDatabase database, Bridge bridge) {
        this.provider = provider;
        this.database = database;
        this.bridge = bridge;
    }

    /// Runs it until the process is asked to stop.
    ///
    /// @param wire whose wire the rehearsed provider speaks
    static int run(LoadedConfiguration configuration, AppSettings settings, String wire) {
        TalkingDemo demo = start(configuration, settings, wire, new LoggingJournal());
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(demo::stop));
        System.out.println("  Talk to it: http://127.0.0.1:" + demo.bridge.port() + "/phone");
        System.out.println("  It is a scripted agent: it hears that you speak, and not what you say. Ctrl-C ends it.");
        System.out.flush();
        return Wiring.untilTheProcessEnds();
    }

    /// Starts it. When it returns, the page can be opened.
    ///
    /// @param journal where the facts of calls go, beside the program's own journal
    static TalkingDemo start(
            LoadedConfiguration configuration, AppSettings settings, String wire, CallJournal journal) {
        var story = Storyteller.told(settings.business());
        RehearsedProvider provider = RehearsedProvider.playing(story, wire);
        ScratchDatabase database = ScratchDatabase.unless(settings.database());
        LoadedConfiguration whole = configuration.with(decided(provider, wire)).with(database.settings());
        try {
            Bridge bridge = Bridge.start(whole, AppSettings.forServing(whole), speech(provider, wire), journal);
            return new TalkingDemo(provider, database, bridge);
        } catch (RuntimeException | Error failed) {
            database.close();
            provider.close();
            throw failed;
        }
    }

    /// One that speaks OpenAI's wire is called a rehearsal, as `serve` calls it.
    private static Bridge.Speech speech(RehearsedProvider provider, String wire) {
        return wire.equals(OPENAI) ? Wiring.speech(Optional.of(provider)) : Bridge.Speech::configured;
    }

    /// The port of the page.
    int port() {
        return bridge.port();
    }

    /// The database of the program.
    DataSource database() {
        return bridge.dataSource();
    }

    /// What the rehearsed provider has seen of each session.
    List<SessionReport> sessions() {
        return provider.reports();
    }

    /// Ends it.
    void stop() {
        bridge.drain(Duration.ZERO);
        bridge.close();
        database.close();
        provider.close();
    }

    private static Map<String, String> decided(RehearsedProvider provider, String wire) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        int port = freePort();
        Map<String, String> decided = new HashMap<>();
        decided.put("twilio.account-sid", ACCOUNT);
        decided.put("twilio.auth-token", "nobody-signs-with-this");
        decided.put("twilio.api-base-url", "http://" + host + ":9");
        decided.put("switchhook.public-url", "http://" + host + ":" + port);
        decided.put("switchhook.provider", wire.equals(OPENAI) ? "rehearsal" : wire);
        decided.put(wire + ".api-key", provider.apiKey().reveal());
        decided.put(wire + ".base-url", provider.baseUrl().toString());
        decided.put(wire + ".max-sessions", "0");
        decided.put("micronaut.server.port", Integer.toString(port));
        decided.put("micronaut.server.host", host);
        decided.put("switchhook.management.port", "0");
        decided.put("switchhook.console.open", "loopback");
        decided.put("logger.levels.dev.switchhook", "WARN");
        return decided;
    }

    /// The usual port, as whoever reads the address expects it, or any other one when that is taken.
    private static int freePort() {
        for (int port : new int[] {8080, 0}) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        return 0;
    }
}
