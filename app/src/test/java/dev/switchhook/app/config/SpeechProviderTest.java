package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechProviderTest {

    @ParameterizedTest(name = "provider={0} openai={1} xai={2}")
    @CsvSource(nullValues = "-", textBlock = """
        -,         -,   -,   REHEARSAL
        -,         key, -,   OPENAI
        -,         -,   key, XAI
        openai,    key, -,   OPENAI
        openai,    key, key, OPENAI
        openai,    -,   key, OPENAI
        xai,       -,   key, XAI
        xai,       key, key, XAI
        XAI,       key, -,   XAI
        rehearsal, -,   -,   REHEARSAL
        rehearsal, key, key, REHEARSAL
        """)
    void the_provider_is_the_chosen_one_or_the_only_one_with_a_key(
            String provider, String openai, String xai, SpeechProvider expected) {
        SettingsReader reader = reader(provider, openai, xai);

        assertThat(SpeechProvider.choose(reader)).containsExactly(expected);
        assertThat(reader.mistakes()).isEmpty();
    }

    @ParameterizedTest(name = "provider={0} openai={1} xai={2}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        -      | key | key | SWITCHHOOK_PROVIDER: is not set, and both OPENAI_API_KEY and XAI_API_KEY are; allowed: openai, rehearsal, xai; or an order in SWITCHHOOK_PROVIDERS; or only one of the two keys
        gemini | -   | -   | SWITCHHOOK_PROVIDER: 'gemini' is unknown; allowed: openai, rehearsal, xai
        gemini | key | -   | SWITCHHOOK_PROVIDER: 'gemini' is unknown; allowed: openai, rehearsal, xai
        """)
    void an_unclear_choice_is_a_mistake_and_nobody_is_taken_silently(
            String provider, String openai, String xai, String line) {
        SettingsReader reader = reader(provider, openai, xai);

        assertThat(SpeechProvider.choose(reader)).containsExactly(SpeechProvider.REHEARSAL);
        assertThat(reader.mistakes()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        openai, xai | OPENAI,XAI
        xai,OpenAI  | XAI,OPENAI
        xai         | XAI
        """)
    void an_order_of_providers_is_kept(String order, String expected) {
        SettingsReader reader = reader(Map.of("switchhook.providers", order));

        assertThat(SpeechProvider.choose(reader).stream().map(Enum::name)).containsExactly(expected.split(","));
        assertThat(reader.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        openai, grok   | SWITCHHOOK_PROVIDERS: 'grok' is unknown; allowed: some of openai, xai, separated by commas
        rehearsal      | SWITCHHOOK_PROVIDERS: 'rehearsal' is unknown; allowed: some of openai, xai, separated by commas
        openai, openai | SWITCHHOOK_PROVIDERS: 'openai' stands there twice; allowed: some of openai, xai, separated by commas
        """)
    void a_wrong_order_is_a_mistake(String order, String line) {
        SettingsReader reader = reader(Map.of("switchhook.providers", order));

        assertThat(SpeechProvider.choose(reader)).containsExactly(SpeechProvider.REHEARSAL);
        assertThat(reader.mistakes()).containsExactly(line);
    }

    @Test
    void an_order_beside_a_choice_is_a_mistake() {
        SettingsReader reader = reader(Map.of("switchhook.provider", "openai", "switchhook.providers", "openai, xai"));
        SpeechProvider.choose(reader);

        assertThat(reader.mistakes())
                .containsExactly(
                        "SWITCHHOOK_PROVIDERS: is set, and SWITCHHOOK_PROVIDER is too; allowed: one of the two");
    }

    @Test
    void every_provider_of_an_order_needs_its_key() {
        SettingsReader reader = reader(Map.of("switchhook.providers", "openai, xai"));
        AppSettings.read(reader, false);

        assertThat(reader.mistakes())
                .anyMatch(line -> line.startsWith("OPENAI_API_KEY: is not set"))
                .anyMatch(line -> line.startsWith("XAI_API_KEY: is not set"));
    }

    private static SettingsReader reader(Map<String, String> values) {
        return new SettingsReader(key -> Optional.ofNullable(values.get(key)));
    }

    private static SettingsReader reader(String provider, String openai, String xai) {
        Map<String, Optional<String>> values = Map.of(
                "switchhook.provider", Optional.ofNullable(provider),
                "openai.api-key", Optional.ofNullable(openai),
                "xai.api-key", Optional.ofNullable(xai));
        return new SettingsReader(key -> values.getOrDefault(key, Optional.empty()));
    }
}
