package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSettingsTest {

    private static final String ENDPOINT = "switchhook.tracing.otlp-endpoint";
    private static final String HEADERS = "switchhook.tracing.headers";

    private final Map<String, String> values = new HashMap<>();
    private List<String> mistakes = List.of();

    private TracingSettings read() {
        SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(values.get(key)));
        TracingSettings settings = TracingSettings.read(reader);
        mistakes = reader.mistakes();
        return settings;
    }

    @Test
    void nothing_is_traced_unless_a_collector_is_set() {
        assertThat(read().endpoint()).isEmpty();
        assertThat(mistakes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http://collector:4318/v1/traces",
        "http://collector:4318/, http://collector:4318/v1/traces",
        "https://otlp.example.com/otlp/v1/traces, https://otlp.example.com/otlp/v1/traces"
    })
    void an_address_without_a_path_gets_the_usual_one(String set, String used) {
        values.put(ENDPOINT, set);

        assertThat(read().endpoint()).contains(URI.create(used));
        assertThat(mistakes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"collector:4318", "grpc://collector:4317", "http://u:p@collector", "http://c/?a=b", "http://"})
    void another_address_is_a_mistake(String set) {
        values.put(ENDPOINT, set);

        assertThat(read().endpoint()).isEmpty();
        assertThat(mistakes)
                .containsExactly("SWITCHHOOK_TRACING_OTLP_ENDPOINT: is not such an address; allowed: http:// or"
                        + " https://HOST[:PORT][/PATH] of a collector");
    }

    @Test
    void headers_are_read_and_never_shown() {
        values.put(ENDPOINT, "https://otlp.example.com");
        values.put(HEADERS, "Authorization=Basic YTpi==, X-Scope=one");

        TracingSettings settings = read();

        assertThat(mistakes).isEmpty();
        assertThat(settings.headersByName()).isEqualTo(Map.of("Authorization", "Basic YTpi==", "X-Scope", "one"));
        assertThat(settings.toString()).doesNotContain("YTpi");
    }

    @Test
    void headers_are_not_sent_in_clear_text_over_a_network() {
        values.put(ENDPOINT, "http://collector:4318");
        values.put(HEADERS, "Authorization=abcdefgh");
        read();
        assertThat(mistakes)
                .singleElement()
                .asString()
                .contains("in clear text")
                .doesNotContain("abcdefgh");

        values.put(ENDPOINT, "http://127.0.0.1:4318");
        read();
        assertThat(mistakes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh", "=abcdefgh", "a b=abcdefgh", "Name="})
    void a_list_of_headers_that_is_none_is_a_mistake_that_does_not_quote_it(String set) {
        values.put(HEADERS, set);
        read();
        assertThat(mistakes)
                .singleElement()
                .asString()
                .startsWith("SWITCHHOOK_TRACING_HEADERS: ")
                .doesNotContain("abcdefgh");
    }
}
