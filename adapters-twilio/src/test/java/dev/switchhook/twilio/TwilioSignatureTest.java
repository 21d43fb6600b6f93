package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.switchhook.domain.settings.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final SortedMap<String, String> NONE = Collections.emptySortedMap();
    /// From Twilio's "Security" page.
    private static final String URL = "https://example.com/myapp.php?foo=1&bar=2";

    private static final SortedMap<String, String> PARAMETERS = new TreeMap<>(Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675310",
            "Digits", "1234",
            "From", "+14158675310",
            "To", "+18005551212"));
    private static final String SIGNATURE = "L/OH5YylLD5NRKLltdqwSvS0BnU=";

    private final TwilioSignature signature = new TwilioSignature(List.of(new Secret(TOKEN)));

    @Test
    void twilios_own_example_is_right() {
        assertThat(signature.isRight(Set.of(URL), PARAMETERS, SIGNATURE)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "L/OH5YylLD5NRKLltdqwSvS0BnU",
                "L/OH5YylLD5NRKLltdqwSvS0BnV=",
                "l/oh5yylld5nrkLltdqwsvs0bnu=",
                "L_OH5YylLD5NRKLltdqwSvS0BnU=",
                "L/OH5YylLD5NRKLltdqwSvS0BnU=L/OH5YylLD5NRKLltdqwSvS0BnU=",
                "====",
                "\u202e\u0000"
            })
    void w3_any_other_text_is_wrong(String given) {
        assertThat(signature.isRight(Set.of(URL), PARAMETERS, given)).isFalse();
    }

    @Test
    void w3_a_changed_value_a_new_parameter_and_another_url_are_wrong() {
        SortedMap<String, String> changed = new TreeMap<>(PARAMETERS);
        changed.put("Digits", "1235");
        SortedMap<String, String> more = new TreeMap<>(PARAMETERS);
        more.put("X", "");
        SortedMap<String, String> trimmed = new TreeMap<>(PARAMETERS);
        trimmed.put("Digits", "1234 ");
        assertThat(signature.isRight(Set.of(URL), changed, SIGNATURE)).isFalse();
        assertThat(signature.isRight(Set.of(URL), more, SIGNATURE)).isFalse();
        assertThat(signature.isRight(Set.of(URL), trimmed, SIGNATURE)).isFalse();
        assertThat(signature.isRight(Set.of("http" + URL.substring(5)), PARAMETERS, SIGNATURE))
                .isFalse();
        assertThat(signature.isRight(Set.of(), PARAMETERS, SIGNATURE)).isFalse();
    }

    @Test
    void during_a_rotation_both_tokens_sign() {
        TwilioSignature both = new TwilioSignature(List.of(new Secret("new"), new Secret(TOKEN)));
        assertThat(both.isRight(Set.of(URL), PARAMETERS, SIGNATURE)).isTrue();
        assertThat(both.isRight(Set.of(URL), PARAMETERS, Signing.sign("new", URL, PARAMETERS)))
                .isTrue();
        assertThat(both.isRight(Set.of(URL), PARAMETERS, Signing.sign("old", URL, PARAMETERS)))
                .isFalse();
    }

    @Test
    void without_a_token_nothing_is_right() {
        TwilioSignature none = new TwilioSignature(List.of());
        assertThat(none.isRight(Set.of(URL), NONE, "")).isFalse();
        assertThat(none.isRight(Set.of(URL), NONE, null)).isFalse();
    }

    @Test
    void we_agree_with_twilios_own_check_on_a_thousand_forms() {
        Random random = new Random(20261120);
        RequestValidator theirs = new RequestValidator(TOKEN);
        for (int i = 0; i < 1000; i++) {
            SortedMap<String, String> form = new TreeMap<>();
            for (int n = random.nextInt(8); n > 0; n--) {
                form.put("P" + text(random), text(random));
            }
            String url = "https://bridge.example/twilio/voice";
            String right = Signing.sign(TOKEN, url, form);
            String given = random.nextBoolean() ? right : Signing.sign("other", url, form);
            assertThat(signature.isRight(Set.of(url), form, given))
                    .as("form %d: %s", i, form)
                    .isEqualTo(theirs.validate(url, form, given))
                    .isEqualTo(given.equals(right));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : 0xA0 + random.nextInt(0x2000));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "https://bridge.example,      https://bridge.example/p",
        "https://bridge.example,      https://bridge.example:443/p",
        "https://bridge.example:8443, https://bridge.example:8443/p",
        "https://bridge.example:8443, https://bridge.example/p",
        "https://bridge.example:443,  https://bridge.example/p",
        "http://127.0.0.1:8080,       http://127.0.0.1:8080/p",
        "http://127.0.0.1,            http://127.0.0.1:80/p",
    })
    void w3_a_webhook_may_be_signed_with_or_without_the_port(String origin, String signed) {
        assertThat(new PublicAddress(URI.create(origin)).signedWebhooks("/p", null))
                .contains(signed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://bridge.example,      wss://bridge.example/p",
        "https://bridge.example,      wss://bridge.example/p/",
        "https://bridge.example,      wss://bridge.example:443/p",
        "https://bridge.example,      wss://bridge.example:443/p/",
        "https://bridge.example:8443, wss://bridge.example:8443/p",
        "https://bridge.example:8443, wss://bridge.example/p/",
        "http://127.0.0.1:8080,       ws://127.0.0.1:8080/p",
        "http://[::1]:8080,           ws://[::1]:8080/p/",
        "http://127.0.0.1:8080,       wss://127.0.0.1:8080/p",
    })
    void s1_a_handshake_may_be_signed_with_or_without_port_and_trailing_slash(String origin, String signed) {
        assertThat(new PublicAddress(URI.create(origin)).signedSockets("/p", null))
                .contains(signed);
    }

    @Test
    void w3_another_scheme_or_host_is_never_among_the_spellings_and_the_query_stays_raw() {
        PublicAddress address = new PublicAddress(URI.create("https://bridge.example"));
        assertThat(address.signedSockets("/p", null)).allMatch(url -> url.startsWith("wss://bridge.example"));
        assertThat(address.signedWebhooks("/p%20q", "a=%2B&b"))
                .containsExactlyInAnyOrder(
                        "https://bridge.example/p%20q?a=%2B&b", "https://bridge.example:443/p%20q?a=%2B&b");
    }
}
