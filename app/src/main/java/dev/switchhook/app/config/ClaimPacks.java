package dev.switchhook.app.config;

import dev.switchhook.domain.claim.ClaimPack;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The claim packs that are in the jar, one for each language, and a team's own phrases beside them. A further language
/// is a further file below `resources/phrases/claims` and its name in this list.
final class ClaimPacks {

    /// The languages, as the packs are called.
    static final Set<String> LANGUAGES = Set.of("en");

    private static final String LANGUAGES_KEY = "switchhook.calls.claim-languages";
    private static final String PHRASES_KEY = "switchhook.calls.claim-phrases";

    private ClaimPacks() {}

    /// The pack of one of these languages.
    static ClaimPack of(String language) {
        String name = "/phrases/claims/" + language + ".txt";
        try (InputStream resource = Objects.requireNonNull(ClaimPacks.class.getResourceAsStream(name), name)) {
            return ClaimPack.parse(language, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What agents are held to. A team's own phrases are added to the pack of the first language.
    static Claims read(SettingsReader settings) {
        List<ClaimPack> packs = new ArrayList<>(settings.words(LANGUAGES_KEY, LANGUAGES, List.of("en")).stream()
                .map(ClaimPacks::of)
                .toList());
        own(settings).ifPresent(own -> packs.set(0, packs.getFirst().with(own)));
        return new Claims(packs);
    }

    private static Optional<ClaimPack> own(SettingsReader settings) {
        Optional<String> file = settings.text(PHRASES_KEY);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClaimPack.parse(file.get(), Files.readString(Path.of(file.get()))));
        } catch (IOException | InvalidPathException _) {
            settings.mistake(PHRASES_KEY, "cannot be read", "the path of a file of phrases in UTF-8");
        } catch (IllegalArgumentException wrong) {
            settings.mistake(
                    PHRASES_KEY, Objects.requireNonNull(wrong.getMessage()), "phrases as docs/claims.md tells");
        }
        return Optional.empty();
    }
}
