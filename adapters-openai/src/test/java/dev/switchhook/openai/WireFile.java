package dev.switchhook.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Reads the golden files under `src/test/resources/wire`.
final class WireFile {

    private WireFile() {}

    /// One line: what its first word says it is, and the rest.
    record Line(String kind, String text) {}

    static String text(String name) {
        try (InputStream file = Objects.requireNonNull(WireFile.class.getResourceAsStream("/wire/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// The lines that matter: no blank ones and no comments.
    static List<Line> lines(String name) {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .map(line -> line.split(" ", 2))
                .map(words -> new Line(words[0], words.length == 1 ? "" : words[1]))
                .toList();
    }
}
