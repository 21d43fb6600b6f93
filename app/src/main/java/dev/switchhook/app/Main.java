package dev.switchhook.app;

import dev.switchhook.app.cli.Program;
import java.io.PrintWriter;

/// Where the program starts, on Java 25 or newer.
public final class Main {

    private Main() {}

    /// Runs the command that the arguments name and ends the process with its exit code.
    public static void main(String[] arguments) {
        Carriers.provide();
        Program program = new Program(Wiring::serve, Wiring::demo, Doctor::examine, OpenOffice::open, System.getenv())
                .forgetting(Erasures::forgetting);
        System.exit(program.run(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                arguments));
    }
}
