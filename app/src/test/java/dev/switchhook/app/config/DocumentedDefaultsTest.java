package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program's own `application.yml`, the documented keys of the businesses, and their readers say the same.
class DocumentedDefaultsTest {

    private static final Map<String, String> NEEDED = Map.of(
            "switchhook.public-url", "https://calls.example.com",
            "twilio.account-sid", "AC0123456789abcdef0123456789abcdef",
            "twilio.auth-token", "token",
            "openai.api-key", "key",
            "xai.api-key", "key");

    @Test
    void every_key_that_is_read_is_documented_and_every_documented_key_is_read() throws Exception {
        TreeSet<String> asked = new TreeSet<>();
        for (String provider : List.of("", "openai", "xai", "rehearsal")) {
            AppSettings.read(
                    new SettingsReader(
                            key -> {
                                asked.add(key);
                                return key.equals("switchhook.provider") ? Optional.of(provider) : Optional.empty();
                            },
                            Set.of(
                                    "switchhook.assistants.NAME.variables.VARIABLE",
                                    "switchhook.console.users.NAME.password")),
                    true);
        }

        TreeSet<String> documented = documented().stream()
                .map(Yaml.Entry::key)
                .filter(key -> !key.startsWith("micronaut.") || key.equals("micronaut.server.port"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "xai", "rehearsal"})
    void the_documented_defaults_are_those_of_the_readers(String provider) throws Exception {
        Map<String, String> needed = new HashMap<>(NEEDED);
        needed.put("switchhook.provider", provider);
        Map<String, String> withDocumented = new HashMap<>();
        documented().forEach(entry -> entry.text().ifPresent(text -> withDocumented.put(entry.key(), text)));
        withDocumented.putAll(needed);

        // Secrets are equal to nothing but themselves, so the text forms are compared.
        assertThat(settings(withDocumented)).isEqualTo(settings(needed));
    }

    @Test
    void every_documented_key_stands_under_its_environment_name() throws Exception {
        for (String resource : KnownKeys.resources()) {
            every_documented_key_stands_under_its_environment_name(resource);
        }
    }

    private static void every_documented_key_stands_under_its_environment_name(String name) throws Exception {
        List<String> lines = text(name).lines().toList();

        for (Yaml.Entry entry : Yaml.read(new StringReader(text(name)))) {
            if (entry.key().startsWith("micronaut.") && !entry.key().equals("micronaut.server.port")) {
                continue;
            }
            int line = entry.line() - 1;
            StringBuilder comment = new StringBuilder();
            // Related keys may share the comment above the first of them.
            while (line > 0 && !lines.get(line - 1).isBlank()) {
                comment.insert(0, lines.get(--line) + "\n");
            }
            assertThat(comment.toString()).as(entry.key()).contains(SettingsReader.environmentName(entry.key()));
        }
    }

    private static String settings(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        AppSettings settings = AppSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        return settings.toString();
    }

    static List<Yaml.Entry> documented() throws Exception {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (String resource : KnownKeys.resources()) {
            entries.addAll(Yaml.read(new StringReader(text(resource))));
        }
        return entries;
    }

    static String text(String name) throws IOException {
        try (InputStream resource = KnownKeys.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
