package dev.switchhook.app.cli;

import dev.switchhook.app.business.BackOffice;
import dev.switchhook.app.business.Business;
import dev.switchhook.app.business.Businesses;
import dev.switchhook.app.config.RefusedStart;
import dev.switchhook.app.store.DatabaseUnavailable;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/// The command line as a whole: it parses, checks, hands the work on, and turns every outcome into an exit code.
///
/// It is parsed before any application context exists, so that `--help`, `--version` and wrong words cost neither a
/// database nor a port. Exit codes: 0 all went well, 1 a promise broke or something failed, 2 the command line or
/// the configuration is wrong.
public final class Program {

    private final ServeWork serve;
    private final DemoWork demo;
    private final DoctorWork doctor;
    private final Optional<OfficeWork> office;
    private final Optional<ForgetWork> forget;
    private final Map<String, String> environment;

    /// A program whose businesses have no commands of their own.
    ///
    /// @param environment the environment variables
    public Program(ServeWork serve, DemoWork demo, DoctorWork doctor, Map<String, String> environment) {
        this(serve, demo, doctor, Optional.empty(), Optional.empty(), environment);
    }

    /// A program that hands its work to these.
    ///
    /// @param office opens what the commands of businesses work with
    /// @param environment the environment variables
    public Program(
            ServeWork serve, DemoWork demo, DoctorWork doctor, OfficeWork office, Map<String, String> environment) {
        this(serve, demo, doctor, Optional.of(office), Optional.empty(), environment);
    }

    /// The same program, which can also forget callers.
    ///
    /// @param work opens what forgets them
    public Program forgetting(ForgetWork work) {
        return new Program(serve, demo, doctor, office, Optional.of(work), environment);
    }

    private Program(
            ServeWork serve,
            DemoWork demo,
            DoctorWork doctor,
            Optional<OfficeWork> office,
            Optional<ForgetWork> forget,
            Map<String, String> environment) {
        this.serve = serve;
        this.demo = demo;
        this.doctor = doctor;
        this.office = office;
        this.forget = forget;
        this.environment = Map.copyOf(environment);
    }

    /// Runs the command that the words name.
    ///
    /// @param out where help and version go
    /// @param err where mistakes and failures go
    /// @return the exit code
    public int run(PrintWriter out, PrintWriter err, String... words) {
        SwitchhookCommand top = new SwitchhookCommand(serve, environment);
        return commands(top)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((exception, _) -> wrongWords(exception))
                .setExecutionExceptionHandler((exception, where, _) -> failed(exception, top, where.getErr()))
                .execute(words);
    }

    /// Every command that there is.
    CommandLine commands() {
        return commands(new SwitchhookCommand(serve, environment));
    }

    private CommandLine commands(SwitchhookCommand top) {
        CommandLine line = new CommandLine(top)
                .addSubcommand(new ServeCommand(top))
                .addSubcommand(new DemoCommand(top, demo))
                .addSubcommand(new CallsCommand(top))
                .addSubcommand(new CallCommand(top))
                .addSubcommand(new ExplainCommand(top))
                .addSubcommand(new SayCommand(top))
                .addSubcommand(new HangUpCommand(top))
                .addSubcommand(new NoteCommand(top))
                .addSubcommand(new DoctorCommand(top, doctor))
                .addSubcommand(new CompletionCommand());
        forget.ifPresent(work -> line.addSubcommand(new ForgetCommand(top, work)));
        office.ifPresent(work -> addBusinesses(line, () -> work.open(top.load())));
        return line;
    }

    private static void addBusinesses(CommandLine line, Supplier<BackOffice> office) {
        for (Business business : Businesses.installed()) {
            business.commands(office).forEach(line::addSubcommand);
        }
    }

    private static int wrongWords(ParameterException exception) {
        CommandLine line = exception.getCommandLine();
        line.getErr().println("switchhook: " + exception.getMessage());
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception exception, SwitchhookCommand top, PrintWriter err) {
        if (exception instanceof RefusedStart refusal) {
            int count = refusal.mistakes().size();
            err.println("switchhook does not start: the configuration has "
                    + (count == 1 ? "a mistake." : count + " mistakes."));
            refusal.mistakes().forEach(mistake -> err.println("  " + mistake));
            if (!refusal.advice().isEmpty()) {
                err.println(refusal.advice());
            }
            return ExitCode.USAGE;
        }
        if (exception instanceof WrongWords words) {
            err.println("switchhook: " + words.getMessage());
            return ExitCode.USAGE;
        }
        if (exception instanceof DatabaseUnavailable missing) {
            err.println("switchhook does not start:");
            err.println("  " + missing.getMessage());
            return ExitCode.USAGE;
        }
        new Failure(exception, top::masked).print(err);
        return ExitCode.SOFTWARE;
    }
}
