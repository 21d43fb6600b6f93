package dev.switchhook.app.config;

import dev.switchhook.domain.settings.SettingsReader;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// All configuration, loaded once, in the framework's own order of precedence: what the program itself decides, over
/// system properties, over the environment, over the user's file, over the `application.yml` in the jar.
///
/// The values for [SettingsReader] and the sources for the application context are the same ones, so that the
/// framework and our settings never disagree. Immutable; may be used by any thread.
public final class LoadedConfiguration {

    private static final List<String> PEERS = List.of(
            "openai.", "xai.", "twilio.", "switchhook.provider", "switchhook.public-url", "switchhook.after-call.");

    /// Shorter values would mask parts of ordinary words, and keep nothing from anybody.
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern SECRET =
            Pattern.compile(".*(api-key|token|secret|password)[^.]*|switchhook\\.tracing\\.headers");

    private final Map<String, Object> file;
    private final Map<String, String> environment;
    private final Map<String, String> overrides;
    private final List<String> mistakes;
    private final Map<String, String> values;

    private LoadedConfiguration(
            Map<String, Object> file,
            Map<String, String> environment,
            Map<String, String> overrides,
            List<String> mistakesOfFile) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
        this.overrides = Map.copyOf(overrides);
        List<String> found = new ArrayList<>(mistakesOfFile);
        this.values = Map.copyOf(resolved(found));
        this.mistakes = List.copyOf(found);
    }

    /// An environment variable that somebody's own file names, such as one that holds a secret.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /// Loads the configuration.
    ///
    /// @param file the user's own YAML file, if there is one
    /// @param environment the environment variables
    /// @throws RefusedStart when the file does not exist or is not YAML; keys that do not exist are kept as
    ///     [#mistakes()] instead, so that they are reported together with wrong values
    public static LoadedConfiguration load(Optional<Path> file, Map<String, String> environment) {
        if (file.isEmpty()) {
            return new LoadedConfiguration(Map.of(), environment, Map.of(), List.of());
        }
        List<Yaml.Entry> entries = entries(file.get());
        Map<String, Object> values = new LinkedHashMap<>();
        for (Yaml.Entry entry : entries) {
            switch (entry.content()) {
                case Yaml.Content.Text(String text) -> values.put(entry.key(), text);
                case Yaml.Content.Texts(List<String> texts) -> values.put(entry.key(), texts);
                case Yaml.Content.Nothing _ -> {
                    // A key without a value leaves the default as it is.
                }
            }
        }
        List<String> mistakes = KnownKeys.documented().mistakes(file.get().toString(), entries);
        return new LoadedConfiguration(values, environment, Map.of(), mistakes);
    }

    private static List<Yaml.Entry> entries(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RefusedStart(List.of("--config " + file + ": "
                    + (Files.exists(file) ? "is not a file" : "does not exist") + "; allowed: a readable YAML file"));
        }
        try {
            return Yaml.read(new StringReader(Files.readString(file)));
        } catch (IOException _) {
            throw new RefusedStart(
                    List.of("--config " + file + ": cannot be read; allowed: a readable YAML file in UTF-8"));
        } catch (Yaml.Unreadable e) {
            throw new RefusedStart(List.of("--config " + file + ": " + e.getMessage() + "; allowed: YAML"));
        }
    }

    /// A reader of the values, with an empty list of mistakes. Each call gives a new one.
    public SettingsReader reader() {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)), chosen());
    }

    /// What is wrong with the configuration itself, whatever the values are read for; one line each.
    public List<String> mistakes() {
        return mistakes;
    }

    /// A foreign message without our secrets, and without anything that looks like a password in a URL.
    public String masked(String message) {
        return withoutSecrets(message)
                .replaceAll("(?i)(password|secret|token|key)=[^&;\\s]*", "$1=***")
                .replaceAll("//[^/@\\s]+@", "//***@");
    }

    /// A line of ours without the values of keys that hold secrets.
    String withoutSecrets(String line) {
        String masked = line;
        for (Map.Entry<String, String> setting : values.entrySet()) {
            String value = setting.getValue().strip();
            if (SECRET.matcher(setting.getKey()).matches() && value.length() >= SHORTEST_SECRET) {
                masked = masked.replace(value, "***");
            }
        }
        return masked;
    }

    /// The same configuration with some values decided by the program, stronger than everything else.
    ///
    /// @param decided values by key, for example `openai.base-url`
    public LoadedConfiguration with(Map<String, String> decided) {
        Map<String, String> all = new HashMap<>(overrides);
        all.putAll(decided);
        return new LoadedConfiguration(file, environment, all, mistakes);
    }

    /// The same configuration without anything that says who the real peers are: keys, URLs, models, voices, the
    /// choice of the provider, the public address, who gets the records of calls. What remains is ours: the
    /// database, the rules of calls, the business.
    public LoadedConfiguration withoutPeers() {
        Predicate<String> ofPeer = key -> PEERS.stream().anyMatch(key::startsWith);
        Predicate<String> variableOfPeer = variable -> {
            String name = SettingsReader.environmentName(variable);
            return PEERS.stream().map(SettingsReader::environmentName).anyMatch(name::startsWith);
        };
        return new LoadedConfiguration(
                without(file, ofPeer), without(environment, variableOfPeer), without(overrides, ofPeer), mistakes);
    }

    private static <V> Map<String, V> without(Map<String, V> values, Predicate<String> key) {
        Map<String, V> rest = new HashMap<>(values);
        rest.keySet().removeIf(key);
        return rest;
    }

    /// A builder of an application context that sees this configuration and no other.
    public ApplicationContextBuilder contextBuilder() {
        return contextBuilder(Map.of());
    }

    /// A builder of an application context that sees this configuration, and what the settings that were read from it
    /// mean for the framework.
    ///
    /// Neither an environment name nor a cloud is guessed: what runs is what is configured.
    ///
    /// @param decided stronger than everything else, by key
    public ApplicationContextBuilder contextBuilder(Map<String, String> decided) {
        Map<String, String> all = new HashMap<>(overrides);
        all.putAll(decided);
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .banner(false)
                .environmentPropertySource(false)
                .propertySources(
                        LayeredSource.defaults(KnownKeys.documented().businessDefaults()),
                        LayeredSource.file(file),
                        LayeredSource.environment(environment),
                        LayeredSource.overrides(all));
    }

    private Set<String> chosen() {
        Set<String> set = new HashSet<>(file.keySet());
        set.addAll(overrides.keySet());
        return KnownKeys.documented().chosen(set);
    }

    private Map<String, String> resolved(List<String> found) {
        Map<String, String> resolved = new HashMap<>();
        try (Environment loaded = contextBuilder().build().getEnvironment().start()) {
            Set<String> keys = new HashSet<>(KnownKeys.documented().all());
            keys.addAll(chosen());
            for (String key : keys) {
                try {
                    loaded.getProperty(key, String.class).ifPresent(value -> resolved.put(key, value));
                } catch (ConfigurationException _) {
                    // The exception quotes the value, which may be a secret.
                    found.add(SettingsReader.environmentName(key)
                            + ": refers with ${...} to something that is not set; allowed: a plain value");
                }
            }
        }
        return resolved;
    }
}
