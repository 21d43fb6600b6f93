package dev.switchhook.app.cli;

import dev.switchhook.app.config.SpeechProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `doctor`: which boundary does not work, and why; or what a change of the provider would change.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Proves each boundary alone, in order: the configuration, the public URL and its signature, Twilio's REST",
            "API, every speech provider, the framing of the sound, the database. It talks to the real peers for a few",
            "seconds, as in a short call, and changes nothing."
        },
        footer = {"", "Exit codes: 0 all is well; 1 something is wrong; 2 something cannot be told from here."})
final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--swap",
            paramLabel = "FROM:TO",
            converter = ToSwap.class,
            description = {
                "Tells what changes when a provider is replaced, such as openai:xai, and connects nothing.",
                "Exit code 1 when an option that is set for the first would be lost silently."
            })
    private Optional<DoctorOptions.Swap> swap = Optional.empty();

    @Option(names = "--json", description = "Prints a JSON object instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;
    private final DoctorWork work;

    DoctorCommand(SwitchhookCommand top, DoctorWork work) {
        this.top = top;
        this.work = work;
    }

    @Override
    public Integer call() {
        StringWriter report = new StringWriter();
        int code;
        try (Progress _ = Progress.begin(spec.commandLine().getErr(), "examining", Ink.onTerminal())) {
            code = work.examine(top.load(), new DoctorOptions(swap, json), new PrintWriter(report));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report);
        out.flush();
        return code;
    }

    /// Reads the words after `--swap`.
    static final class ToSwap implements ITypeConverter<DoctorOptions.Swap> {

        @Override
        public DoctorOptions.Swap convert(String words) {
            List<SpeechProvider> providers = Stream.of(words.split(":", -1))
                    .flatMap(word -> Stream.of(SpeechProvider.OPENAI, SpeechProvider.XAI)
                            .filter(provider -> provider.word().equals(word.toLowerCase(Locale.ROOT))))
                    .distinct()
                    .toList();
            if (providers.size() != 2 || words.split(":", -1).length != 2) {
                throw new TypeConversionException("'" + words + "' is neither openai:xai nor xai:openai");
            }
            return new DoctorOptions.Swap(providers.getFirst(), providers.getLast());
        }
    }
}
