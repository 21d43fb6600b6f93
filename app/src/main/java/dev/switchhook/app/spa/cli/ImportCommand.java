package dev.switchhook.app.spa.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `spa import`: appointments of another system come into the book.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Books the appointments of a file: a CSV table with a header line, or an iCalendar file.",
            "Every mistake is told with its line. With a mistake nothing is booked, unless --skip-bad says otherwise.",
            "The same file, imported again, books nothing twice."
        },
        footer = {"", "Exit codes: 0 all of it is in the book; 1 something is not; 2 the file cannot be used."})
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "In UTF-8; its name ends with .csv or .ics.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Looks at everything and books nothing.")
    private boolean dryRun;

    @Option(names = "--skip-bad", description = "Books the good rows of a file that has bad ones, too.")
    private boolean skipBad;

    @Spec
    private CommandSpec spec;

    private final Visit visit;
    private final InstantSource clock;

    ImportCommand(Visit visit, InstantSource clock) {
        this.visit = visit;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean isCalendar = name.endsWith(".ics");
        if (!isCalendar && !name.endsWith(".csv")) {
            throw new ParameterException(
                    line, "Invalid value for 'FILE': its name ends neither with .csv nor with .ics");
        }
        String text;
        try {
            text = TextFile.read(file);
        } catch (TextFile.Unusable unusable) {
            throw new ParameterException(line, "Invalid value for 'FILE': " + unusable.getMessage());
        }
        PrintWriter err = line.getErr();
        return visit.with(err, open -> {
            Drafts drafts =
                    isCalendar ? CalendarReading.read(text, open.book().house().zone()) : TableFile.read(text);
            return new Importing(open, clock, line.getOut(), err, dryRun, skipBad).run(drafts);
        });
    }
}
