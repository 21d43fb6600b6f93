package dev.switchhook.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)));
    }

    @Test
    void without_a_setting_it_is_an_h2_file_that_speaks_postgresql() {
        SettingsReader reader = reader(Map.of());

        DatabaseSettings settings = DatabaseSettings.read(reader);

        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.shown()).isEqualTo("jdbc:h2:file:./switchhook-data/switchhook");
        assertThat(settings.url()).contains(";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(settings.isPostgresql()).isFalse();
    }

    @Test
    void what_the_url_says_itself_is_not_said_again() {
        DatabaseSettings settings = DatabaseSettings.read(
                reader(Map.of("switchhook.database-url", "jdbc:h2:mem:a;mode=PostgreSQL;LOCK_TIMEOUT=5")));

        assertThat(settings.url())
                .isEqualTo("jdbc:h2:mem:a;mode=PostgreSQL;LOCK_TIMEOUT=5"
                        + ";DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1");
    }

    @Test
    void a_database_on_another_host_may_be_shared_by_several() {
        assertThat(elsewhere("jdbc:postgresql://db.example:5433/spa?user=anna")).isTrue();
        assertThat(elsewhere("jdbc:postgresql://127.0.0.1:5432,10.0.0.7:5432/spa"))
                .isTrue();
        assertThat(elsewhere("jdbc:postgresql://127.0.0.1:5432/spa")).isFalse();
        assertThat(elsewhere("jdbc:postgresql://localhost/spa")).isFalse();
        assertThat(elsewhere("jdbc:postgresql://[::1]:5432/spa")).isFalse();
        assertThat(elsewhere("jdbc:h2:mem:a")).isFalse();
    }

    private static boolean elsewhere(String url) {
        return DatabaseSettings.read(reader(Map.of("switchhook.database-url", url)))
                .isElsewhere();
    }

    @Test
    void credentials_are_never_shown() {
        DatabaseSettings settings = DatabaseSettings.read(reader(Map.of(
                "switchhook.database-url", "jdbc:postgresql://db.example:5433/spa?user=anna&password=hunter2&ssl=true",
                "switchhook.database-user", "ben",
                "switchhook.database-password", "hunter3")));

        assertThat(settings.isPostgresql()).isTrue();
        assertThat(settings.shown()).isEqualTo("jdbc:postgresql://db.example:5433/spa");
        assertThat(settings.toString()).isEqualTo(settings.shown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://anna:hunter2@db.example/spa",
                "jdbc:postgresql://anna:hunter2@db.example/spa",
                "jdbc:postgresql://db.example",
                "jdbc:postgresql:hunter2",
                "jdbc:mysql://db.example/spa?password=hunter2",
                "jdbc:h2:tcp://db.example/spa",
                "jdbc:h2:file:",
                "hunter2"
            })
    void p11_a_wrong_url_is_one_mistake_that_names_the_allowed_forms_and_repeats_nothing(String url) {
        SettingsReader reader = reader(Map.of("switchhook.database-url", url));

        DatabaseSettings settings = DatabaseSettings.read(reader);

        assertThat(settings.shown()).doesNotContain("hunter2");
        assertThat(reader.mistakes())
                .singleElement()
                .asString()
                .startsWith("SWITCHHOOK_DATABASE_URL: ")
                .contains("jdbc:postgresql://HOST")
                .doesNotContain("hunter2");
    }

    @Test
    void a_password_without_a_user_is_a_mistake() {
        SettingsReader reader = reader(Map.of("switchhook.database-password", "hunter2"));

        DatabaseSettings.read(reader);

        assertThat(reader.mistakes())
                .singleElement()
                .asString()
                .startsWith("SWITCHHOOK_DATABASE_USER: ")
                .doesNotContain("hunter2");
    }
}
