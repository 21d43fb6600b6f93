package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiSettingsTest {

    private static final String KEY = "sk-proj-verysecret";

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)));
    }

    private static Map<String, String> withKey(String key, String value) {
        Map<String, String> values = new HashMap<>(Map.of("openai.api-key", KEY));
        values.put(key, value);
        return values;
    }

    @Test
    void a_key_alone_is_enough() {
        SettingsReader reader = reader(Map.of("openai.api-key", KEY));
        OpenAiSettings settings = OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.apiKey().reveal()).isEqualTo(KEY);
        assertThat(settings.model()).isEqualTo("gpt-realtime-2.1");
        assertThat(settings.voice()).isEqualTo("marin");
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.reasoningEffort()).contains("low");
        assertThat(settings.socketUrl())
                .isEqualTo(URI.create("wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1"));
    }

    @Test
    void p11_a_missing_key_is_a_mistake_only_of_the_chosen_provider() {
        SettingsReader chosen = reader(Map.of("openai.api-key", "  "));
        OpenAiSettings.read(chosen, true);
        assertThat(chosen.mistakes())
                .containsExactly("OPENAI_API_KEY: is not set; allowed: the key of an OpenAI project");
        SettingsReader other = reader(Map.of());
        OpenAiSettings.read(other, false);
        assertThat(other.mistakes()).isEmpty();
    }

    @Test
    void p11_the_key_is_shown_nowhere() {
        SettingsReader reader = reader(Map.of("openai.api-key", KEY + "\nX-Evil: 1", "openai.base-url", "ftp://x"));
        OpenAiSettings settings = OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(2);
        assertThat(reader.mistakes().toString() + settings)
                .doesNotContain("verysecret")
                .contains("OPENAI_API_KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "openai.base-url, http://api.openai.com/v1",
        "openai.base-url, ws://10.0.0.1/v1",
        "openai.base-url, api.openai.com",
        "openai.base-url, https://api.openai.com/v1?x=1",
        "openai.base-url, ftp://127.0.0.1/v1",
        "openai.model, a b",
        "openai.model, gpt?x=1&model=other",
        "openai.model, gpt-live-1",
        "openai.voice, an-endless-voice-0123456789-0123456789-0123456789-0123456789-0123456789",
        "openai.transcription-language, english please",
        "openai.vad-threshold, 1.1",
        "openai.vad-threshold, NaN",
        "openai.vad-prefix-ms, -1",
        "openai.vad-silence-ms, 99",
        "openai.noise-reduction, loud",
        "openai.reasoning-effort, extreme",
        "openai.max-output-tokens, 4097",
        "openai.max-output-tokens, inf",
        "openai.connect-timeout-ms, 0",
    })
    void p11_a_wrong_value_is_one_mistake_that_names_the_variable(String key, String value) {
        SettingsReader reader = reader(withKey(key, value));
        OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes())
                .singleElement()
                .asString()
                .startsWith(SettingsReader.environmentName(key) + ": ")
                .contains("; allowed: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.api.openai.com/v1, wss://eu.api.openai.com/v1/realtime?model=m",
        "https://eu.api.openai.com/v1/, wss://eu.api.openai.com/v1/realtime?model=m",
        "wss://res.openai.azure.com/openai/v1, wss://res.openai.azure.com/openai/v1/realtime?model=m",
        "http://127.0.0.1:8091/v1, ws://127.0.0.1:8091/v1/realtime?model=m",
        "ws://localhost:8091/v1, ws://localhost:8091/v1/realtime?model=m",
        "http://[::1]:8091/v1, ws://[::1]:8091/v1/realtime?model=m",
    })
    void a_base_url_of_each_scheme_leads_to_a_socket_url(String baseUrl, String socketUrl) {
        Map<String, String> values = withKey("openai.base-url", baseUrl);
        values.put("openai.model", "m");
        SettingsReader reader = reader(values);
        assertThat(OpenAiSettings.read(reader, true).socketUrl()).isEqualTo(URI.create(socketUrl));
        assertThat(reader.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-realtime-2, true",
        "gpt-realtime-2.1, true",
        "gpt-realtime-2.1-mini, true",
        "gpt-realtime-2.1-2026-07-06, true",
        "gpt-realtime-1.5, false",
        "gpt-realtime, false",
        "gpt-realtime-mini, false",
        "gpt-realtime-2025-08-28, false",
    })
    void only_a_reasoning_model_is_told_how_long_to_think(String model, boolean reasons) {
        OpenAiSettings silent = OpenAiSettings.read(reader(withKey("openai.model", model)), true);
        assertThat(silent.reasoningEffort().isPresent()).isEqualTo(reasons);

        Map<String, String> values = withKey("openai.model", model);
        values.put("openai.reasoning-effort", "minimal");
        SettingsReader reader = reader(values);
        OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(reasons ? 0 : 1);
    }

    @Test
    void settings_for_a_rehearsal_are_the_defaults_with_another_peer() {
        OpenAiSettings settings = OpenAiSettings.of(URI.create("http://127.0.0.1:1/v1"), new Secret("k"));
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1/v1"));
        assertThat(settings.model()).isEqualTo("gpt-realtime-2.1");
        assertThat(settings.apiKey().reveal()).isEqualTo("k");
    }
}
