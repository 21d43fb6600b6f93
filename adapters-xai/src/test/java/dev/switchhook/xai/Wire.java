package dev.switchhook.xai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Reads the golden files: blocks of lines with an empty line in between.
final class Wire {

    private Wire() {}

    static List<String> blocks(String file) {
        try (InputStream in = Wire.class.getResourceAsStream("/wire/" + file)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("\n\n", -1))
                    .map(String::strip)
                    .filter(block -> !block.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
