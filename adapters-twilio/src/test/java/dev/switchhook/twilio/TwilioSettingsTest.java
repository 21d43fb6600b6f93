package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSettingsTest {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789ABCDEF";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "twilio.account-sid", ACCOUNT,
            "twilio.auth-token", "first-token",
            "switchhook.public-url", "https://bridge.example"));

    private SettingsReader reader() {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)));
    }

    @Test
    void good_settings_are_read_and_the_api_is_twilios_own() {
        SettingsReader reader = reader();
        TwilioSettings settings = TwilioSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.accountSid()).isEqualTo(ACCOUNT);
        assertThat(settings.authTokens()).extracting(Secret::reveal).containsExactly("first-token");
        assertThat(settings.apiBaseUrl()).hasToString("https://api.twilio.com");
        assertThat(settings.publicUrl()).hasToString("https://bridge.example");
    }

    @Test
    void during_a_rotation_there_are_two_tokens_and_the_primary_is_the_first() {
        values.put("twilio.auth-token-secondary", "second-token");
        assertThat(TwilioSettings.read(reader(), true).authTokens())
                .extracting(Secret::reveal)
                .containsExactly("first-token", "second-token");
    }

    @Test
    void p11_whatever_is_missing_when_serving_gets_one_line_each() {
        values.clear();
        SettingsReader reader = reader();
        TwilioSettings.read(reader, true);
        assertThat(reader.mistakes())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("TWILIO_ACCOUNT_SID: is not set"))
                .anySatisfy(line -> assertThat(line).startsWith("TWILIO_AUTH_TOKEN: is not set"))
                .anySatisfy(line -> assertThat(line).startsWith("SWITCHHOOK_PUBLIC_URL: is not set"));
    }

    @Test
    void nothing_is_required_when_not_serving() {
        values.clear();
        SettingsReader reader = reader();
        TwilioSettings settings = TwilioSettings.read(reader, false);
        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.authTokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AC123", "CA0123456789abcdef0123456789abcdef", "AC0123456789abcdef0123456789abcdeg", "x"})
    void p11_an_account_sid_of_another_shape_is_a_mistake(String account) {
        values.put("twilio.account-sid", account);
        SettingsReader reader = reader();
        TwilioSettings.read(reader, true);
        assertThat(reader.mistakes()).singleElement().asString().startsWith("TWILIO_ACCOUNT_SID: ");
    }

    @ParameterizedTest
    @CsvSource({
        "switchhook.public-url, http://bridge.example",
        "switchhook.public-url, https://bridge.example/voice",
        "switchhook.public-url, https://bridge.example?x=1",
        "switchhook.public-url, wss://bridge.example",
        "switchhook.public-url, bridge.example",
        "twilio.api-base-url, http://api.twilio.com",
        "twilio.api-base-url, ftp://api.twilio.com",
    })
    void p11_a_url_that_would_not_work_or_not_be_safe_is_a_mistake(String key, String url) {
        values.put(key, url);
        SettingsReader reader = reader();
        TwilioSettings.read(reader, true);
        assertThat(reader.mistakes()).singleElement().asString().startsWith(SettingsReader.environmentName(key) + ": ");
    }

    @Test
    void clear_text_is_fine_towards_loopback() {
        values.put("switchhook.public-url", "http://127.0.0.1:8080/");
        values.put("twilio.api-base-url", "http://localhost:9090");
        SettingsReader reader = reader();
        TwilioSettings settings = TwilioSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.publicUrl()).hasToString("http://127.0.0.1:8080");
    }

    @Test
    void a_token_is_never_shown() {
        values.put("twilio.account-sid", "wrong");
        values.put("switchhook.public-url", "wrong");
        values.put("twilio.auth-token-secondary", "second-token");
        SettingsReader reader = reader();
        TwilioSettings settings = TwilioSettings.read(reader, true);
        assertThat(String.join("\n", reader.mistakes()) + settings).doesNotContain("first-token", "second-token");
    }
}
