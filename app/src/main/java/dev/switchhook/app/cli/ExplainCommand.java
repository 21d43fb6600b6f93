package dev.switchhook.app.cli;

import dev.switchhook.app.explain.Cause;
import dev.switchhook.app.explain.Explanation;
import dev.switchhook.app.export.CallExport;
import dev.switchhook.app.journal.CallStory;
import dev.switchhook.domain.caller.CallId;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
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

/// `explain SID`: why a call was a bad one.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = {
            "Tells why a call was a bad one: the surest cause first, what speaks for it, and what to do now.",
            "It reads the database of 'serve', which may be running. It tells nothing that was said."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final String FORM = "CA[0-9a-fA-F]{32}";

    @Parameters(paramLabel = "SID", description = "Twilio's id of the call: CA and 32 hexadecimal digits.")
    private String sid = "";

    @Option(names = "--json", description = "Prints a JSON object instead of lines for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;

    ExplainCommand(SwitchhookCommand top) {
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
                ExplainSheet.unknown().forEach(err::println);
                return ExitCode.SOFTWARE;
            }
            List<Cause> causes = Explanation.of(story.get());
            out.println(
                    json
                            ? CallExport.explanation(story.get(), causes)
                            : ExplainSheet.of(story.get(), causes, ZoneId.systemDefault(), top.ink()));
            return ExitCode.OK;
        });
    }
}
