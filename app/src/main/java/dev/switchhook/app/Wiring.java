package dev.switchhook.app;

import dev.switchhook.app.cli.Banner;
import dev.switchhook.app.cli.DemoOptions;
import dev.switchhook.app.cli.WrongWords;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.journal.LoggingJournal;
import dev.switchhook.app.rehearsal.FaultPlan;
import dev.switchhook.app.rehearsal.FaultPlans;
import dev.switchhook.app.rehearsal.Rehearsal;
import dev.switchhook.app.rehearsal.RehearsedProvider;
import dev.switchhook.app.rehearsal.Stage;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.app.rehearsal.UnreadablePlan;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import dev.switchhook.openai.OpenAiSettings;
import dev.switchhook.openai.OpenAiSpeechModels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/// What the commands do: `serve` runs the bridge for real callers, `demo` rehearses calls against it.
final class Wiring {

    /// In a rehearsal the transcript and the scores speak; the log keeps to warnings.
    private static final Map<String, String> QUIET = Map.of("logger.levels.dev.switchhook", "WARN");

    /// The journal of a process that dies has much to tell, and nobody to tell it to.
    private static final Map<String, String> SILENT_DEATH = Map.of("logger.levels.dev.switchhook.app.journal", "OFF");

    private Wiring() {}

    /// Runs the bridge until the process is asked to stop; then lets the live calls end.
    static int serve(LoadedConfiguration configuration) {
        AppSettings settings = AppSettings.forServing(configuration);
        Optional<RehearsedProvider> rehearsed = settings.provider() == SpeechProvider.REHEARSAL
                ? Optional.of(RehearsedProvider.playing(Storyteller.told(settings.business())))
                : Optional.empty();
        Bridge bridge = Bridge.start(configuration, settings, speech(rehearsed), new LoggingJournal());
        System.out.print(Banner.of(settings, bridge.port()));
        System.out.flush();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    bridge.drain(settings.server().drain());
                    bridge.close();
                    rehearsed.ifPresent(RehearsedProvider::close);
                }));
        return untilTheProcessEnds();
    }

    /// A rehearsed provider, or those that the settings name.
    static Bridge.Speech speech(Optional<RehearsedProvider> rehearsed) {
        return rehearsed
                .map(provider -> (Bridge.Speech) (context, _) -> context.getBean(OpenAiSpeechModels.class)
                        .with(OpenAiSettings.of(provider.baseUrl(), provider.apiKey())))
                .orElse(Bridge.Speech::configured);
    }

    static int untilTheProcessEnds() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /// Rehearses calls; every one of them goes through the settings, the sockets and the database of the real
    /// program.
    static int demo(LoadedConfiguration configuration, DemoOptions options) {
        AppSettings settings = AppSettings.forDemo(configuration);
        if (options.talk()) {
            return TalkingDemo.run(configuration, settings, options.provider().word());
        }
        FaultPlan plan = plan(options);
        try (ScratchDatabase database = ScratchDatabase.unless(settings.database())) {
            Rehearsal rehearsal = new Rehearsal(
                    RehearsedProvider.speaking(options.provider().word()),
                    options.provider().word(),
                    options.calls(),
                    Storyteller.told(settings.business()),
                    plan,
                    System.out);
            LoadedConfiguration quiet = configuration.with(QUIET).with(plan.crashes() ? SILENT_DEATH : Map.of());
            Rehearsal.Result result = rehearsal.perform(stage(quiet.with(database.settings())));
            rehearsal.print(result);
            int recordings = options.record().isPresent() ? options.calls() : 1;
            rehearsal.record(result, options.record().orElse(Path.of("switchhook-demo")), recordings);
            return result.allKept() ? 0 : 1;
        }
    }

    private static FaultPlan plan(DemoOptions options) {
        if (options.faults().isEmpty()) {
            return FaultPlan.NONE;
        }
        FaultPlan plan;
        try {
            plan = FaultPlans.find(options.faults().get());
        } catch (UnreadablePlan mistake) {
            throw new WrongWords(String.valueOf(mistake.getMessage()));
        }
        if (plan.crashes() && options.calls() > 1) {
            throw new WrongWords(
                    plan.name() + ": 'crash' is rehearsed with one call only, not with --calls " + options.calls());
        }
        return plan;
    }

    /// The real program, as a rehearsal starts it.
    static Stage stage(LoadedConfiguration configuration) {
        return (decided, journal) -> running(configuration.with(decided), journal);
    }

    private static Stage.Running running(LoadedConfiguration configuration, CallJournal journal) {
        AppSettings settings = AppSettings.forServing(configuration);
        Bridge bridge = Bridge.start(configuration, settings, Bridge.Speech::configured, journal);
        return new Stage.Running() {
            @Override
            public int port() {
                return bridge.port();
            }

            @Override
            public DataSource database() {
                return bridge.dataSource();
            }

            @Override
            public boolean recordedOver(String call) {
                try {
                    return new JdbcCallRegistry(bridge.dataSource())
                            .find(new CallId(call))
                            .filter(record -> record.state() == CallState.OVER)
                            .isPresent();
                } catch (RegistryUnavailable _) {
                    return false;
                }
            }

            @Override
            public void crash() {
                bridge.crash();
            }

            @Override
            public void close() {
                bridge.close();
            }
        };
    }
}
