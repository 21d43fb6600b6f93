package dev.switchhook.domain.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads settings by key, checks them, and collects one line per mistake.
///
/// A key is written as in the configuration file, for example `spa.zone`; a mistake names it as the environment
/// does, `SPA_ZONE`, which works for every key. A blank value counts as not set. After a mistake the fallback is
/// returned, so that reading goes on and all mistakes are found at once. Used by one thread.
public final class SettingsReader {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private final Function<String, Optional<String>> source;
    private final Set<String> keys;
    private final List<String> mistakes = new ArrayList<>();

    /// A reader of that source, which gives the value of a key, or nothing when it is not set.
    public SettingsReader(Function<String, Optional<String>> source) {
        this(source, Set.of());
    }

    /// A reader of that source.
    ///
    /// @param keys the keys of sections whose names are chosen by whoever writes the configuration
    public SettingsReader(Function<String, Optional<String>> source, Set<String> keys) {
        this.source = source;
        this.keys = Set.copyOf(keys);
    }

    /// The names that were chosen for what stands directly under a section, sorted: for the keys `house.north.color`
    /// and
    /// `house.south.color`, those under `house` are `north` and `south`.
    public Set<String> names(String section) {
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            if (key.startsWith(section + ".")) {
                String rest = key.substring(section.length() + 1);
                int dot = rest.indexOf('.');
                names.add(dot < 0 ? rest : rest.substring(0, dot));
            }
        }
        return names;
    }

    /// The text of a key, without surrounding white space.
    public Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// The text of a key, or the fallback.
    public String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    /// A text that must be set.
    ///
    /// @param allowed what is expected, in words
    public String required(String key, String allowed) {
        return text(key).orElseGet(() -> {
            mistake(key, "is not set", allowed);
            return "";
        });
    }

    /// A secret, if it is set. It is never shown, not even when it is wrong.
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    /// One of some words.
    public String choice(String key, Set<String> allowed, String fallback) {
        String value = text(key, fallback).toLowerCase(Locale.ROOT);
        if (allowed.contains(value)) {
            return value;
        }
        mistake(
                key,
                "'" + shown(value) + "' is unknown",
                String.join(", ", allowed.stream().sorted().toList()));
        return fallback;
    }

    /// A list of some words, separated by commas, each at most once; their order is kept.
    public List<String> words(String key, Set<String> allowed, List<String> fallback) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return fallback;
        }
        List<String> words = new ArrayList<>();
        for (String part : value.get().split(",", -1)) {
            String word = part.strip().toLowerCase(Locale.ROOT);
            if (!allowed.contains(word) || words.contains(word)) {
                String problem = words.contains(word) ? "' stands there twice" : "' is unknown";
                String names = String.join(", ", allowed.stream().sorted().toList());
                mistake(key, "'" + shown(word) + problem, "some of " + names + ", separated by commas");
                return fallback;
            }
            words.add(word);
        }
        return List.copyOf(words);
    }

    /// A whole number from `least` to `most`.
    public int number(String key, int fallback, int least, int most) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below, together with numbers that are out of range.
        }
        mistake(key, "'" + shown(value.get()) + "' is not allowed", "a whole number from " + least + " to " + most);
        return fallback;
    }

    /// A decimal number from `least` to `most`.
    public double decimal(String key, double fallback, double least, double most) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            double number = Double.parseDouble(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below, together with numbers that are out of range.
        }
        mistake(key, "'" + shown(value.get()) + "' is not allowed", "a number from " + least + " to " + most);
        return fallback;
    }

    /// A number of milliseconds from `least` to `most`.
    public Duration milliseconds(String key, int fallback, int least, int most) {
        return Duration.ofMillis(number(key, fallback, least, most));
    }

    /// The base URL of a peer: scheme, host, optional port, optional path, nothing else. Clear text is allowed
    /// towards loopback addresses only. A trailing slash is dropped.
    ///
    /// @param schemes the allowed schemes, for example `https`, `http`, `wss`, `ws`; the clear ones are `http` and
    ///     `ws`
    public URI url(String key, String fallback, Set<String> schemes) {
        String value = text(key, fallback);
        Optional<String> problem = problemOf(value, schemes);
        if (problem.isPresent()) {
            List<String> names = schemes.stream().sorted().toList();
            mistake(key, problem.get(), "SCHEME://HOST[:PORT][/PATH] with scheme " + String.join(", ", names));
            return URI.create(fallback.isEmpty() ? "https://localhost" : fallback);
        }
        return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    }

    private static Optional<String> problemOf(String value, Set<String> schemes) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException _) {
            return Optional.of("is not a URL");
        }
        if (uri.getScheme() == null || uri.getHost() == null) {
            return Optional.of("is not an absolute URL with a host");
        }
        String scheme = uri.getScheme();
        if (!schemes.contains(scheme)) {
            return Optional.of("has the scheme '" + shown(scheme) + "'");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("holds a user, a query or a fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("has the port " + uri.getPort());
        }
        boolean clear = scheme.equals("http") || scheme.equals("ws");
        if (clear && !LOOPBACK.matcher(uri.getHost()).matches()) {
            return Optional.of("sends clear text to another machine; clear text is for loopback addresses only");
        }
        return Optional.empty();
    }

    /// Notes a mistake.
    ///
    /// @param problem what is wrong, beginning with a verb or with the quoted value; never a secret
    /// @param allowed the allowed values, in words
    public void mistake(String key, String problem, String allowed) {
        mistakes.add(environmentName(key) + ": " + problem + "; allowed: " + allowed);
    }

    /// All mistakes so far, one line each, in the order of reading.
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /// How the environment names a key: `spa.zone` is `SPA_ZONE`.
    public static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 60 ? line.substring(0, 60) + "..." : line;
    }
}
