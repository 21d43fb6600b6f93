package dev.switchhook.app.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may log in, and what is no such configuration.
class ConsoleSettingsTest {

    private static final URI PUBLIC = URI.create("https://calls.example.com");

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)), values.keySet());
    }

    @Test
    void nobody_may_see_it_unless_it_is_said() {
        ConsoleSettings settings = ConsoleSettings.read(reader(Map.of()), PUBLIC);

        assertThat(settings.on()).isFalse();
        assertThat(settings.framework()).containsEntry("micronaut.security.enabled", "false");
    }

    @Test
    void one_password_is_one_operator_who_may_do_everything() {
        ConsoleSettings settings =
                ConsoleSettings.read(reader(Map.of("switchhook.console.password", "correct horse battery")), PUBLIC);

        assertThat(settings.on()).isTrue();
        assertThat(settings.users()).singleElement().satisfies(user -> {
            assertThat(user.name()).isEqualTo("operator");
            assertThat(user.roles()).isEqualTo(ConsoleRole.ALL);
        });
        assertThat(settings.toString()).doesNotContain("correct");
    }

    @Test
    void everybody_with_a_section_may_look_and_do_what_stands_there() {
        SettingsReader reader = reader(Map.of(
                "switchhook.console.users.anna.password", "correct horse battery",
                "switchhook.console.users.bert.password", "correct horse battery",
                "switchhook.console.users.bert.roles", "export"));
        ConsoleSettings settings = ConsoleSettings.read(reader, PUBLIC);

        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.users())
                .extracting(
                        ConsoleUser::name,
                        user -> user.roles().stream().sorted().toList().toString())
                .containsExactly(tuple("anna", "[view]"), tuple("bert", "[export, view]"));
    }

    @ParameterizedTest
    @CsvSource({
        "switchhook.console.password, short, SWITCHHOOK_CONSOLE_PASSWORD: is too short",
        "switchhook.console.secret, too short for a secret, SWITCHHOOK_CONSOLE_SECRET: is too short",
        "switchhook.console.users.anna.roles, view, SWITCHHOOK_CONSOLE_USERS_ANNA_PASSWORD: is not set",
        "switchhook.console.users.anna.roles, root, SWITCHHOOK_CONSOLE_USERS_ANNA_ROLES: 'root' is unknown",
        "switchhook.console.users.An na.password, correct horse battery, SWITCHHOOK_CONSOLE_USERS_AN NA: is no name",
        "switchhook.console.open, everybody, SWITCHHOOK_CONSOLE_OPEN: 'everybody' is unknown",
        "switchhook.console.url, http://console.example.com, SWITCHHOOK_CONSOLE_URL: sends clear text",
        "switchhook.console.url, https://console.example.com/x, SWITCHHOOK_CONSOLE_URL: has a path"
    })
    void a_mistake_names_the_variable_and_never_the_secret(String key, String value, String mistake) {
        SettingsReader reader = reader(Map.of(key, value));
        ConsoleSettings.read(reader, PUBLIC);

        assertThat(reader.mistakes()).anySatisfy(line -> assertThat(line).startsWith(mistake));
        assertThat(reader.mistakes().toString()).doesNotContain("short for", "horse");
    }
}
