package dev.switchhook.app.cli;

import dev.switchhook.app.config.AppSettings;
import dev.switchhook.app.config.LoadedConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `demo`: calls that are made against ourselves, without account or key.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Rehearses calls on this machine: a telephone and a speech model that speak the real wires on loopback.",
            "It needs no account and no key, and ignores those that are set."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--provider",
            paramLabel = "openai|xai",
            defaultValue = "openai",
            converter = ToDialect.class,
            description = "Whose wire the speech model speaks (default: ${DEFAULT-VALUE}).")
    private DemoOptions.Dialect provider = DemoOptions.Dialect.OPENAI;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many calls are made at once, 1 to " + DemoOptions.MOST_CALLS + " (default: ${DEFAULT-VALUE}).")
    private int calls = 1;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Where to write a WAV file of every call; without it the first call goes to switchhook-demo.")
    private Optional<Path> record = Optional.empty();

    @Option(
            names = "--faults",
            paramLabel = "PLAN",
            description = {
                "Let things go wrong on purpose: a file with one fault per line, or the name of a built-in plan,",
                "such as lost-line, rest-outage or everything."
            })
    private Optional<String> faults = Optional.empty();

    @Option(
            names = "--talk",
            description = {
                "Rehearse nothing: be the caller yourself, by your browser's microphone.",
                "It runs until Ctrl-C and listens on this machine only; --calls, --record and --faults mean nothing"
                        + " then."
            })
    private boolean talk;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;
    private final DemoWork work;

    DemoCommand(SwitchhookCommand top, DemoWork work) {
        this.top = top;
        this.work = work;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (calls < 1 || calls > DemoOptions.MOST_CALLS) {
            throw new ParameterException(
                    line,
                    "Invalid value for option '--calls': '" + calls + "' is not a number from 1 to "
                            + DemoOptions.MOST_CALLS);
        }
        if (record.isPresent() && Files.exists(record.get()) && !Files.isDirectory(record.get())) {
            throw new ParameterException(
                    line, "Invalid value for option '--record': '" + record.get() + "' is not a directory");
        }
        LoadedConfiguration configuration = top.load().withoutPeers();
        AppSettings.forDemo(configuration);
        return work.demo(configuration, new DemoOptions(provider, calls, record, faults, talk));
    }

    /// Reads the word after `--provider`.
    static final class ToDialect implements ITypeConverter<DemoOptions.Dialect> {

        @Override
        public DemoOptions.Dialect convert(String word) {
            return DemoOptions.Dialect.of(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is neither openai nor xai"));
        }
    }
}
