package dev.switchhook.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource({
        "'Mia Muster', 'Mia Muster'",
        "'  Mia \t Muster  ', 'Mia Muster'",
        "'Mia\u0000\u0007Muster', 'Mia Muster'",
        "'Mia\u202Eretsu\u202CM', 'Mia retsu M'",
        "'Mia\ud800Muster', 'Mia Muster'",
        "'J\u00fcrgen \u6797', 'J\u00fcrgen \u6797'",
        "'\u200F\u200F', ''",
        "'', ''"
    })
    void noise_becomes_one_space_and_letters_stay(String text, String harmless) {
        assertThat(PlainText.of(text, 80)).isEqualTo(harmless);
    }

    @Test
    void a_pair_of_surrogates_is_not_torn_by_the_bound() {
        assertThat(PlainText.of("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(PlainText.of("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_text_becomes_bounded_and_stays_the_same_when_done_twice(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
            }

            String once = PlainText.of(text.toString(), 30);

            assertThat(once.length()).isLessThanOrEqualTo(30);
            assertThat(once.chars()).noneMatch(Character::isISOControl);
            assertThat(PlainText.of(once, 30)).isEqualTo(once);
        }
    }
}
