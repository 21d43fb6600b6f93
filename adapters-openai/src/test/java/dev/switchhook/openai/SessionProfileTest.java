package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionProfileTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static OpenAiSettings settings(Map<String, String> values) {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        OpenAiSettings settings = OpenAiSettings.read(reader, false);
        assertThat(reader.mistakes()).isEmpty();
        return settings;
    }

    private static SpeechBriefing briefing(Tool... tools) {
        return new SpeechBriefing(new CallId("CA1"), "Be kind.", List.of(tools), AudioFormat.MULAW_8K);
    }

    @Test
    void the_default_profile_is_that_of_the_file() throws JsonProcessingException {
        JsonNode update = JSON.readTree(
                new ClientEvents().updateSession(SessionProfile.of(settings(Map.of()), briefing(Tool.hangUp()))));
        assertThat(update).isEqualTo(JSON.readTree(WireFile.text("session-update.json")));
    }

    @Test
    void settings_change_the_profile() {
        JsonNode session = SessionProfile.of(
                settings(Map.of(
                        "openai.model", "gpt-realtime-1.5",
                        "openai.voice", "cedar",
                        "openai.transcription-model", "gpt-realtime-whisper",
                        "openai.transcription-language", "de",
                        "openai.vad-threshold", "0.7",
                        "openai.vad-prefix-ms", "200",
                        "openai.vad-silence-ms", "650",
                        "openai.noise-reduction", "far_field",
                        "openai.max-output-tokens", "2048")),
                briefing());
        assertThat(session.has("reasoning")).isFalse();
        assertThat(session.path("max_output_tokens").intValue()).isEqualTo(2048);
        assertThat(session.at("/audio/output/voice").textValue()).isEqualTo("cedar");
        assertThat(session.at("/audio/input/noise_reduction/type").textValue()).isEqualTo("far_field");
        assertThat(session.at("/audio/input/transcription/model").textValue()).isEqualTo("gpt-realtime-whisper");
        assertThat(session.at("/audio/input/transcription/language").textValue())
                .isEqualTo("de");
        assertThat(session.at("/audio/input/turn_detection/threshold").doubleValue())
                .isEqualTo(0.7);
        assertThat(session.at("/audio/input/turn_detection/prefix_padding_ms").intValue())
                .isEqualTo(200);
        assertThat(session.at("/audio/input/turn_detection/silence_duration_ms").intValue())
                .isEqualTo(650);
    }

    @Test
    void every_option_is_written_as_the_file_shows() throws JsonProcessingException {
        OpenAiSettings settings = settings(Map.ofEntries(
                Map.entry("openai.voice", "voice_abc"),
                Map.entry("openai.speed", "1.2"),
                Map.entry("openai.transcription-language", "auto"),
                Map.entry("openai.transcription-prompt", "A spa."),
                Map.entry("openai.transcription-keywords", "Reiki, Shiatsu"),
                Map.entry("openai.vad-idle-timeout-ms", "6000"),
                Map.entry("openai.create-response", "false"),
                Map.entry("openai.interrupt-response", "false"),
                Map.entry("openai.noise-reduction", "near_field"),
                Map.entry("openai.noise-reduction-strength", "0.5"),
                Map.entry("openai.tool-choice", "hang_up"),
                Map.entry("openai.parallel-tool-calls", "false"),
                Map.entry("openai.reasoning-effort", "xhigh"),
                Map.entry("openai.max-output-tokens", "inf"),
                Map.entry("openai.truncation", "0.7"),
                Map.entry("openai.truncation-after-instructions", "9000"),
                Map.entry("openai.tracing", "front desk"),
                Map.entry("openai.mcp-servers", "shop=https://shop.example/mcp, docs=https://docs.example"),
                Map.entry("openai.mcp-secrets", "shop=a=b"),
                Map.entry("openai.mcp-tools", "shop=search|price"),
                Map.entry("openai.mcp-approval", "shop=always")));
        assertThat(SessionProfile.of(settings, briefing(Tool.hangUp())))
                .isEqualTo(JSON.readTree(WireFile.text("session-update-full.json")));
    }

    @Test
    void other_ways_of_the_same_options() throws JsonProcessingException {
        JsonNode session = SessionProfile.of(
                settings(Map.of(
                        "openai.transcription-model", "gpt-realtime-whisper",
                        "openai.transcription-delay", "minimal",
                        "openai.turn-detection", "semantic_vad",
                        "openai.vad-eagerness", "high",
                        "openai.tool-choice", "required",
                        "openai.truncation", "disabled",
                        "openai.tracing", "auto")),
                briefing());
        assertThat(session.at("/audio/input/turn_detection"))
                .isEqualTo(JSON.readTree("{\"type\":\"semantic_vad\",\"eagerness\":\"high\","
                        + "\"create_response\":true,\"interrupt_response\":true}"));
        assertThat(session.at("/audio/input/transcription"))
                .isEqualTo(JSON.readTree(
                        "{\"model\":\"gpt-realtime-whisper\",\"language\":\"en\",\"delay\":\"minimal\"}"));
        assertThat(session.path("tool_choice").textValue()).isEqualTo("required");
        assertThat(session.path("truncation").textValue()).isEqualTo("disabled");
        assertThat(session.path("tracing").textValue()).isEqualTo("auto");
        assertThat(SessionProfile.of(
                                settings(Map.of("openai.transcription-model", "none", "openai.truncation", "auto")),
                                briefing())
                        .at("/audio/input/transcription")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_tool_whose_parameters_are_no_object_is_a_fault_of_ours() {
        for (String parameters : List.of("[]", "", "{", "null")) {
            Tool tool = new Tool("book", "Books.", parameters, Duration.ofSeconds(1));
            assertThatThrownBy(() -> SessionProfile.of(settings(Map.of()), briefing(tool)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("book");
        }
    }
}
