package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientEncoderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPA = "You are the receptionist of a spa.";
    private static final XaiSettings STANDARD =
            XaiSettings.towards(URI.create("https://api.x.ai/v1"), new Secret("xai-k"));

    private static void assertGolden(String name, String written) throws Exception {
        String block = Wire.blocks("to-xai.txt").stream()
                .filter(each -> each.startsWith("# " + name + "\n"))
                .findFirst()
                .orElseThrow();
        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(block.substring(block.indexOf('\n'))));
    }

    private static SpeechBriefing briefing(String instructions, Tool... tools) {
        return new SpeechBriefing(new CallId("CA1"), instructions, List.of(tools), AudioFormat.MULAW_8K);
    }

    @Test
    void a_session_is_set_up_with_voice_and_turn_detection_at_the_top() throws Exception {
        assertGolden("session.update", SessionUpdate.of(STANDARD, briefing(SPA, Tool.hangUp())));
    }

    @Test
    void every_setting_has_its_place() throws Exception {
        Map<String, String> values = Map.ofEntries(
                Map.entry("xai.api-key", "xai-k"),
                Map.entry("xai.model", "grok-voice-latest"),
                Map.entry("xai.voice", "Custom-7"),
                Map.entry("xai.speed", "1.25"),
                Map.entry("xai.reasoning-effort", "high"),
                Map.entry("xai.replace", "HAMAM = ha-MAHM, spa=spah"),
                Map.entry("xai.vad-threshold", "0.9"),
                Map.entry("xai.vad-silence-ms", "700"),
                Map.entry("xai.vad-prefix-padding-ms", "100"),
                Map.entry("xai.vad-idle-timeout-ms", "15000"),
                Map.entry("xai.vad-create-response", "true"),
                Map.entry("xai.vad-interrupt-response", "false"),
                Map.entry("xai.transcription-language", "pt-BR"),
                Map.entry("xai.key-terms", "Hamam, hot stone massage"),
                Map.entry("xai.resumption", "true"),
                Map.entry("xai.web-search", "true"),
                Map.entry("xai.web-search-allowed-domains", "example.com, spa.example.org"),
                Map.entry("xai.x-search", "true"),
                Map.entry("xai.x-search-excluded-handles", "noisy_one"),
                Map.entry("xai.file-search-stores", "vs_1,vs_2"),
                Map.entry("xai.file-search-max-results", "5"),
                Map.entry("xai.mcp-server-url", "https://tools.example.com/mcp"),
                Map.entry("xai.mcp-server-label", "stock"),
                Map.entry("xai.mcp-authorization", "Bearer abc"),
                Map.entry("xai.mcp-allowed-tools", "look_up,order"));
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        XaiSettings all = XaiSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        assertGolden("session.update with every setting", SessionUpdate.of(all, briefing("Say \"hi\".\nThen listen.")));
    }

    @Test
    void sound_goes_out_as_it_came() throws Exception {
        AudioChunk audio = AudioChunk.ofBase64(AudioFormat.MULAW_8K, "//79/Pv6").orElseThrow();
        assertGolden("append", ClientEncoder.append(audio));
    }

    @Test
    void a_reply_without_a_cue_brings_no_instructions() throws Exception {
        assertGolden("reply", ClientEncoder.createResponse(SPA, ""));
    }

    @Test
    void a_cue_comes_beside_the_standing_instructions_which_it_would_replace() throws Exception {
        assertGolden("reply with a cue", ClientEncoder.createResponse(SPA, "Greet the caller."));
    }

    @Test
    void a_cancellation_names_the_response() throws Exception {
        assertGolden("cancel", ClientEncoder.cancel(new ReplyId("resp_4")));
    }

    @Test
    void a_truncation_says_how_much_was_heard() throws Exception {
        assertGolden("truncate", ClientEncoder.truncate(new HeardItem(new ItemId("item_a1"), 640)));
    }

    @Test
    void the_answer_of_a_tool_is_encoded_once() throws Exception {
        assertGolden(
                "tool answer: JSON in a text, encoded once",
                ClientEncoder.toolAnswer(new ToolCall.Id("call_1"), "{\"outcome\":\"booked\"}"));
    }

    @Test
    void a_search_without_bounds_and_the_other_kinds_of_bounds_have_their_places_too() throws Exception {
        Map<String, String> values = Map.of(
                "xai.web-search", "true",
                "xai.web-search-excluded-domains", "example.com",
                "xai.x-search", "true",
                "xai.x-search-allowed-handles", "the_spa",
                "xai.file-search-stores", "vs_1",
                "xai.mcp-server-url", "https://tools.example.com",
                "xai.mcp-server-label", "stock",
                "xai.vad-create-response", "false",
                "xai.resumption", "false");
        XaiSettings some = XaiSettings.read(new SettingsReader(key -> Optional.ofNullable(values.get(key))), false);
        assertGolden("session.update with other tools", SessionUpdate.of(some, briefing(SPA)));
    }

    @Test
    void a_line_is_put_into_the_models_mouth_with_its_own_kind_of_item() throws Exception {
        assertGolden("exact line", ClientEncoder.forceMessage("This call may be recorded.", false));
    }

    @Test
    void a_text_that_nobody_has_spoken_is_the_users() throws Exception {
        assertGolden("text", ClientEncoder.tell("The caller pressed 1."));
    }

    @Test
    void a_tool_schema_that_is_no_json_is_our_own_mistake() {
        Tool broken = new Tool("broken", "Breaks.", "{", Duration.ofSeconds(1));
        assertThatThrownBy(() -> SessionUpdate.of(STANDARD, briefing(SPA, broken)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
