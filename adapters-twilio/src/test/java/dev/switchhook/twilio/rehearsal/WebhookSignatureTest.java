package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final Map<String, String> FORM = Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675310",
            "Digits", "1234",
            "From", "+14158675310",
            "To", "+18005551212");

    @Test
    void it_agrees_with_the_published_example() {
        assertThat(WebhookSignature.of("12345", URI.create("https://example.com/myapp.php?foo=1&bar=2"), FORM))
                .isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
    }

    @Test
    void the_port_is_dropped_over_tls_and_kept_in_the_clear() {
        String plain = WebhookSignature.of("12345", URI.create("https://example.com/a"), FORM);
        assertThat(WebhookSignature.of("12345", URI.create("https://example.com:8443/a"), FORM))
                .isEqualTo(plain);
        assertThat(WebhookSignature.of("12345", URI.create("http://example.com:8080/a"), FORM))
                .isNotEqualTo(WebhookSignature.of("12345", URI.create("http://example.com/a"), FORM));
    }

    @Test
    void the_fragment_with_connection_overrides_is_not_signed() {
        assertThat(WebhookSignature.of("12345", URI.create("https://example.com/a#rc=2"), FORM))
                .isEqualTo(WebhookSignature.of("12345", URI.create("https://example.com/a"), FORM));
    }
}
