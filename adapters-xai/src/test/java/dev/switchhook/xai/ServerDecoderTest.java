package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerDecoderTest {

    record Golden(String json, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Golden> golden() {
        return Wire.blocks("from-xai.txt").stream()
                .filter(block -> block.contains("\n=> "))
                .map(block -> {
                    List<String> lines = Arrays.stream(block.split("\n", -1))
                            .filter(line -> !line.startsWith("#"))
                            .toList();
                    return new Golden(
                            String.join("\n", lines.subList(0, lines.size() - 1)),
                            lines.getLast().substring("=> ".length()));
                });
    }

    @ParameterizedTest
    @MethodSource("golden")
    void every_golden_message_is_read_as_written_beside_it(Golden golden) {
        assertThat(ServerDecoder.decode(golden.json)).hasToString(golden.message);
    }

    @Test
    void words_that_go_into_a_log_are_bounded_and_hold_nothing_that_breaks_a_line() {
        String code = "x\\nforged \\\"line" + "y".repeat(1_000);
        ServerMessage message = ServerDecoder.decode(
                "{\"type\":\"error\",\"error\":{\"type\":\"t\\u2028\",\"code\":\"" + code + "\",\"message\":\"m\"}}");

        assertThat(message).isEqualTo(new ServerMessage.ProviderError("t?", "x?forged ?line" + "y".repeat(114), "m"));
    }

    @Test
    void every_kind_of_message_has_a_golden_one() {
        assertThat(golden().map(golden -> golden.message.replaceFirst("\\[.*", "")))
                .containsAll(Arrays.stream(ServerMessage.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void o9_the_order_of_keys_does_not_matter() throws Exception {
        Random random = new Random(7);
        var json = new ObjectMapper();
        for (Golden golden : golden().filter(each -> each.json.startsWith("{")).toList()) {
            JsonNode fields = json.readTree(golden.json);
            List<String> keys = new ArrayList<>();
            fields.fieldNames().forEachRemaining(keys::add);
            Collections.shuffle(keys, random);
            String shuffled = keys.stream()
                    .map(key -> write(json, key) + ":" + write(json, fields.get(key)))
                    .collect(Collectors.joining(",", "{", "}"));
            assertThat(ServerDecoder.decode(shuffled)).as(shuffled).hasToString(golden.message);
        }
    }

    private static String write(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void o9_no_damaged_message_makes_the_decoder_throw() {
        Random random = new Random(11);
        List<Golden> all = golden().toList();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder damaged = new StringBuilder(all.get(random.nextInt(all.size())).json);
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(32, 127));
                    case 1 -> damaged.insert(at, "[{\":null,");
                    default ->
                        damaged.delete(at, Math.min(damaged.length(), at + 8)).append(' ');
                }
            }
            assertThat(ServerDecoder.decode(damaged.toString())).isNotNull();
        }
    }
}
