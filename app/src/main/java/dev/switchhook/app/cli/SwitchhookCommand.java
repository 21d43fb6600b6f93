package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The program's top command. Without a sub-command it serves.
@Command(
        name = "switchhook",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        synopsisSubcommandLabel =
                "[serve | demo | calls | call SID | explain SID | doctor | forget NUMBER | completion SHELL]",
        description = "Answers telephone calls with a realtime speech model. Without a command it serves.",
        footer = {
            "",
            "Exit codes: 0 all went well; 1 a promise broke or something failed;",
            "            2 the command line or the configuration is wrong."
        })
final class SwitchhookCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A YAML file with settings. The environment is stronger, the built-in defaults are weaker.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = "Colours: ${COMPLETION-CANDIDATES}; auto, the default, on a terminal unless NO_COLOR is set.",
            completionCandidates = ColorWords.class,
            converter = ColorWords.class)
    private Ink.Wish color = Ink.Wish.AUTO;

    private final ServeWork work;
    private final Map<String, String> environment;
    private Optional<LoadedConfiguration> loaded = Optional.empty();

    SwitchhookCommand(ServeWork work, Map<String, String> environment) {
        this.work = work;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        return serve();
    }

    /// Checks every setting before anything is opened, then serves.
    int serve() {
        LoadedConfiguration configuration = load();
        AppSettings.forServing(configuration);
        return work.serve(configuration);
    }

    /// The configuration that the option `--config` and the environment give.
    LoadedConfiguration load() {
        LoadedConfiguration configuration = LoadedConfiguration.load(config, environment);
        loaded = Optional.of(configuration);
        return configuration;
    }

    /// The colours of the output.
    Ink ink() {
        return Ink.of(color, environment, Ink.onTerminal());
    }

    /// The message without the secrets of the configuration, as far as that has been loaded.
    String masked(String message) {
        return loaded.map(configuration -> configuration.masked(message)).orElse(message);
    }
}
