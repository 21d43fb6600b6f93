package dev.switchhook.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The jar's first class, and the only one that an older Java can run: it is compiled for Java 17 and tells whoever
/// starts the program with a Java that is too old what to do, where the virtual machine would only say that it does
/// not know a class file version.
public final class Launcher {

    static final int NEEDED = 25;

    private static final int WRONG_USAGE = 2;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([0-9]+)");

    private Launcher() {}

    /// Starts the program, or explains which Java it needs.
    public static void main(String[] arguments) {
        int running = Runtime.version().feature();
        if (running >= NEEDED) {
            Main.main(arguments);
            return;
        }
        Stream<Path> usual = Stream.concat(
                Stream.ofNullable(System.getenv("JAVA_HOME")).map(Path::of),
                Stream.of(
                                Path.of("/usr/lib/jvm"),
                                Path.of("/opt"),
                                Path.of("/Library/Java/JavaVirtualMachines"),
                                Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
                                Path.of(System.getProperty("user.home"), ".jdks"))
                        .flatMap(Launcher::children));
        System.err.print(explanation(running, newEnough(usual), System.getProperty("java.class.path"), arguments));
        System.exit(WRONG_USAGE);
    }

    /// What the user is told.
    ///
    /// @param running the Java version that runs now
    /// @param java the `java` of a version that is new enough, when one was found
    /// @param jar this program
    static String explanation(int running, Optional<Path> java, String jar, String[] arguments) {
        String words = String.join(" ", arguments);
        return "switchhook needs Java " + NEEDED + " or newer; this is Java " + running + ".\n"
                + java.map(found -> "Use: " + found + " -jar " + jar + (words.isEmpty() ? "" : " " + words))
                        .orElse("Install a JDK " + NEEDED
                                + ", for example from https://adoptium.net, and start it with that java.")
                + "\n";
    }

    /// The `java` of the first of these installations that is new enough.
    static Optional<Path> newEnough(Stream<Path> homes) {
        return homes.flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                .filter(home -> version(home) >= NEEDED)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int version(Path home) {
        try {
            Matcher matcher = VERSION.matcher(Files.readString(home.resolve("release")));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException unreadable) {
            // No installation, or one that does not say what it is.
            return 0;
        }
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList().stream();
        } catch (IOException missing) {
            return Stream.empty();
        }
    }
}
