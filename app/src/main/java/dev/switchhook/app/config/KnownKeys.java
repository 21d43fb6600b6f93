package dev.switchhook.app.config;

import dev.switchhook.app.business.Business;
import dev.switchhook.app.business.Businesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The keys that exist: exactly those that the program's own `application.yml` documents, and those that the installed
/// businesses document.
///
/// A key that does not stand there is a mistake when it is found in a user's file, because a typing error must not
/// be silent. Keys of the framework (`micronaut.*` and the like) are the framework's affair and pass unchecked.
final class KnownKeys {

    /// Where the documented keys stand.
    static final String RESOURCE = "/application.yml";

    private static final Set<String> OURS = Set.of("switchhook", "openai", "xai", "twilio");
    private static final Set<String> FRAMEWORK = Set.of(
            "micronaut", "netty", "datasources", "flyway", "logger", "jackson", "serde", "executors", "endpoints");

    private static final KnownKeys DOCUMENTED = new KnownKeys();

    private final Map<String, Optional<String>> defaults = new LinkedHashMap<>();
    private final Map<String, String> businessDefaults = new LinkedHashMap<>();
    private final Set<String> ours = new HashSet<>(OURS);
    private final Set<String> chosen;

    private KnownKeys() {
        entries(RESOURCE).forEach(entry -> defaults.put(entry.key(), entry.text()));
        for (Business business : Businesses.installed()) {
            ours.add(business.section());
            for (Yaml.Entry entry : entries(business.documentedKeys())) {
                if (!root(entry.key()).equals(business.section())) {
                    throw new IllegalStateException(business.documentedKeys() + " documents the key " + entry.key()
                            + ", which is not of the section " + business.section());
                }
                defaults.put(entry.key(), entry.text());
                entry.text().ifPresent(text -> businessDefaults.put(entry.key(), text));
            }
        }
        this.chosen = defaults.keySet().stream()
                .filter(known -> List.of(known.split("\\.", -1)).stream().anyMatch(KnownKeys::isChosen))
                .collect(Collectors.toSet());
    }

    private static List<Yaml.Entry> entries(String name) {
        try (InputStream resource = Objects.requireNonNull(KnownKeys.class.getResourceAsStream(name), name);
                var reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return Yaml.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Yaml.Unreadable e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /// The documented keys.
    static KnownKeys documented() {
        return DOCUMENTED;
    }

    /// The resources in which they are documented.
    static List<String> resources() {
        return Stream.concat(
                        Stream.of(RESOURCE), Businesses.installed().stream().map(Business::documentedKeys))
                .toList();
    }

    /// The defaults that the businesses document: the framework reads the program's own by itself.
    Map<String, String> businessDefaults() {
        return businessDefaults;
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
            if (!ours.contains(root)) {
                mistakes.add(where + "'" + root + "' is unknown; allowed: " + sorted(ours) + ", and of the framework "
                        + sorted(FRAMEWORK));
            } else if (isSection(entry.key())) {
                if (!(entry.content() instanceof Yaml.Content.Nothing)) {
                    mistakes.add(where + "holds a value; allowed: a section with " + sorted(under(entry.key())));
                }
            } else if (!knows(entry.key())) {
                String section = longestSection(entry.key());
                mistakes.add(where + "is unknown; allowed under " + section + ": " + sorted(under(section)));
            } else if (entry.content() instanceof Yaml.Content.Texts) {
                mistakes.add(where + "holds a list; allowed: one value");
            }
        }
        return mistakes;
    }

    /// Whether a key is documented. A part of a documented key in capitals, such as `NAME`, stands for any name.
    private boolean knows(String key) {
        return defaults.containsKey(key) || chosen.stream().anyMatch(known -> matches(known, key));
    }

    private static boolean matches(String known, String key) {
        List<String> wanted = List.of(known.split("\\.", -1));
        List<String> parts = List.of(key.split("\\.", -1));
        return wanted.size() == parts.size()
                && IntStream.range(0, parts.size())
                        .allMatch(i -> isChosen(wanted.get(i)) || wanted.get(i).equals(parts.get(i)));
    }

    private static boolean isChosen(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static int dots(String key) {
        return (int) key.chars().filter(c -> c == '.').count();
    }

    /// The keys of sections whose names are chosen by whoever writes the configuration: those that are set, and every
    /// other one that is documented for a name that is set, since the environment may set that.
    ///
    /// @param set all keys of the user's file, and those that the program has decided
    Set<String> chosen(Set<String> set) {
        Set<String> keys = new TreeSet<>();
        for (String key : set) {
            for (String known : chosen) {
                if (matches(known, key)) {
                    keys.add(key);
                    keys.addAll(siblings(known, key));
                }
            }
        }
        return keys;
    }

    /// The other keys of the same chosen name, as far as their last part is not chosen, too.
    private Set<String> siblings(String known, String key) {
        int at = known.indexOf(".NAME.");
        if (at < 0) {
            return Set.of();
        }
        String section = known.substring(0, at + 1);
        String name = root(key.substring(section.length()));
        return chosen.stream()
                .filter(other -> other.startsWith(section + "NAME."))
                .map(other -> section + name + other.substring(section.length() + "NAME".length()))
                .filter(other -> !isChosen(other.substring(other.lastIndexOf('.') + 1)))
                .collect(Collectors.toSet());
    }

    private boolean isSection(String key) {
        return defaults.keySet().stream().anyMatch(known -> known.startsWith(key + "."))
                || chosen.stream().anyMatch(known -> dots(known) > dots(key) && matches(start(known, key), key));
    }

    /// As many parts of a documented key as that key has.
    private static String start(String known, String key) {
        return List.of(known.split("\\.", -1)).stream().limit(dots(key) + 1L).collect(Collectors.joining("."));
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
                .filter(known -> dots(known) > dots(section) && matches(start(known, section), section))
                .map(known -> root(known.substring(start(known, section).length() + 1)))
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
