package dev.switchhook.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Set<String> SCHEMES = Set.of("https", "http", "wss", "ws");

    private static SettingsReader reading(String key, String value) {
        return new SettingsReader(name -> Optional.ofNullable(Map.of(key, value).get(name)));
    }

    private static SettingsReader empty() {
        return new SettingsReader(_ -> Optional.empty());
    }

    @Test
    void a_mistake_names_the_key_as_the_environment_does() {
        assertThat(SettingsReader.environmentName("openai.base-url")).isEqualTo("OPENAI_BASE_URL");
    }

    @Test
    void a_blank_value_counts_as_not_set_and_white_space_around_a_value_is_dropped() {
        assertThat(reading("a.b", "   ").text("a.b")).isEmpty();
        assertThat(reading("a.b", "  x ").text("a.b", "y")).isEqualTo("x");
        assertThat(empty().text("a.b", "y")).isEqualTo("y");
    }

    @Test
    void what_is_required_and_missing_is_a_mistake() {
        SettingsReader settings = empty();
        assertThat(settings.required("twilio.auth-token", "the token of the account"))
                .isEmpty();
        assertThat(settings.mistakes())
                .containsExactly("TWILIO_AUTH_TOKEN: is not set; allowed: the token of the account");
    }

    @Test
    void a_choice_is_one_of_the_allowed_words_in_any_case() {
        SettingsReader right = reading("switchhook.provider", "XAI");
        assertThat(right.choice("switchhook.provider", Set.of("openai", "xai"), "openai"))
                .isEqualTo("xai");
        assertThat(right.mistakes()).isEmpty();

        SettingsReader wrong = reading("switchhook.provider", "xia");
        assertThat(wrong.choice("switchhook.provider", Set.of("xai", "openai"), "openai"))
                .isEqualTo("openai");
        assertThat(wrong.mistakes()).containsExactly("SWITCHHOOK_PROVIDER: 'xia' is unknown; allowed: openai, xai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "1.5", "ten", "99999999999", "-1"})
    void a_number_out_of_range_or_none_at_all_is_a_mistake(String value) {
        SettingsReader settings = reading("a.b", value);
        assertThat(settings.number("a.b", 7, 1, 100)).isEqualTo(7);
        assertThat(settings.mistakes())
                .containsExactly("A_B: '" + value + "' is not allowed; allowed: a whole number from 1 to 100");
    }

    @Test
    void numbers_and_durations_in_range_are_taken() {
        assertThat(reading("a.b", "100").number("a.b", 7, 1, 100)).isEqualTo(100);
        assertThat(reading("a.b", "250").milliseconds("a.b", 7, 1, 1000)).isEqualTo(Duration.ofMillis(250));
        assertThat(empty().milliseconds("a.b", 7, 1, 1000)).isEqualTo(Duration.ofMillis(7));
        assertThat(reading("a.b", "0.5").decimal("a.b", 1, 0, 1)).isEqualTo(0.5);
        assertThat(empty().decimal("a.b", 1, 0, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e309", "-0.1", "half"})
    void a_decimal_out_of_range_or_none_at_all_is_a_mistake(String value) {
        SettingsReader settings = reading("a.b", value);
        assertThat(settings.decimal("a.b", 0.5, 0, 1)).isEqualTo(0.5);
        assertThat(settings.mistakes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1,https://api.openai.com/v1",
        "https://api.openai.com/v1/,https://api.openai.com/v1",
        "wss://eu.example.com:8443,wss://eu.example.com:8443",
        "http://127.0.0.1:8080,http://127.0.0.1:8080",
        "ws://localhost:1,ws://localhost:1",
        "http://[::1]:9,http://[::1]:9",
    })
    void a_base_url_is_taken_without_a_trailing_slash(String value, String taken) {
        SettingsReader settings = reading("a.url", value);
        assertThat(settings.url("a.url", "https://fallback.example", SCHEMES)).isEqualTo(URI.create(taken));
        assertThat(settings.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.openai.com,clear text",
        "ws://127.0.0.1.example.com,clear text",
        "ws://localhost.example.com,clear text",
        "ftp://api.openai.com,scheme 'ftp'",
        "api.openai.com,not an absolute URL",
        "https://,not a URL",
        "https:///v1,not an absolute URL",
        "https://a b,not a URL",
        "https://user:pass@example.com,a user",
        "https://example.com?key=abc,a query",
        "https://example.com#part,a fragment",
        "https://example.com:0,port",
        "https://example.com:65536,port",
    })
    void a_url_that_is_no_base_url_is_a_mistake(String value, String problem) {
        SettingsReader settings = reading("a.url", value);
        assertThat(settings.url("a.url", "https://fallback.example", SCHEMES))
                .isEqualTo(URI.create("https://fallback.example"));
        assertThat(settings.mistakes()).hasSize(1);
        assertThat(settings.mistakes().getFirst()).startsWith("A_URL: ").contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://anna:s3cret@example.com", "https://example.com?key=s3cret", "https://example.com#s3cret"
            })
    void a_secret_that_was_put_into_a_url_is_not_shown(String value) {
        SettingsReader settings = reading("a.url", value);
        settings.url("a.url", "https://fallback.example", SCHEMES);
        assertThat(settings.mistakes().toString()).doesNotContain("s3cret");
    }

    @Test
    void a_list_keeps_its_order_and_forgives_case_and_blanks() {
        SettingsReader settings = reading("a.list", " C ,a");
        assertThat(settings.words("a.list", Set.of("a", "b", "c"), List.of("b")))
                .containsExactly("c", "a");
        assertThat(settings.words("another.list", Set.of("a", "b", "c"), List.of("b")))
                .containsExactly("b");
        assertThat(settings.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a, x    | 'x' is unknown
        a,,b    | '' is unknown
        a, b, A | 'a' stands there twice
        """)
    void a_list_with_something_else_in_it_is_a_mistake(String value, String problem) {
        SettingsReader settings = reading("a.list", value);
        assertThat(settings.words("a.list", Set.of("a", "b"), List.of("b"))).containsExactly("b");
        assertThat(settings.mistakes())
                .containsExactly("A_LIST: " + problem + "; allowed: some of a, b, separated by commas");
    }

    @Test
    void a_secret_is_given_away_only_on_purpose() {
        Secret secret = reading("openai.api-key", " sk-s3cret ")
                .secret("openai.api-key")
                .orElseThrow();
        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("sk-s3cret");
    }

    @Test
    void all_mistakes_are_found_at_once_one_line_each_and_long_or_odd_values_are_cut() {
        SettingsReader settings = new SettingsReader(_ -> Optional.of("x\r\n" + "y".repeat(200)));
        settings.choice("a.one", Set.of("b"), "b");
        settings.number("a.two", 1, 1, 2);
        settings.url("a.three", "https://fallback.example", SCHEMES);
        assertThat(settings.mistakes()).hasSize(3);
        assertThat(settings.mistakes())
                .allMatch(line -> line.length() < 200 && line.lines().count() == 1);
    }
}
