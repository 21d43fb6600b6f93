package dev.switchhook.app.tools.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.tools.ToolDefinition.Effect;
import dev.switchhook.app.tools.Trust;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.tool.Evidence;
import dev.switchhook.domain.tool.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The section of one tool. It names every mistake, and no secret.
final class HttpToolSection {

    private static final int LEAST_SECRET = 16;
    private static final int DEADLINE_SECONDS = 8;
    private static final int LONGEST_DEADLINE_SECONDS = 120;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "url",
            "description",
            "parameters",
            "effect",
            "deadline",
            "filler",
            "listens",
            "proves",
            "trust",
            "personal",
            "secret-variable",
            "send-number"));

    private final String name;
    private final JsonNode section;
    private final Path file;
    private final List<String> mistakes = new ArrayList<>();

    HttpToolSection(String name, JsonNode section, Path file) {
        this.name = name;
        this.section = section;
        this.file = file;
    }

    /// What was wrong.
    List<String> mistakes() {
        return mistakes;
    }

    /// Empty when something is wrong.
    Optional<HttpToolSettings> settings(Function<String, Optional<String>> environment) {
        section.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> mistake(key, "is unknown", String.join(", ", KEYS)));
        Effect effect = choice("effect", Effect.class, Optional.empty()).orElse(Effect.CHANGES);
        Trust trust = choice("trust", Trust.class, Optional.of(Trust.ANYONE)).orElse(Trust.ANYONE);
        Optional<URI> url = url();
        Optional<Secret> secret = secret(environment);
        boolean sendNumber = truth("send-number");
        Set<String> personal = words("personal");
        Optional<Tool> tool = tool(effect);
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HttpToolSettings(
                tool.orElseThrow(), url.orElseThrow(), effect, trust, personal, secret.orElseThrow(), sendNumber));
    }

    private void mistake(String key, String problem, String allowed) {
        mistakes.add(file + ", tool " + name + ", " + key + ": " + problem + "; allowed: " + allowed);
    }

    private Optional<Tool> tool(Effect effect) {
        String description = section.path("description").asText("");
        if (description.isBlank()) {
            mistake("description", "is missing", "when to use it, in words for the model");
        }
        Duration deadline = Duration.ofSeconds(seconds());
        boolean listens = truth("listens");
        String[] proves = words("proves").toArray(String[]::new);
        String parameters = parameters();
        try {
            return Optional.of(new Tool(
                    name,
                    description,
                    parameters,
                    deadline,
                    section.path("filler").asText(""),
                    listens,
                    effect == Effect.CHANGES ? Evidence.ofDoing(proves) : Evidence.ofReading(proves)));
        } catch (IllegalArgumentException wrong) {
            mistakes.add(file + ", tool " + name + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private String parameters() {
        JsonNode schema = section.path("parameters");
        String allowed = "a JSON schema, as a section, as a text, or as the path of a file beside this one";
        if (schema instanceof ObjectNode object) {
            return object.toString();
        }
        String text = schema.asText("");
        if (text.isBlank()) {
            mistake("parameters", "is missing", allowed);
            return "";
        }
        if (text.strip().startsWith("{")) {
            return text;
        }
        try {
            return Files.readString(file.resolveSibling(text.strip()));
        } catch (IOException | IllegalArgumentException _) {
            mistake("parameters", "names a file that cannot be read", allowed);
            return "";
        }
    }

    private Optional<URI> url() {
        String allowed = "https://..., or http://127.0.0.1:... on this machine, without user, password and fragment";
        try {
            URI url = new URI(section.path("url").asText("").strip());
            String host = url.getHost() == null ? "" : url.getHost();
            boolean secure =
                    "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && LOOPBACK.contains(host));
            if (secure && !host.isEmpty() && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException _) {
            // Told below, in the same words.
        }
        mistake("url", "is no such address", allowed);
        return Optional.empty();
    }

    private Optional<Secret> secret(Function<String, Optional<String>> environment) {
        String variable = section.path("secret-variable").asText("");
        if (!variable.matches("[A-Z][A-Z0-9_]*")) {
            mistake("secret-variable", "is missing or no such name", "the name of an environment variable");
            return Optional.empty();
        }
        Optional<String> value = environment.apply(variable).filter(text -> text.length() >= LEAST_SECRET);
        if (value.isEmpty()) {
            mistake(
                    "secret-variable",
                    variable + " is not set or too short",
                    "at least " + LEAST_SECRET + " characters");
        }
        return value.map(Secret::new);
    }

    private int seconds() {
        JsonNode deadline = section.path("deadline");
        if (deadline.isMissingNode()) {
            return DEADLINE_SECONDS;
        }
        if (!deadline.isInt() || deadline.asInt() < 1 || deadline.asInt() > LONGEST_DEADLINE_SECONDS) {
            mistake("deadline", "is not such a number", "seconds, 1 to " + LONGEST_DEADLINE_SECONDS);
            return DEADLINE_SECONDS;
        }
        return deadline.asInt();
    }

    private boolean truth(String key) {
        JsonNode value = section.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            mistake(key, "is no truth value", "true, false");
        }
        return value.asBoolean(false);
    }

    private Set<String> words(String key) {
        JsonNode list = section.path(key);
        Set<String> words = new LinkedHashSet<>();
        list.forEach(word -> words.add(word.asText()));
        if (!list.isMissingNode() && (!list.isArray() || words.contains(""))) {
            mistake(key, "is not such a list", "a list of names");
        }
        return words;
    }

    private <E extends Enum<E>> Optional<E> choice(String key, Class<E> type, Optional<E> fallback) {
        String word = section.path(key).asText("");
        Optional<E> chosen = Arrays.stream(type.getEnumConstants())
                .filter(one -> lower(one).equals(word))
                .findFirst();
        if (word.isEmpty() && fallback.isPresent()) {
            return fallback;
        }
        if (chosen.isEmpty()) {
            mistake(
                    key,
                    word.isEmpty() ? "is missing" : "is none of the allowed values",
                    String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(HttpToolSection::lower)
                                    .toList()));
        }
        return chosen;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
