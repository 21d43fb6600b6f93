package dev.switchhook.app;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.JdbcAudit;
import dev.switchhook.app.business.EndsOfCalls;
import dev.switchhook.app.business.TellingRegistry;
import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.config.SpeechProvider;
import dev.switchhook.app.console.access.ConsoleSettings;
import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JdbcArchive;
import dev.switchhook.app.journal.Journals;
import dev.switchhook.app.live.Surroundings;
import dev.switchhook.app.management.ManagementServer;
import dev.switchhook.app.metrics.Meters;
import dev.switchhook.app.operator.OperatorDesk;
import dev.switchhook.app.operator.OperatorWatch;
import dev.switchhook.app.operator.RequestTable;
import dev.switchhook.app.phone.PhoneDesk;
import dev.switchhook.app.recording.Recorder;
import dev.switchhook.app.recording.Recordings;
import dev.switchhook.app.runtime.Alarm;
import dev.switchhook.app.runtime.HeapGauge;
import dev.switchhook.app.runtime.Ports;
import dev.switchhook.app.runtime.Switchboard;
import dev.switchhook.app.runtime.SwitchboardRules;
import dev.switchhook.app.speech.ExchangeRules;
import dev.switchhook.app.speech.Provider;
import dev.switchhook.app.speech.SpeechExchange;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.speech.SpeechModel;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.openai.OpenAiSpeechModels;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.browser.BrowserLines;
import dev.switchhook.twilio.control.CarrierOfEach;
import dev.switchhook.xai.XaiSockets;
import dev.switchhook.xai.XaiSpeechModel;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running bridge: everything put together once, from top to bottom, and taken down in the opposite order.
final class Bridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /// Less than the 2 s that the registry may take.
    private static final Duration LONGEST_AFTER_CALL = Duration.ofMillis(500);

    private final Database database;
    private final ApplicationContext context;
    private final Switchboard switchboard;
    private final SpeechExchange exchange;
    private final DurableJournal durable;
    private final Meters meters;
    private final Tracing tracing;
    private final ManagementServer management;
    private final Lookout lookout;
    private final AfterCalls afterCalls;
    private final OperatorWatch operators;
    private final Caretaker caretaker;
    private final EmbeddedServer server;

    private Bridge(
            Database database,
            ApplicationContext context,
            Switchboard switchboard,
            SpeechExchange exchange,
            DurableJournal durable,
            Meters meters,
            Tracing tracing,
            ManagementServer management,
            Lookout lookout,
            AfterCalls afterCalls,
            OperatorWatch operators,
            Caretaker caretaker,
            EmbeddedServer server) {
        this.database = database;
        this.context = context;
        this.switchboard = switchboard;
        this.exchange = exchange;
        this.durable = durable;
        this.meters = meters;
        this.tracing = tracing;
        this.management = management;
        this.lookout = lookout;
        this.afterCalls = afterCalls;
        this.operators = operators;
        this.caretaker = caretaker;
        this.server = server;
    }

    /// Starts the bridge. When it returns, calls are answered; when it throws, nothing is left open.
    ///
    /// @param speech makes the speech model
    /// @param journal where the facts of calls go
    static Bridge start(LoadedConfiguration configuration, AppSettings settings, Speech speech, CallJournal journal) {
        // The database and the framework take their time beside each other. A virtual thread would keep its carrier
        // with every class that it loads.
        FutureTask<Database> opening = new FutureTask<>(() -> Database.open(settings.database()));
        Thread.ofPlatform().name("open-database").daemon().start(opening);
        ApplicationContext context =
                configuration.contextBuilder(settings.console().framework()).build();
        try {
            context.start();
            refuseOpenDoor(context, settings);
            return assembled(configuration, context, result(opening), settings, speech, journal);
        } catch (RuntimeException | Error failed) {
            context.close();
            closeOnceOpened(opening);
            throw failed;
        }
    }

    private static Bridge assembled(
            LoadedConfiguration configuration,
            ApplicationContext context,
            Database database,
            AppSettings settings,
            Speech speech,
            CallJournal journal) {
        House house = House.of(context, database.dataSource(), settings, configuration::variable);
        context.registerSingleton(TwilioSettings.class, settings.twilio());
        context.registerSingleton(ConsoleSettings.class, settings.console());
        context.registerSingleton(Audit.class, new JdbcAudit(database.dataSource()));
        context.registerSingleton(
                Recordings.class,
                new Recordings(database.dataSource(), settings.keeping().recordings()));
        SpeechExchange exchange = exchange(speech.model(context, settings), settings);
        warnOfLocalAddress(settings);
        NodeId node = ThisNode.named();
        DurableJournal durable = DurableJournal.start(
                database.dataSource(), node, settings.journal().rules());
        OperatorWatch operators = new OperatorWatch(new RequestTable(database.dataSource()), node);
        Meters meters = new Meters();
        List<String> tools =
                house.tools().toolbox().tools().stream().map(Tool::name).toList();
        meters.tools(tools);
        Tracing tracing = Tracing.begin(settings.tracing(), node, tools);
        CallRegistry registry = new TellingRegistry(
                new JdbcCallRegistry(database.dataSource()),
                new EndsOfCalls(house.afterwards(), Executors.newVirtualThreadPerTaskExecutor(), LONGEST_AFTER_CALL));
        BrowserPhone phone = new BrowserPhone(context.getBean(BrowserLines.class));
        Recorder recorder = Caretaker.recorder(database.dataSource(), settings.keeping(), node, house.recording());
        Ports ports = new Ports(
                house.assistants(),
                exchange,
                context.getBean(CarrierOfEach.class),
                house.runner(),
                Journals.reduced(
                        Journals.all(journal, durable, meters.journal(), operators, phone.feed(), tracing.journal()),
                        house.tools()::withoutPersonalData),
                registry,
                new JdbcArchive(database.dataSource()),
                recorder);
        BooleanSupplier memoryIsFull = HeapGauge.ofThisProcess();
        Switchboard switchboard = new Switchboard(
                ports,
                node,
                settings.calls().rules(),
                SwitchboardRules.of(
                                settings.calls().maxConcurrent(),
                                settings.calls().busyLine())
                        .withElsewhere(settings.server().drainRedirect())
                        .withGauge(guests -> memoryIsFull.getAsBoolean() || exchange.full(guests)),
                (call, defect) -> LOG.error("call={} event=defect", call, defect));
        operators.begin(switchboard);
        context.registerSingleton(IncomingCalls.class, tracing.of(switchboard));
        context.registerSingleton(OperatorDesk.class, operators);
        context.registerSingleton(
                Surroundings.class,
                new NodeSurroundings(node, switchboard, exchange, context.getBean(TwilioMetrics.class)));
        context.registerSingleton(PhoneDesk.class, phone.desk(switchboard, house.assistants(), exchange, settings));
        AdapterMeters counts = new AdapterMeters(meters.gauges());
        counts.bind(context.getBean(TwilioMetrics.class), exchange);
        counts.bind(switchboard);
        meters.gauges().process(switchboard::calls, switchboard::draining);
        meters.gauges().journal(durable);
        meters.gauges().tools(house.tools());
        tracing.bind(meters.gauges());
        counts.bind(recorder);

        try {
            EmbeddedServer server = listening(context, settings.server().port());
            // After the server, so that whoever is told that this process is ready finds it so.
            ManagementServer management =
                    Management.open(settings.server().management(), node, switchboard, database.dataSource(), meters);
            Lookout lookout = Lookout.begin(
                    switchboard,
                    registry,
                    node,
                    settings.server().management().nodeAddress(management.port()),
                    meters.reconciler());
            AfterCalls afterCalls = AfterCalls.begin(context, database.dataSource(), registry, house, settings, meters);
            Caretaker caretaker = Caretaker.begin(database.dataSource(), settings.keeping(), node, recorder);
            return new Bridge(
                    database,
                    context,
                    switchboard,
                    exchange,
                    durable,
                    meters,
                    tracing,
                    management,
                    lookout,
                    afterCalls,
                    operators,
                    caretaker,
                    server);
        } catch (RuntimeException | Error failed) {
            operators.stop();
            meters.close();
            switchboard.close();
            exchange.close();
            durable.close();
            tracing.close();
            throw failed;
        }
    }

    /// The framework knows best what it will listen on.
    private static void refuseOpenDoor(ApplicationContext context, AppSettings settings) {
        settings.console()
                .mistake(context.getProperty("micronaut.server.host", String.class))
                .ifPresent(mistake -> {
                    throw new RefusedStart(List.of(mistake));
                });
    }

    private static EmbeddedServer listening(ApplicationContext context, int port) {
        try {
            return context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException) {
                    throw new RefusedStart(List.of(SettingsReader.environmentName("micronaut.server.port") + ": " + port
                            + " is in use or not ours to take; allowed: a free port, or 0 for any"));
                }
            }
            throw failed;
        }
    }

    /// A model of somebody else becomes the only provider of an exchange of its own.
    private static SpeechExchange exchange(SpeechModel model, AppSettings settings) {
        return model instanceof SpeechExchange exchange
                ? exchange
                : exchange(List.of(new Provider(model, 0)), settings);
    }

    private static SpeechExchange exchange(List<Provider> providers, AppSettings settings) {
        return new SpeechExchange(
                providers, ExchangeRules.standard(settings.exchange().prewarm()), Alarm.steady());
    }

    /// Processes on several hosts that all say that they are to be found on loopback would each ask themselves
    /// whether another one lives.
    private static void warnOfLocalAddress(AppSettings settings) {
        if (settings.database().isElsewhere()
                && settings.server().management().nodeAddress().isEmpty()) {
            LOG.warn("event=node-address-local variable={}", SettingsReader.environmentName("switchhook.node-address"));
        }
    }

    private static void closeOnceOpened(FutureTask<Database> opening) {
        Database opened;
        try {
            opened = result(opening);
        } catch (RuntimeException _) {
            // It was not opened, which may be the very failure that is being told.
            return;
        }
        opened.close();
    }

    private static Database result(FutureTask<Database> opening) {
        try {
            return opening.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", interrupted);
        }
    }

    /// Makes the speech model that answers calls.
    @FunctionalInterface
    interface Speech {

        SpeechModel model(ApplicationContext context, AppSettings settings);

        /// The providers that the settings name, behind one exchange.
        static SpeechModel configured(ApplicationContext context, AppSettings settings) {
            return exchange(
                    settings.exchange().providers().stream()
                            .map(provider -> new Provider(
                                    one(provider, context, settings),
                                    settings.exchange().sessions(provider)))
                            .toList(),
                    settings);
        }

        /// One of the providers, whether the settings name it or not.
        static SpeechModel one(SpeechProvider provider, ApplicationContext context, AppSettings settings) {
            return provider == SpeechProvider.XAI
                    ? new XaiSpeechModel(settings.xai(), context.getBean(XaiSockets.class))
                    : context.getBean(OpenAiSpeechModels.class).with(settings.openai());
        }
    }

    int port() {
        return server.getPort();
    }

    /// Where health and metrics are told.
    int managementPort() {
        return management.port();
    }

    /// Where operators ask for something in calls.
    OperatorDesk operators() {
        return operators;
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    /// Takes no new calls, lets the live ones go on for that long, and then hands them over.
    void drain(Duration longest) {
        new Drain(switchboard).run(longest);
    }

    /// Ends at once, as a killed process ends: nothing is written down or said any more. For rehearsals.
    void crash() {
        lookout.stop();
        afterCalls.stop();
        operators.stop();
        caretaker.stop();
        // Or other processes would be told that this one lives.
        management.close();
        switchboard.close();
        exchange.close();
        database.close();
        context.close();
        durable.close();
        tracing.close();
        meters.close();
    }

    @Override
    public void close() {
        server.stop();
        lookout.leave();
        management.close();
        // Before the context, which closes what records are posted with.
        afterCalls.close();
        exchange.close();
        context.close();
        switchboard.close();
        operators.close();
        caretaker.close();
        durable.close();
        tracing.close();
        meters.close();
        database.close();
    }
}
