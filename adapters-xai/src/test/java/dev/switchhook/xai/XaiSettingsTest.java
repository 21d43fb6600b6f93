package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        assertThat(settings.modelMismatch()).isEqualTo(ModelMismatch.WARN);
        assertThat(settings.speaking()).isEqualTo(new SpeakingSettings("eve", 1, "none", Map.of()));
        assertThat(settings.turns())
                .isEqualTo(new TurnSettings(
                        0.6,
                        Duration.ofMillis(500),
                        Duration.ofMillis(333),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(settings.transcription()).isEqualTo(new TranscriptionSettings(Optional.empty(), List.of()));
        assertThat(settings.serverTools()).isEqualTo(ServerToolSettings.NONE);
        assertThat(settings.resumption()).isTrue();
        assertThat(settings.longestSession()).isEqualTo(Duration.ofMinutes(30));
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
        "xai.model-mismatch, ignore, XAI_MODEL_MISMATCH",
        "xai.speed, 0.6, XAI_SPEED",
        "xai.speed, 1.6, XAI_SPEED",
        "xai.replace, spa, XAI_REPLACE",
        "xai.replace, =spah, XAI_REPLACE",
        "xai.replace, ' = spah', XAI_REPLACE",
        "xai.replace, 'spa=spah,Spa=spoo', XAI_REPLACE",
        "xai.replace, 'spa=spah,', XAI_REPLACE",
        "xai.vad-idle-timeout-ms, 10, XAI_VAD_IDLE_TIMEOUT_MS",
        "xai.vad-create-response, maybe, XAI_VAD_CREATE_RESPONSE",
        "xai.vad-interrupt-response, 1, XAI_VAD_INTERRUPT_RESPONSE",
        "xai.transcription-language, PT, XAI_TRANSCRIPTION_LANGUAGE",
        "xai.key-terms, 'Hamam,hamam', XAI_KEY_TERMS",
        "xai.key-terms, a term of far more than fifty characters is refused by xAI, XAI_KEY_TERMS",
        "xai.resumption, yes, XAI_RESUMPTION",
        "xai.session-minutes, 1, XAI_SESSION_MINUTES",
        "xai.web-search, on, XAI_WEB_SEARCH",
        "xai.web-search-allowed-domains, example.com, XAI_WEB_SEARCH_ALLOWED_DOMAINS",
        "xai.x-search-excluded-handles, the_spa, XAI_X_SEARCH_EXCLUDED_HANDLES",
        "xai.file-search-max-results, 5, XAI_FILE_SEARCH_MAX_RESULTS",
        "xai.mcp-server-url, https://tools.example.com, XAI_MCP_SERVER_LABEL",
        "xai.mcp-server-label, stock, XAI_MCP_SERVER_LABEL",
        "xai.mcp-authorization, VerySecret123, XAI_MCP_AUTHORIZATION",
        "xai.mcp-allowed-tools, look_up, XAI_MCP_ALLOWED_TOOLS",
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

    @ParameterizedTest
    @CsvSource({
        "xai.web-search, xai.web-search-allowed-domains, https://example.com",
        "xai.web-search, xai.web-search-allowed-domains, 'a.com,b.com,c.com,d.com,e.com,f.com'",
        "xai.x-search, xai.x-search-allowed-handles, @the_spa",
    })
    void p11_a_search_is_bounded_by_names_of_the_right_form_and_number(String tool, String key, String value) {
        values.put(tool, "true");
        values.put(key, value);
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(1).first().asString().startsWith(SettingsReader.environmentName(key));
    }

    @Test
    void p11_a_search_cannot_have_both_bounds() {
        values.put("xai.x-search", "true");
        values.put("xai.x-search-allowed-handles", "one");
        values.put("xai.x-search-excluded-handles", "two");
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes())
                .hasSize(1)
                .first()
                .asString()
                .contains("XAI_X_SEARCH_EXCLUDED_HANDLES", "XAI_X_SEARCH_ALLOWED_HANDLES is set too");
    }

    @Test
    void p11_a_hundred_key_terms_are_allowed_and_no_more() {
        String hundred =
                IntStream.range(0, 100).mapToObj(each -> "term " + each).collect(Collectors.joining(","));
        values.put("xai.key-terms", hundred);
        assertThat(XaiSettings.read(reader, true).transcription().keyTerms()).hasSize(100);
        assertThat(reader.mistakes()).isEmpty();
        values.put("xai.key-terms", hundred + ",one more");
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(1).first().asString().contains("has 101 entries");
    }

    @Test
    void p11_a_language_that_would_be_ignored_silently_is_a_mistake_that_says_so() {
        values.put("xai.transcription-language", "es");
        XaiSettings.read(reader, true);
        assertThat(reader.mistakes())
                .containsExactly(
                        "XAI_TRANSCRIPTION_LANGUAGE: 'es' without a region is silently ignored by xAI; allowed: a"
                                + " language tag such as en or pt-BR; es and pt need a region, such as es-MX or pt-BR");
    }

    @Test
    void a_conversation_that_is_taken_up_again_stands_in_the_query_beside_the_model() {
        values.put("xai.model", "grok-voice-3.0");
        assertThat(XaiSettings.read(reader, true).socketUrl(Optional.of("conv_1&x")))
                .isEqualTo(URI.create("wss://api.x.ai/v1/realtime?model=grok-voice-3.0&conversation_id=conv_1%26x"));
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
        assertThat(settings.transcription().language()).contains("es-MX");
        assertThat(reader.mistakes()).isEmpty();
    }

    @Test
    void the_text_form_shows_everything_but_the_key() {
        values.put("xai.model", "grok-voice-latest");
        assertThat(XaiSettings.read(reader, true).toString()).contains("grok-voice-latest", "eve", "api.x.ai");
        assertThat(XaiSettings.read(reader, true).toString()).doesNotContain(KEY);
    }
}
