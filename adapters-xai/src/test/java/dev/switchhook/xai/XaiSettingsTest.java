package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XaiSettingsTest {

    private static final String KEY = "xai-VerySecret123";

    private final Map<String, String> values = new HashMap<>(Map.of("xai.api-key", KEY));
    private final SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));

    @Test
    void a_key_is_enough() {
        XaiSettings settings = XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.x.ai/v1"));
        assertThat(settings.model()).isEmpty();
        assertThat(settings.voice()).isEqualTo("eve");
        assertThat(settings.vad()).isEqualTo(new XaiSettings.Vad(0.6, Duration.ofMillis(500), Duration.ofMillis(333)));
        assertThat(settings.transcriptionLanguage()).isEmpty();
        assertThat(settings.reasoningEffort()).isEqualTo("none");
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.apiKey().orElseThrow().reveal()).isEqualTo(KEY);
    }

    @Test
    void without_a_model_the_url_has_no_query() {
        assertThat(XaiSettings.read(reader, true).socketUrl())
                .isEqualTo(URI.create("wss://api.x.ai/v1/realtime"))
                .hasNoQuery();
    }

    @Test
    void a_wanted_model_stands_in_the_query() {
        values.put("xai.model", "grok-voice-think-fast-2.0");
        assertThat(XaiSettings.read(reader, true).socketUrl())
                .isEqualTo(URI.create("wss://api.x.ai/v1/realtime?model=grok-voice-think-fast-2.0"));
        values.put("xai.model", "a&b=c");
        assertThat(XaiSettings.read(reader, true).socketUrl())
                .isEqualTo(URI.create("wss://api.x.ai/v1/realtime?model=a%26b%3Dc"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.x.ai/v1, wss://api.x.ai/v1/realtime",
        "wss://eu.example.com/voice/, wss://eu.example.com/voice/realtime",
        "http://127.0.0.1:9999/v1, ws://127.0.0.1:9999/v1/realtime",
        "ws://localhost:9999, ws://localhost:9999/realtime",
    })
    void every_allowed_base_url_leads_to_a_socket(String baseUrl, String socketUrl) {
        values.put("xai.base-url", baseUrl);
        assertThat(XaiSettings.read(reader, true).socketUrl()).isEqualTo(URI.create(socketUrl));
        assertThat(reader.mistakes()).isEmpty();
    }

    @Test
    void p11_a_missing_key_matters_only_for_the_chosen_provider() {
        values.clear();
        assertThat(XaiSettings.read(reader, false).apiKey()).isEmpty();
        assertThat(reader.mistakes()).isEmpty();
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).containsExactly("XAI_API_KEY: is not set; allowed: an API key of xAI");
    }

    @ParameterizedTest
    @CsvSource({
        "xai.api-key, xai-Very Secret123, XAI_API_KEY",
        "xai.base-url, ftp://api.x.ai, XAI_BASE_URL",
        "xai.base-url, http://api.x.ai/v1, XAI_BASE_URL",
        "xai.base-url, ws://10.0.0.1/v1, XAI_BASE_URL",
        "xai.base-url, https://api.x.ai/v1?model=x, XAI_BASE_URL",
        "xai.base-url, https://user:VerySecret123@api.x.ai/v1, XAI_BASE_URL",
        "xai.model, two words, XAI_MODEL",
        "xai.voice, two words, XAI_VOICE",
        "xai.vad-threshold, 0.95, XAI_VAD_THRESHOLD",
        "xai.vad-threshold, NaN, XAI_VAD_THRESHOLD",
        "xai.vad-silence-ms, 10001, XAI_VAD_SILENCE_MS",
        "xai.vad-prefix-padding-ms, -1, XAI_VAD_PREFIX_PADDING_MS",
        "xai.transcription-language, es, XAI_TRANSCRIPTION_LANGUAGE",
        "xai.transcription-language, english please, XAI_TRANSCRIPTION_LANGUAGE",
        "xai.reasoning-effort, medium, XAI_REASONING_EFFORT",
        "xai.connect-timeout-ms, 0, XAI_CONNECT_TIMEOUT_MS",
        "xai.ready-timeout-ms, soon, XAI_READY_TIMEOUT_MS",
    })
    void p11_a_wrong_value_is_one_clear_line_without_a_secret(String key, String value, String name) {
        values.put(key, value);
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(name + ": ")
                .contains("; allowed: ")
                .doesNotContain("VerySecret123", "Very Secret123");
    }

    @Test
    void p11_all_mistakes_are_found_at_once() {
        values.clear();
        values.put("xai.base-url", "nonsense");
        values.put("xai.voice", " v v ");
        values.put("xai.vad-threshold", "loud");
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(4);
    }

    @Test
    void a_custom_voice_and_a_regional_language_are_fine() {
        values.put("xai.voice", "Custom-Voice_7");
        values.put("xai.transcription-language", "es-MX");
        XaiSettings settings = XaiSettings.read(reader, true);
        assertThat(settings.voice()).isEqualTo("Custom-Voice_7");
        assertThat(settings.transcriptionLanguage()).contains("es-MX");
        assertThat(reader.mistakes()).isEmpty();
    }

    @Test
    void the_text_form_shows_everything_but_the_key() {
        values.put("xai.model", "grok-voice-latest");
        assertThat(XaiSettings.read(reader, true).toString()).contains("grok-voice-latest", "eve", "api.x.ai");
        assertThat(XaiSettings.read(reader, true).toString()).doesNotContain(KEY);
    }
}
