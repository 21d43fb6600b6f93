package dev.switchhook.app.config;

import dev.switchhook.domain.hangup.PhrasePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/// The phrase packs that are in the jar, one for each language. A further language is a further file below
/// `resources/phrases` and its name in this list.
final class PhrasePacks {

    /// The languages, as the packs are called.
    static final Set<String> LANGUAGES = Set.of("de", "en", "es", "fr");

    private PhrasePacks() {}

    /// The pack of one of these languages.
    static PhrasePack of(String language) {
        String name = "/phrases/" + language + ".txt";
        try (InputStream resource = Objects.requireNonNull(PhrasePacks.class.getResourceAsStream(name), name)) {
            return PhrasePack.parse(language, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
