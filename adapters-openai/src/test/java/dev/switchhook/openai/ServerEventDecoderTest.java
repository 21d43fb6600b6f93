package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.switchhook.openai.WireFile.Line;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ServerEventDecoderTest {

    @TestFactory
    List<DynamicTest> o9_every_message_of_the_server_is_read_as_the_file_says() {
        List<DynamicTest> tests = new ArrayList<>();
        String message = "";
        for (Line line : WireFile.lines("decoding.wire")) {
            switch (line.kind()) {
                case "<<" -> message = line.text();
                case "=>" -> {
                    String decoded = message;
                    tests.add(dynamicTest(
                            "reads " + decoded.substring(0, Math.min(60, decoded.length())),
                            () -> assertThat(ServerEventDecoder.decode(decoded)).hasToString(line.text())));
                }
                default -> assertThat(line.kind()).isEqualTo("##");
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    @Test
    void the_agents_sound_is_the_base64_of_the_wire_itself() {
        String base64 = "f/9/AAEC";
        ServerEvent event = ServerEventDecoder.decode(
                "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\""
                        + base64 + "\"}");
        assertThat(event)
                .isInstanceOfSatisfying(
                        ServerEvent.AudioDelta.class,
                        delta -> assertThat(delta.audio().base64()).isEqualTo(base64));
    }

    @Test
    void deep_nesting_and_long_text_are_survived() {
        String deep = "{\"type\":\"x\",\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(ServerEventDecoder.decode(deep)).isEqualTo(new ServerEvent.Malformed());
        String lengthy = "{\"type\":\"x\",\"a\":\"" + "y".repeat(2_000_000) + "\"}";
        assertThat(ServerEventDecoder.decode(lengthy)).isEqualTo(new ServerEvent.Unknown());
    }
}
