package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SessionOption;
import dev.switchhook.domain.port.speech.SessionOption.Kind;
import dev.switchhook.domain.settings.SettingsReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedOptionsTest {

    private static Map<Kind, SessionOption> options(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        OpenAiSettings settings = OpenAiSettings.read(reader, false);
        assertThat(reader.mistakes()).isEmpty();
        Map<Kind, SessionOption> byKind = new EnumMap<>(Kind.class);
        List<SessionOption> options = SharedOptions.of(settings);
        options.forEach(option -> assertThat(byKind.put(option.kind(), option))
                .as("one option of a kind")
                .isNull());
        return byKind;
    }

    @Test
    void nothing_is_chosen_when_nothing_is_set() {
        assertThat(options(Map.of()).values()).noneMatch(SessionOption::chosen);
    }

    @Test
    void every_kind_is_known_except_what_this_provider_does_not_have() {
        assertThat(Kind.values())
                .filteredOn(kind -> !options(Map.of()).containsKey(kind))
                .containsExactlyInAnyOrder(
                        Kind.TURN_EAGERNESS, Kind.PROVIDER_TOOLS, Kind.PRONUNCIATION, Kind.RESUMPTION);
        assertThat(options(Map.of("openai.turn-detection", "semantic_vad")))
                .containsKey(Kind.TURN_EAGERNESS)
                .doesNotContainKeys(Kind.TURN_SILENCE, Kind.TURN_THRESHOLD, Kind.TURN_PREFIX, Kind.IDLE_PROMPT);
    }

    @Test
    void what_the_chosen_models_cannot_do_is_no_option() {
        assertThat(options(Map.of(
                        "openai.model", "gpt-realtime-1.5", "openai.transcription-model", "gpt-realtime-whisper")))
                .doesNotContainKeys(Kind.REASONING, Kind.PARALLEL_TOOLS, Kind.KEY_TERMS, Kind.TRANSCRIPTION_PROMPT);
    }

    @Test
    void what_is_set_is_told_in_words_and_without_secrets() {
        Map<Kind, SessionOption> options = options(Map.of(
                "openai.speed", "1.25",
                "openai.transcription-keywords", "Reiki, Shiatsu",
                "openai.noise-reduction", "far_field",
                "openai.noise-reduction-strength", "0.5",
                "openai.mcp-servers", "shop=https://shop.example",
                "openai.mcp-secrets", "shop=verysecret"));
        assertThat(options.values().stream().filter(SessionOption::chosen))
                .containsExactlyInAnyOrder(
                        new SessionOption(Kind.SPEED, "1.25", true),
                        new SessionOption(Kind.KEY_TERMS, "Reiki, Shiatsu", true),
                        new SessionOption(Kind.NOISE_REDUCTION, "far_field at 0.5", true),
                        new SessionOption(Kind.TOOL_SERVERS, "shop", true));
        assertThat(options.values().toString()).doesNotContain("verysecret");
    }
}
