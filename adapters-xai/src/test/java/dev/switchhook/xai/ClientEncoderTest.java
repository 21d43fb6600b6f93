package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
        assertGolden("session.update", ClientEncoder.sessionUpdate(STANDARD, briefing(SPA, Tool.hangUp())));
    }

    @Test
    void every_setting_has_its_place() throws Exception {
        XaiSettings all = new XaiSettings(
                STANDARD.apiKey(),
                STANDARD.baseUrl(),
                Optional.of("grok-voice-latest"),
                "Custom-7",
                new XaiSettings.Vad(0.9, Duration.ofMillis(700), Duration.ofMillis(100)),
                Optional.of("pt-BR"),
                "high",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        assertGolden(
                "session.update with every setting",
                ClientEncoder.sessionUpdate(all, briefing("Say \"hi\".\nThen listen.")));
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
    void a_tool_schema_that_is_no_json_is_our_own_mistake() {
        Tool broken = new Tool("broken", "Breaks.", "{", Duration.ofSeconds(1));
        assertThatThrownBy(() -> ClientEncoder.sessionUpdate(STANDARD, briefing(SPA, broken)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
