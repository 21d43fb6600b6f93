package dev.switchhook.app.spa.cli;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `spa`: the commands about the spa's book.
@Command(
        name = "spa",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(day | import | services | therapists | hours | holidays)",
        description = {
            "Shows the spa's book and fills it. It works on the database of 'serve'.",
            "With PostgreSQL 'serve' may be running; an H2 file belongs to one process: stop 'serve' first.",
            "An empty book is furnished first, as 'serve' does."
        })
public final class SpaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private SpaCommand() {}

    /// The command with all of its own ones. Nothing is opened before one of them was parsed.
    ///
    /// @param open opens the book
    public static CommandLine line(Supplier<OpenBook> open, InstantSource clock) {
        Visit visit = new Visit(open);
        return new CommandLine(new SpaCommand())
                .addSubcommand(new DayCommand(visit, clock))
                .addSubcommand(new ImportCommand(visit, clock))
                .addSubcommand(new ServicesCommand(visit))
                .addSubcommand(new TherapistsCommand(visit))
                .addSubcommand(new HoursCommand(visit))
                .addSubcommand(new HolidaysCommand(visit));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
