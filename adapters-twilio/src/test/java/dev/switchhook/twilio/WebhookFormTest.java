package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookFormTest {

    private static Map<String, String> parsed(String body) {
        return WebhookForm.parse(body.getBytes(US_ASCII)).orElseThrow().parameters();
    }

    @Test
    void names_and_values_are_decoded_and_not_trimmed() {
        assertThat(parsed("From=%2B4930123456&City=Bad+Ems&Empty=&Bare&Space=%20x%20&%C3%A4=%F0%9F%98%80"))
                .containsOnly(
                        Map.entry("From", "+4930123456"),
                        Map.entry("City", "Bad Ems"),
                        Map.entry("Empty", ""),
                        Map.entry("Bare", ""),
                        Map.entry("Space", " x "),
                        Map.entry("\u00e4", "\ud83d\ude00"));
    }

    @Test
    void an_empty_body_is_an_empty_form() {
        assertThat(parsed("")).isEmpty();
        assertThat(parsed("&&")).isEmpty();
    }

    @Test
    void a_value_may_hold_an_equals_sign() {
        assertThat(parsed("a=b=c")).containsOnly(Map.entry("a", "b=c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%=a", "a=%-1", "a=%+1"})
    void a_broken_percent_sequence_spoils_the_form(String body) {
        assertThat(WebhookForm.parse(body.getBytes(US_ASCII))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%ff", "a=%c3", "a=%ed%a0%80", "a=\u00ff"})
    void text_that_is_not_utf8_spoils_the_form(String body) {
        assertThat(WebhookForm.parse(body.getBytes(ISO_8859_1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CallSid=a&CallSid=b", "CallSid=a&CallSid=a", "CallSid=a&Call%53id=b", "a&a"})
    void a_name_that_occurs_twice_spoils_the_form(String body) {
        assertThat(WebhookForm.parse(body.getBytes(US_ASCII))).isEmpty();
    }

    @Test
    void any_form_survives_being_written_and_read() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            SortedMap<String, String> form = new TreeMap<>();
            for (int n = random.nextInt(10); n > 0; n--) {
                form.put("n" + text(random), text(random));
            }
            assertThat(parsed(Signing.form(form))).as("form %d", i).isEqualTo(form);
        }
    }

    @Test
    void any_bytes_give_a_form_or_none_but_no_exception() {
        Random random = new Random(8);
        int forms = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            for (int at = 0; at < body.length; at++) {
                body[at] = (byte) (random.nextInt(4) == 0 ? "%&=+".charAt(random.nextInt(4)) : random.nextInt(128));
            }
            forms += WebhookForm.parse(body).isPresent() ? 1 : 0;
        }
        assertThat(forms).isBetween(1, 4999);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.appendCodePoint(random.nextInt(0xD800));
        }
        return text.toString();
    }
}
