package dev.switchhook.app.cli;

import dev.switchhook.domain.port.operator.OperatorAct;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hangup`: ends a call at once, whichever process serves it.
@Command(
        name = "hangup",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Ends a call at once, without a farewell, whichever process serves it.")
final class HangUpCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "CALL",
            description = "Twilio's id of the call: CA and 32 hexadecimal digits.")
    private String sid = "";

    @Option(names = "--json", description = "Prints a JSON object instead of a line for people.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final SwitchhookCommand top;

    HangUpCommand(SwitchhookCommand top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        return Operating.perform(top, spec.commandLine(), sid, OperatorAct.HangUp::new, json);
    }
}
