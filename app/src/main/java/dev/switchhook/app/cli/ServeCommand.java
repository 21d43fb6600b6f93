package dev.switchhook.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `serve`: the server that real callers reach.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Starts the server that Twilio calls. This is the default.")
final class ServeCommand implements Callable<Integer> {

    private final SwitchhookCommand top;

    ServeCommand(SwitchhookCommand top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        return top.serve();
    }
}
