package dev.switchhook.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
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

        assertThat(SpeechProvider.choose(reader)).isEqualTo(expected);
        assertThat(reader.mistakes()).isEmpty();
    }

    @ParameterizedTest(name = "provider={0} openai={1} xai={2}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        -      | key | key | SWITCHHOOK_PROVIDER: is not set, and both OPENAI_API_KEY and XAI_API_KEY are; allowed: openai, rehearsal, xai; or only one of the two keys
        gemini | -   | -   | SWITCHHOOK_PROVIDER: 'gemini' is unknown; allowed: openai, rehearsal, xai
        gemini | key | -   | SWITCHHOOK_PROVIDER: 'gemini' is unknown; allowed: openai, rehearsal, xai
        """)
    void an_unclear_choice_is_a_mistake_and_nobody_is_taken_silently(
            String provider, String openai, String xai, String line) {
        SettingsReader reader = reader(provider, openai, xai);

        assertThat(SpeechProvider.choose(reader)).isEqualTo(SpeechProvider.REHEARSAL);
        assertThat(reader.mistakes()).containsExactly(line);
    }

    private static SettingsReader reader(String provider, String openai, String xai) {
        Map<String, Optional<String>> values = Map.of(
                "switchhook.provider", Optional.ofNullable(provider),
                "openai.api-key", Optional.ofNullable(openai),
                "xai.api-key", Optional.ofNullable(xai));
        return new SettingsReader(key -> values.getOrDefault(key, Optional.empty()));
    }
}
