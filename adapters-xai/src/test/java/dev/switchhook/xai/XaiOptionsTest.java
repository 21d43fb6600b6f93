package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SessionOption.Kind;
import dev.switchhook.domain.settings.SettingsReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XaiOptionsTest {

    private static final Set<Kind> UNKNOWN_TO_XAI = EnumSet.of(
            Kind.TRANSCRIPTION_PROMPT,
            Kind.TURN_EAGERNESS,
            Kind.NOISE_REDUCTION,
            Kind.TOOL_CHOICE,
            Kind.PARALLEL_TOOLS,
            Kind.OUTPUT_LIMIT,
            Kind.CONTEXT_LIMIT,
            Kind.TRACING);

    private static List<SessionOption> options(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        XaiSettings settings = XaiSettings.read(reader, false);
        assertThat(reader.mistakes()).isEmpty();
        return XaiOptions.of(settings);
    }

    @Test
    void every_kind_that_xai_knows_has_one_option_and_the_others_have_none() {
        assertThat(options(Map.of()))
                .extracting(SessionOption::kind)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(UNKNOWN_TO_XAI)
                .hasSize(Arrays.asList(Kind.values()).size() - UNKNOWN_TO_XAI.size());
    }

    @Test
    void nothing_is_chosen_when_nothing_is_set() {
        assertThat(options(Map.of())).noneMatch(SessionOption::chosen);
    }

    @ParameterizedTest
    @CsvSource({
        "xai.model, grok-voice-3.0, MODEL, grok-voice-3.0",
        "xai.voice, ara, VOICE, ara",
        "xai.speed, 1.2, SPEED, 1.2",
        "xai.reasoning-effort, high, REASONING, high",
        "xai.replace, HAMAM=hamahm, PRONUNCIATION, 1 phrases: HAMAM",
        "xai.vad-threshold, 0.5, TURN_THRESHOLD, 0.5",
        "xai.vad-silence-ms, 400, TURN_SILENCE, 400 ms",
        "xai.vad-prefix-padding-ms, 300, TURN_PREFIX, 300 ms",
        "xai.vad-idle-timeout-ms, 8000, IDLE_PROMPT, 8000 ms",
        "xai.vad-create-response, false, ANSWERS_ITSELF, no",
        "xai.vad-interrupt-response, false, STOPS_ITSELF, no",
        "xai.transcription-language, en, TRANSCRIPTION_LANGUAGE, en",
        "xai.key-terms, 'Hamam,sauna', KEY_TERMS, 'Hamam, sauna'",
        "xai.web-search, true, PROVIDER_TOOLS, web_search",
        "xai.file-search-stores, vs_1, PROVIDER_TOOLS, file_search",
        "xai.resumption, false, RESUMPTION, off",
    })
    void what_is_set_is_chosen(String key, String value, Kind kind, String words) {
        assertThat(options(Map.of(key, value)).stream().filter(SessionOption::chosen))
                .containsExactly(new SessionOption(kind, words, true));
    }

    @Test
    void a_server_of_tools_is_named_without_its_secret() {
        Map<String, String> values = new HashMap<>(Map.of(
                "xai.mcp-server-url", "https://tools.example.com/mcp",
                "xai.mcp-server-label", "stock",
                "xai.mcp-authorization", "Bearer VerySecret"));
        assertThat(options(values)).contains(new SessionOption(Kind.TOOL_SERVERS, "stock at tools.example.com", true));
        assertThat(options(values).toString()).doesNotContain("VerySecret");
    }
}
