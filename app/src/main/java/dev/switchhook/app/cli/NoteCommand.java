package dev.switchhook.app.cli;

import dev.switchhook.domain.port.operator.OperatorAct;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `note`: writes something down about a call that is going on.
@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Writes a note about a call that is going on into its record.")
final class NoteCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "CALL",
            description = "Twilio's id of the call: CA and 32 hexadecimal digits.")
    private String sid = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "One line of at most 500 characters.")
    private String text = "";

    @Option(names = "--json", description = "Prints a JSON object instead of a line for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;

    NoteCommand(SwitchhookCommand top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        return Operating.perform(top, spec.commandLine(), sid, () -> new OperatorAct.Note(text), json);
    }
}
