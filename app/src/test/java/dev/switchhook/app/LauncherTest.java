package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final int CLASS_FILE_OF_JAVA_17 = 61;

    @TempDir
    Path directory;

    @Test
    void an_older_java_can_read_the_first_class() throws Exception {
        try (InputStream code = Launcher.class.getResourceAsStream("Launcher.class")) {
            assertThat(ByteBuffer.wrap(code.readNBytes(8)).getShort(6)).isEqualTo((short) CLASS_FILE_OF_JAVA_17);
        }
    }

    @Test
    void it_finds_an_installation_that_is_new_enough() throws Exception {
        Path old = installation("jdk-17", "JAVA_VERSION=\"17.0.15\"\n");
        Path broken = installation("jdk-x", "IMPLEMENTOR=\"Nobody\"\n");
        Path fitting = installation("jdk-25/Contents/Home", "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25\"\n");
        Path missing = directory.resolve("nothing");

        assertThat(Launcher.newEnough(Stream.of(missing, old, broken, directory.resolve("jdk-25"))))
                .contains(fitting.resolve("bin/java"));
        assertThat(Launcher.newEnough(Stream.of(missing, old, broken))).isEmpty();
    }

    @Test
    void it_says_which_command_would_work() {
        String[] arguments = {"demo", "--calls", "3"};

        assertThat(Launcher.explanation(17, Optional.of(Path.of("/jdk/bin/java")), "app/switchhook.jar", arguments))
                .isEqualTo("""
                    switchhook needs Java 25 or newer; this is Java 17.
                    Use: /jdk/bin/java -jar app/switchhook.jar demo --calls 3
                    """);
        assertThat(Launcher.explanation(21, Optional.empty(), "app/switchhook.jar", arguments))
                .contains("this is Java 21", "Install a JDK 25")
                .hasLineCount(2);
    }

    private Path installation(String name, String release) throws Exception {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release);
        Path java = Files.writeString(home.resolve("bin/java"), "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
