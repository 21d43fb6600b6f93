package dev.switchhook.app.cli;

import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.CallId;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `call SID`: everything that is known of one call, its transcript included.
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Tells how a call went: who ended it and with which proof, what was said and heard, what tools did.",
            "It reads the database of 'serve', which may be running. What it prints is private."
        })
final class CallCommand implements Callable<Integer> {

    private static final String FORM = "CA[0-9a-fA-F]{32}|BC[0-9a-f]{32}";

    @Parameters(
            paramLabel = "SID",
            description = "The id of the call: CA, or BC when a browser has called, and 32 hexadecimal digits.")
    private String sid = "";

    @Option(names = "--json", description = "Prints a JSON object instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;

    CallCommand(SwitchhookCommand top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (!sid.matches(FORM)) {
            throw new ParameterException(
                    line, "Invalid value for 'SID': '" + sid + "' is not CA and 32 hexadecimal digits");
        }
        PrintWriter out = line.getOut();
        PrintWriter err = line.getErr();
        return CallRecords.read(top, err, book -> {
            Optional<CallStory> story = book.find(new CallId(sid));
            if (story.isEmpty()) {
                err.println("switchhook: nothing is recorded of the call " + sid);
                return ExitCode.SOFTWARE;
            }
            out.println(json ? CallJson.call(story.get()) : CallSheet.of(story.get(), ZoneId.systemDefault()));
            return ExitCode.OK;
        });
    }
}
