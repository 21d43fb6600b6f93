package dev.switchhook.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys that exist: exactly those that the program's own `application.yml` documents.
///
/// A key that does not stand there is a mistake when it is found in a user's file, because a typing error must not
/// be silent. Keys of the framework (`micronaut.*` and the like) are the framework's affair and pass unchecked.
final class KnownKeys {

    /// Where the documented keys stand.
    static final String RESOURCE = "/application.yml";

    private static final Set<String> OURS = Set.of("switchhook", "openai", "xai", "twilio", "spa");
    private static final Set<String> FRAMEWORK = Set.of(
            "micronaut", "netty", "datasources", "flyway", "logger", "jackson", "serde", "executors", "endpoints");

    private final Map<String, Optional<String>> defaults;

    private KnownKeys(Map<String, Optional<String>> defaults) {
        this.defaults = defaults;
    }

    /// The documented keys.
    static KnownKeys documented() {
        try (InputStream resource = Objects.requireNonNull(KnownKeys.class.getResourceAsStream(RESOURCE), RESOURCE);
                var reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            Map<String, Optional<String>> defaults = new LinkedHashMap<>();
            Yaml.read(reader).forEach(entry -> defaults.put(entry.key(), entry.text()));
            return new KnownKeys(defaults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Yaml.Unreadable e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    /// Every documented key, also the framework's, in the order of the file.
    Set<String> all() {
        return defaults.keySet();
    }

    /// The mistakes of these entries of a user's file: keys that do not exist, and keys whose content is no plain
    /// value.
    List<String> mistakes(String file, List<Yaml.Entry> entries) {
        List<String> mistakes = new ArrayList<>();
        for (Yaml.Entry entry : entries) {
            String root = root(entry.key());
            String where = entry.key() + " (" + file + ", line " + entry.line() + "): ";
            if (FRAMEWORK.contains(root)) {
                continue;
            }
            if (!OURS.contains(root)) {
                mistakes.add(where + "'" + root + "' is unknown; allowed: " + sorted(OURS) + ", and of the framework "
                        + sorted(FRAMEWORK));
            } else if (isSection(entry.key())) {
                if (!(entry.content() instanceof Yaml.Content.Nothing)) {
                    mistakes.add(where + "holds a value; allowed: a section with " + sorted(under(entry.key())));
                }
            } else if (!defaults.containsKey(entry.key())) {
                String section = longestSection(entry.key());
                mistakes.add(where + "is unknown; allowed under " + section + ": " + sorted(under(section)));
            } else if (entry.content() instanceof Yaml.Content.Texts) {
                mistakes.add(where + "holds a list; allowed: one value");
            }
        }
        return mistakes;
    }

    private boolean isSection(String key) {
        return defaults.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    private String longestSection(String key) {
        String section = key;
        do {
            section = section.contains(".") ? section.substring(0, section.lastIndexOf('.')) : root(key);
        } while (section.contains(".") && !isSection(section));
        return section;
    }

    private Set<String> under(String section) {
        return defaults.keySet().stream()
                .filter(known -> known.startsWith(section + "."))
                .map(known -> root(known.substring(section.length() + 1)))
                .collect(Collectors.toSet());
    }

    private static String root(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
