package dev.switchhook.twilio.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStreamCodecTest {

    private static final String STREAM = "MZ0000000000000000000000000000000a";
    private static final String ACCOUNT = "AC0000000000000000000000000000000b";
    private static final String CALL = "CA0000000000000000000000000000000c";
    private static final String PAYLOAD = payload();

    private static String payload() {
        byte[] bytes = new byte[160];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String wire(String name) {
        try (InputStream file = MediaStreamCodecTest.class.getResourceAsStream("/wire/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StreamMessage read(String name) {
        return MediaStreamCodec.decode(wire("in/" + name));
    }

    @Test
    void every_message_of_twilio_is_understood() {
        assertThat(read("connected")).isEqualTo(new StreamMessage.Connected());
        assertThat(read("start")).isEqualTo(new StreamMessage.Start(1, STREAM, ACCOUNT, CALL, "4f1c9d", true));
        assertThat(read("media")).isEqualTo(new StreamMessage.Media(42, STREAM, true, 820, PAYLOAD));
        assertThat(read("dtmf")).isEqualTo(new StreamMessage.Dtmf(77, STREAM, "5"));
        assertThat(read("mark")).isEqualTo(new StreamMessage.Mark(90, STREAM, "g3:i12:4800"));
        assertThat(read("stop")).isEqualTo(new StreamMessage.Stop(901, STREAM));
    }

    @Test
    void fields_in_snake_case_in_any_order_and_unknown_ones_do_no_harm() {
        assertThat(read("start-snake-case")).isEqualTo(read("start"));
    }

    @Test
    void s14_what_we_write_is_what_twilio_accepts_to_the_letter() {
        assertThat(MediaStreamCodec.media(STREAM, PAYLOAD)).isEqualTo(wire("out/media"));
        assertThat(MediaStreamCodec.mark(STREAM, "g3:i12:4800")).isEqualTo(wire("out/mark"));
        assertThat(MediaStreamCodec.clear(STREAM)).isEqualTo(wire("out/clear"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1} | true",
                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":\"8000\",\"channels\":\"1\"} | true",
                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":16000,\"channels\":1} | false",
                "{\"encoding\":\"audio/x-l16\",\"sampleRate\":8000,\"channels\":1} | false",
                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":2} | false",
                "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8e3,\"channels\":1} | false",
                "{} | false",
                "null | false",
            })
    void s8_only_telephone_sound_is_telephone_sound(String format, boolean expected) {
        String start = "{\"event\":\"start\",\"start\":{\"mediaFormat\":" + format + "}}";
        assertThat(MediaStreamCodec.decode(start))
                .isEqualTo(new StreamMessage.Start(-1, null, null, null, null, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "null",
                "[]",
                "\"media\"",
                "{",
                "{}",
                "{\"event\":null}",
                "{\"event\":5}",
                "{\"event\":{}}",
                "{\"event\":\"media\"}",
                "{\"event\":\"media\",\"media\":{}}",
                "{\"event\":\"media\",\"media\":[]}",
                "{\"event\":\"media\",\"media\":\"x\"}",
                "{\"event\":\"media\",\"media\":{\"payload\":7}}",
                "{\"event\":\"media\",\"media\":{\"payload\":null}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"\"}} {}",
                "{\"event\":\"mark\"}",
                "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":5}}",
                "{\"event\":\"connected\",\"sequenceNumber\":[]}",
                "{\"event\":\"media\",\"event\":\"stop\",\"media\":{\"payload\":\"\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"a\",\"payload\":\"b\"}}",
                "{\"event\":\"start\",\"streamSid\":\"a\",\"start\":{\"streamSid\":\"b\"}}",
                "\ufeff{\"event\":\"connected\"}",
                "{\u0000\"\u0000e\u0000v\u0000",
                "{'event':'connected'}",
                "{\"event\":\"connected\",}",
            })
    void s7_whatever_is_not_a_message_is_malformed(String text) {
        assertThat(MediaStreamCodec.decode(text)).isEqualTo(new StreamMessage.Malformed());
    }

    @Test
    void s7_a_kind_that_we_do_not_know_is_unknown() {
        assertThat(MediaStreamCodec.decode("{\"event\":\"weather\",\"weather\":[1,{\"x\":2}]}"))
                .isEqualTo(new StreamMessage.Unknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "["})
    void bad_input_11_depth_does_not_overflow_the_stack(String level) {
        assertThat(MediaStreamCodec.decode("{\"event\":\"media\",\"x\":" + level.repeat(10_000)))
                .isEqualTo(new StreamMessage.Malformed());
    }

    @ParameterizedTest
    @CsvSource({
        "\"7\", 7",
        "7, 7",
        "\"0\", 0",
        "-1, -1",
        "\"-1\", -1",
        "\"NaN\", -1",
        "18446744073709551616, -1",
        "1.5, -1",
        "\"\", -1",
        "true, -1",
    })
    void bad_input_15_a_number_that_is_none_reads_as_missing(String number, long expected) {
        assertThat(MediaStreamCodec.decode("{\"event\":\"stop\",\"sequenceNumber\":" + number + "}"))
                .isEqualTo(new StreamMessage.Stop(expected, null));
    }

    @Test
    void bad_input_20_and_21_lone_surrogates_and_nul_are_just_text() {
        assertThat(MediaStreamCodec.decode("{\"event\":\"mark\",\"mark\":{\"name\":\"\\ud800\\u0000\"}}"))
                .isEqualTo(new StreamMessage.Mark(-1, null, "\ud800\u0000"));
    }

    @Test
    void s14_any_mark_name_is_written_as_json_with_exactly_the_agreed_fields() throws IOException {
        Random random = new Random(14);
        for (int i = 0; i < 500; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                name.appendCodePoint(random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0xD800));
            }
            String written = MediaStreamCodec.mark(STREAM, name.toString());
            assertThat(fields(written)).containsExactly("event", "streamSid", "mark", "name");
            assertThat(MediaStreamCodec.decode(written)).isEqualTo(new StreamMessage.Mark(-1, STREAM, name.toString()));
        }
    }

    @Test
    void s14_any_sound_is_written_so_that_it_can_be_read_back() throws IOException {
        Random random = new Random(15);
        for (int i = 0; i < 500; i++) {
            byte[] sound = new byte[1 + random.nextInt(2000)];
            random.nextBytes(sound);
            String payload = Base64.getEncoder().encodeToString(sound);
            String written = MediaStreamCodec.media(STREAM, payload);
            assertThat(fields(written)).containsExactly("event", "streamSid", "media", "payload");
            assertThat(MediaStreamCodec.decode(written))
                    .isEqualTo(new StreamMessage.Media(-1, STREAM, true, -1, payload));
        }
    }

    @Test
    void s7_any_damage_to_a_message_gives_some_message_and_no_exception() {
        Random random = new Random(16);
        List<String> whole =
                List.of(wire("in/start"), wire("in/media"), wire("in/dtmf"), wire("in/mark"), wire("in/stop"));
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole.get(random.nextInt(whole.size())));
            for (int n = 1 + random.nextInt(3); n > 0 && !text.isEmpty(); n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]\":,0\\\ud800".charAt(random.nextInt(10)));
                    default -> text.setLength(at + 1);
                }
            }
            malformed += MediaStreamCodec.decode(text.toString()) instanceof StreamMessage.Malformed ? 1 : 0;
        }
        assertThat(malformed).isBetween(10_000, 19_999);
    }

    private static List<String> fields(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }
}
