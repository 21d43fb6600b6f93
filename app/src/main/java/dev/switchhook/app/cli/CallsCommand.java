package dev.switchhook.app.cli;

import dev.switchhook.app.export.CallExport;
import dev.switchhook.app.filing.CallFile;
import dev.switchhook.app.filing.Criteria;
import dev.switchhook.app.journal.CallStory;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `calls`: the latest calls, one line each.
@Command(
        name = "calls",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Lists the latest calls: how each of them ended, who decided that, and how long the line took to be down.",
            "With what is looked for, it lists the calls that are over and fit all of it.",
            "It reads the database of 'serve', which may be running."
        })
final class CallsCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many calls are listed, 1 to " + MOST + " (default: ${DEFAULT-VALUE}).")
    private int last = 20;

    @Option(names = "--json", description = "Prints a JSON array instead of the table.")
    private boolean json;

    @Mixin
    private CallFilter filter = new CallFilter();

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;

    CallsCommand(SwitchhookCommand top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (last < 1 || last > MOST) {
            throw new ParameterException(
                    line, "Invalid value for option '--last': '" + last + "' is not a number from 1 to " + MOST);
        }
        PrintWriter out = line.getOut();
        Optional<Criteria> wanted = filter.criteria(line);
        if (wanted.isPresent()) {
            return CallRecords.search(top, line.getErr(), search -> {
                List<CallFile> files = CallRecords.newest(search, wanted.get(), last);
                out.println(json ? CallExport.files(files) : CallTable.ofFiles(files, ZoneId.systemDefault()));
                return ExitCode.OK;
            });
        }
        return CallRecords.read(top, line.getErr(), book -> {
            List<CallStory> calls = book.latest(last);
            out.println(json ? CallExport.json(calls) : CallTable.of(calls, ZoneId.systemDefault(), top.ink()));
            return ExitCode.OK;
        });
    }
}
