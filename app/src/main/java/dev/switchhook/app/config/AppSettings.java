package dev.switchhook.app.config;

import dev.switchhook.app.business.BusinessSettings;
import dev.switchhook.app.console.access.ConsoleSettings;
import dev.switchhook.app.delivery.DeliverySettings;
import dev.switchhook.app.journal.JournalSettings;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.openai.OpenAiSettings;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.xai.XaiSettings;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every setting of the program, checked. Its text form holds no secret.
///
/// @param exchange who speaks with the callers
/// @param server how the server listens and stops
/// @param calls the rules of calls
/// @param twilio how Twilio and we know each other
/// @param openai how OpenAI is reached, if it is a provider
/// @param xai how xAI is reached, if it is a provider
/// @param database where the records are kept
/// @param journal where the journal goes while the database is out
/// @param delivery where the records of calls go
/// @param tracing where the traces of calls are sent
/// @param keeping where recordings go, and how long what calls leave behind is kept
/// @param assistants who answers which number, as far as that is configured
/// @param httpTools the file that describes the tools behind HTTP endpoints, if there is one
/// @param business what the installed businesses say about themselves
/// @param console whether there are pages for people, and for whom
public record AppSettings(
        ExchangeSettings exchange,
        ServerSettings server,
        CallSettings calls,
        TwilioSettings twilio,
        OpenAiSettings openai,
        XaiSettings xai,
        DatabaseSettings database,
        JournalSettings journal,
        DeliverySettings delivery,
        TracingSettings tracing,
        KeepingSettings keeping,
        List<AssistantSettings> assistants,
        Optional<Path> httpTools,
        BusinessSettings business,
        ConsoleSettings console) {

    private static final String HTTP_TOOLS = "switchhook.http-tools";

    private static final String ADVICE =
            "Without a Twilio account: 'switchhook demo' rehearses a whole call on this machine.";

    /// Keeps its own copy of the list.
    public AppSettings {
        assistants = List.copyOf(assistants);
    }

    /// The settings of a server that real callers reach.
    ///
    /// @throws RefusedStart when anything is wrong or missing; it names every mistake
    public static AppSettings forServing(LoadedConfiguration configuration) {
        return read(configuration, true);
    }

    /// The settings of a rehearsal, which needs no credentials.
    ///
    /// @param configuration what [LoadedConfiguration#withoutPeers()] gave
    /// @throws RefusedStart when anything is wrong; it names every mistake
    public static AppSettings forDemo(LoadedConfiguration configuration) {
        return read(configuration, false);
    }

    /// The database alone, for a command that reads what a server has written.
    ///
    /// @throws RefusedStart when the configuration has a mistake in itself, or in what is said about the database
    public static DatabaseSettings databaseOf(LoadedConfiguration configuration) {
        SettingsReader reader = configuration.reader();
        DatabaseSettings database = DatabaseSettings.read(reader);
        refuseMistakes(configuration, reader, false);
        return database;
    }

    /// How long things are kept, and where, for a command that deletes them.
    ///
    /// @throws RefusedStart when the configuration has a mistake in itself, or in what is said about that
    public static KeepingSettings keepingOf(LoadedConfiguration configuration) {
        SettingsReader reader = configuration.reader();
        KeepingSettings keeping = KeepingSettings.read(reader);
        refuseMistakes(configuration, reader, false);
        return keeping;
    }

    /// The businesses alone, for a command of one of them.
    ///
    /// @throws RefusedStart when the configuration has a mistake in itself, or in what is said about a business
    public static BusinessSettings businessOf(LoadedConfiguration configuration) {
        SettingsReader reader = configuration.reader();
        BusinessSettings business = BusinessSettings.read(reader);
        refuseMistakes(configuration, reader, false);
        return business;
    }

    private static AppSettings read(LoadedConfiguration configuration, boolean serving) {
        SettingsReader reader = configuration.reader();
        AppSettings settings = read(reader, serving);
        refuseMistakes(configuration, reader, serving);
        return settings;
    }

    private static void refuseMistakes(LoadedConfiguration configuration, SettingsReader reader, boolean serving) {
        List<String> mistakes = new ArrayList<>(configuration.mistakes());
        mistakes.addAll(reader.mistakes());
        if (!mistakes.isEmpty()) {
            boolean credentials = reader.text("twilio.account-sid").isPresent()
                    && reader.secret("twilio.auth-token").isPresent();
            // A secret in the wrong place is quoted by whoever reads that place.
            List<String> lines =
                    mistakes.stream().map(configuration::withoutSecrets).toList();
            throw new RefusedStart(lines, serving && !credentials ? ADVICE : "");
        }
    }

    private static Optional<Path> httpTools(SettingsReader reader) {
        try {
            return reader.text(HTTP_TOOLS).map(Path::of);
        } catch (InvalidPathException _) {
            reader.mistake(HTTP_TOOLS, "is not a path", "a YAML file that describes tools, or none");
            return Optional.empty();
        }
    }

    static AppSettings read(SettingsReader reader, boolean serving) {
        ExchangeSettings exchange = ExchangeSettings.read(reader);
        TwilioSettings twilio = TwilioSettings.read(reader, serving);
        return new AppSettings(
                exchange,
                ServerSettings.read(reader),
                CallSettings.read(reader),
                twilio,
                OpenAiSettings.read(reader, exchange.uses(SpeechProvider.OPENAI)),
                XaiSettings.read(reader, exchange.uses(SpeechProvider.XAI)),
                DatabaseSettings.read(reader),
                JournalSettings.read(reader),
                DeliverySettings.read(reader),
                TracingSettings.read(reader),
                KeepingSettings.read(reader),
                AssistantSettings.read(reader),
                httpTools(reader),
                BusinessSettings.read(reader),
                ConsoleSettings.read(reader, twilio.publicUrl()));
    }

    /// The preferred one of those who speak with the callers.
    public SpeechProvider provider() {
        return exchange.providers().getFirst();
    }

    /// How a provider sounds, in words for people.
    public Voice voice(SpeechProvider provider) {
        return switch (provider) {
            case OPENAI ->
                new Voice(openai.model(), openai.voice(), openai.baseUrl().getRawAuthority());
            case XAI ->
                new Voice(
                        xai.model().orElse("chosen by the provider; XAI_MODEL pins one"),
                        xai.voice(),
                        xai.baseUrl().getRawAuthority());
            case REHEARSAL -> new Voice("a script", "recorded", "this machine");
        };
    }

    /// The origin under which Twilio reaches us.
    public URI publicUrl() {
        return twilio.publicUrl();
    }

    /// Whether any speech provider's key is set.
    public boolean knowsSpeechKey() {
        return !openai.apiKey().reveal().isEmpty() || xai.apiKey().isPresent();
    }

    /// What is heard, and where it comes from.
    ///
    /// @param model the speech model
    /// @param name the voice
    /// @param host the host that is dialled, with its port when the URL names one
    public record Voice(String model, String name, String host) {}
}
