package dev.switchhook.app;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the program starts. */
@Command(
        name = "switchhook",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Connects telephone callers to realtime speech models.")
public final class Main implements Runnable {

    private final PrintStream out;

    Main(PrintStream out) {
        this.out = out;
    }

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main(System.out)).execute(arguments));
    }

    @Override
    public void run() {
        out.println(Version.text());
    }

    @Command(name = "demo", description = "Stands where the rehearsed calls will be.")
    int demo(@Option(names = "--calls", defaultValue = "1", description = "How many calls to make.") int calls) {
        out.println(Version.text() + ": " + calls + " call(s)");
        return calls < 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    @Command(name = "serve", description = "Stands where the server will be.")
    int serve() {
        out.println(Version.text() + " serves nothing yet");
        return CommandLine.ExitCode.OK;
    }

    static final class Version implements CommandLine.IVersionProvider {

        static String text() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            return "switchhook " + (version == null ? "(unpackaged)" : version);
        }

        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
