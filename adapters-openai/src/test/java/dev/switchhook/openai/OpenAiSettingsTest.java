package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(settings.replyRules().effort()).contains("low");
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
        "openai.max-output-tokens, none",
        "openai.azure, yes",
        "openai.organization, org 1",
        "openai.project, 'a,b'",
        "openai.safety-identifier, me",
        "openai.speed, 0.2",
        "openai.speed, 1.6",
        "openai.transcription-delay, low",
        "openai.transcription-model, a b",
        "openai.turn-detection, none",
        "openai.vad-eagerness, low",
        "openai.vad-idle-timeout-ms, 4999",
        "openai.vad-idle-timeout-ms, 30001",
        "openai.create-response, perhaps",
        "openai.interrupt-response, 1",
        "openai.noise-reduction-strength, 0.5",
        "openai.tool-choice, book it",
        "openai.parallel-tool-calls, 2",
        "openai.truncation, 1.1",
        "openai.truncation, sometimes",
        "openai.truncation-after-instructions, 0",
        "openai.mcp-servers, shop",
        "openai.mcp-servers, shop=http://shop.example/mcp",
        "openai.mcp-servers, shop=https://me:word@shop.example",
        "openai.mcp-servers, 'a=https://a.example,a=https://b.example'",
        "openai.mcp-secrets, shop=abc",
        "openai.mcp-tools, shop=abc",
        "openai.mcp-approval, shop=always",
        "openai.connect-timeout-ms, 0",
        "openai.ping-seconds, 4",
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
        assertThat(silent.replyRules().effort().isPresent()).isEqualTo(reasons);

        Map<String, String> values = withKey("openai.model", model);
        values.put("openai.reasoning-effort", "minimal");
        SettingsReader reader = reader(values);
        OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(reasons ? 0 : 1);
    }

    private static List<String> mistakes(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("openai.api-key", KEY));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("openai." + keysAndValues[i], keysAndValues[i + 1]);
        }
        SettingsReader reader = reader(values);
        OpenAiSettings.read(reader, true);
        return reader.mistakes();
    }

    @ParameterizedTest
    @CsvSource({
        "transcription-model, gpt-realtime-whisper, transcription-prompt, A spa., OPENAI_TRANSCRIPTION_PROMPT",
        "transcription-model, gpt-realtime-whisper, transcription-keywords, Reiki, OPENAI_TRANSCRIPTION_KEYWORDS",
        "transcription-model, whisper-1, transcription-keywords, Reiki, OPENAI_TRANSCRIPTION_KEYWORDS",
        "transcription-model, gpt-transcribe, transcription-delay, low, OPENAI_TRANSCRIPTION_DELAY",
        "transcription-model, none, transcription-prompt, A spa., OPENAI_TRANSCRIPTION_PROMPT",
        "turn-detection, semantic_vad, vad-idle-timeout-ms, 6000, OPENAI_VAD_IDLE_TIMEOUT_MS",
        "turn-detection, semantic_vad, vad-threshold, 0.6, OPENAI_VAD_THRESHOLD",
        "turn-detection, semantic_vad, vad-silence-ms, 600, OPENAI_VAD_SILENCE_MS",
        "turn-detection, semantic_vad, vad-prefix-ms, 400, OPENAI_VAD_PREFIX_MS",
        "turn-detection, server_vad, vad-eagerness, high, OPENAI_VAD_EAGERNESS",
        "model, gpt-realtime-1.5, parallel-tool-calls, false, OPENAI_PARALLEL_TOOL_CALLS",
        "truncation, auto, truncation-after-instructions, 9000, OPENAI_TRUNCATION_AFTER_INSTRUCTIONS",
        "base-url, https://res.openai.azure.com/openai/v1, project, proj_1, OPENAI_PROJECT",
        "base-url, https://res.openai.azure.com/openai, tool-choice, auto, OPENAI_BASE_URL",
        "mcp-servers, a=https://a.example, mcp-approval, a=sometimes, OPENAI_MCP_APPROVAL",
        "mcp-servers, a=https://a.example, mcp-tools, a=x y, OPENAI_MCP_TOOLS",
    })
    void p11_two_settings_that_do_not_go_together_are_one_clear_line(
            String one, String value, String other, String misfit, String variable) {
        assertThat(mistakes(one, value, other, misfit))
                .singleElement()
                .asString()
                .startsWith(variable + ": ")
                .contains("; allowed: ");
    }

    @Test
    void what_goes_together_is_taken() {
        assertThat(mistakes("turn-detection", "semantic_vad", "vad-eagerness", "high"))
                .isEmpty();
        assertThat(mistakes("transcription-model", "gpt-realtime-whisper", "transcription-delay", "minimal"))
                .isEmpty();
        assertThat(mistakes("transcription-model", "gpt-transcribe", "transcription-keywords", "Reiki, Shiatsu"))
                .isEmpty();
        assertThat(mistakes("noise-reduction", "far_field", "noise-reduction-strength", "0"))
                .isEmpty();
        assertThat(mistakes("transcription-model", "none", "transcription-language", "auto"))
                .isEmpty();
    }

    @Test
    void a_deployment_may_have_any_name_so_nothing_is_refused_for_it() {
        assertThat(mistakes(
                        "base-url", "https://res.openai.azure.com",
                        "model", "front-desk",
                        "reasoning-effort", "low",
                        "transcription-model", "ears",
                        "transcription-delay", "low",
                        "transcription-keywords", "Reiki"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://res.openai.azure.com, auto, api-key, https://res.openai.azure.com/openai/v1",
        "https://res.openai.azure.com/openai/v1, auto, api-key, https://res.openai.azure.com/openai/v1",
        "https://res.openai.azure.com, false, Authorization, https://res.openai.azure.com/openai/v1",
        "https://gateway.example/v1, true, api-key, https://gateway.example/v1",
        "https://api.openai.com/v1, auto, Authorization, https://api.openai.com/v1",
    })
    void the_key_goes_into_the_header_of_the_house(String url, String azure, String header, String dialled) {
        Map<String, String> values = withKey("openai.base-url", url);
        values.put("openai.azure", azure);
        OpenAiSettings settings = OpenAiSettings.read(reader(values), true);
        assertThat(settings.peer().headers(new CallId("CA1"))).containsOnlyKeys(header);
        assertThat(settings.peer().headers(new CallId("CA1")).get(header)).endsWith(KEY);
        assertThat(settings.baseUrl()).isEqualTo(URI.create(dialled));
        assertThat(settings.socketUrl().getQuery()).isEqualTo("model=gpt-realtime-2.1");
    }

    @Test
    void who_pays_and_who_calls_are_told_only_when_it_is_wanted() {
        Map<String, String> values = withKey("openai.organization", "org-1");
        values.put("openai.project", "proj_1");
        values.put("openai.safety-identifier", "call");
        Map<String, String> headers =
                OpenAiSettings.read(reader(values), true).peer().headers(new CallId("CA1"));
        assertThat(headers)
                .containsEntry("OpenAI-Organization", "org-1")
                .containsEntry("OpenAI-Project", "proj_1")
                .doesNotContainKey("OpenAI-Beta");
        assertThat(headers.get("OpenAI-Safety-Identifier")).hasSize(32).doesNotContain("CA1");
    }

    @Test
    void p11_the_secrets_of_tool_servers_are_shown_nowhere() {
        Map<String, String> values = withKey("openai.mcp-servers", "shop=https://shop.example/mcp");
        values.put("openai.mcp-secrets", "shop=verysecret, nonsense-verysecret");
        SettingsReader reader = reader(values);
        OpenAiSettings settings = OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).hasSize(1);
        values.put("openai.mcp-secrets", "shop=verysecret==");
        OpenAiSettings right = OpenAiSettings.read(reader(values), true);
        assertThat(right.toolServers().getFirst().authorization().orElseThrow().reveal())
                .isEqualTo("verysecret==");
        assertThat(reader.mistakes().toString() + settings + right).doesNotContain("verysecret");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-realtime, 2027-01-20",
        "gpt-realtime-2025-08-28, 2027-01-20",
        "gpt-realtime-mini, 2027-01-20",
        "gpt-realtime-mini-2025-12-15, 2027-01-20",
        "gpt-4o-realtime-preview, already",
        "gpt-realtime-1.5, ",
        "gpt-realtime-2.1-mini, ",
    })
    void a_model_that_stops_being_served_is_known_with_its_last_day_and_not_refused(String model, String day) {
        SettingsReader reader = reader(withKey("openai.model", model));
        List<ModelEnds.End> ends = ModelEnds.of(OpenAiSettings.read(reader, true));
        assertThat(ends).isEqualTo(day == null ? List.of() : List.of(new ModelEnds.End(model, day)));
        assertThat(reader.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whisper-1",
                "gpt-4o-transcribe",
                "gpt-4o-mini-transcribe-2025-12-15",
                "gpt-4o-transcribe-diarize"
            })
    void so_is_a_model_that_writes_down(String model) {
        OpenAiSettings settings = OpenAiSettings.read(reader(withKey("openai.transcription-model", model)), true);
        assertThat(ModelEnds.of(settings)).containsExactly(new ModelEnds.End(model, "2027-02-26"));
    }

    @Test
    void settings_for_a_rehearsal_are_the_defaults_with_another_peer() {
        OpenAiSettings settings = OpenAiSettings.of(URI.create("http://127.0.0.1:1/v1"), new Secret("k"));
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1/v1"));
        assertThat(settings.model()).isEqualTo("gpt-realtime-2.1");
        assertThat(settings.apiKey().reveal()).isEqualTo("k");
    }
}
