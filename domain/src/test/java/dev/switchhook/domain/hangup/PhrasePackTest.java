package dev.switchhook.domain.hangup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchhook.domain.phrase.PhrasePattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasePackTest {

    private static final String SMALL = """
        # four sections
        [commitments]
        i('ll| will) end (the |)call
        [farewells]
        good(-| |)bye
        [offers]
        if you want
        [goodbyes]
        tschüss
        """;

    private static PhrasePack small() {
        return PhrasePack.parse("small", SMALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'll end the call.",
                "I'll end call",
                "i WILL   end\n the\tcall",
                "I’ll end the call",
                "So: I ‘will’ end the call, now.",
                "Thanks. I'll end the call, if that is fine."
            })
    void a_phrase_is_found_whatever_its_case_white_space_punctuation_and_apostrophe(String text) {
        assertThat(small().ends(Utterance.of(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I'll end the calls", "Hi'll end the call", "I will not end the call", "", "  ... ", "'''"})
    void a_phrase_is_not_found_within_words_or_around_others(String text) {
        assertThat(small().ends(Utterance.of(text))).isFalse();
    }

    @Test
    void diacritics_count_as_they_are_written() {
        assertThat(small().saysGoodbye(Utterance.of("Na dann, TSCHÜSS!"))).isTrue();
        assertThat(small().saysGoodbye(Utterance.of("Na dann, tschuss!"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Goodbye!                                       | true
        Thank you. Good-bye, Anna.                     | true
        Thank you for calling and goodbye              | true
        Goodbye dear Anna                              | true
        Goodbye.) …                                    | true
        Goodbye. Please hold the line.                 | false
        Goodbye is what I heard you say to them.       | false
        You can say goodbye to your back pain          | false
        A goodbyes                                     | false
        """)
    void a_farewell_counts_at_the_end_of_the_last_sentence_only(String text, boolean counts) {
        assertThat(small().ends(Utterance.of(text))).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Really?", "¿Adiós", "Goodbye? Goodbye!", "Tschüss？"})
    void a_question_mark_anywhere_is_a_question(String text) {
        assertThat(Utterance.of(text).asks()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '"', textBlock = """
        end call = end call
        i('ll| will) go = i'll go, i will go
        end (the |)call = end the call, end call
        (a|b(c|d)) e = a e, bc e, bd e
        """)
    void a_pattern_means_all_its_variants(String pattern, String variants) {
        assertThat(PhrasePattern.variants(pattern)).isEqualTo(List.of(variants.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '"', textBlock = """
        bye                          = 1 = a phrase stands before the first [section]
        [hello]                      = 1 = [hello] is unknown; allowed: [commitments], [farewells], [offers], [goodbyes]
        [offers];x;;[offers]         = 4 = [offers] stands there twice
        [offers];#;end (the call     = 3 = a parenthesis is not closed
        [offers];end) the call       = 2 = ')' stands outside of parentheses
        [offers];...                 = 2 = a phrase without a word
        """)
    void a_mistake_names_pack_and_line(String text, int line, String mistake) {
        String lines = text.replace(';', '\n');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhrasePack.parse("xx", lines))
                .withMessage("phrase pack 'xx', line " + line + ": " + mistake);
    }

    @Test
    void a_stroke_outside_of_parentheses_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhrasePattern.variants("bye|goodbye"))
                .withMessage("'|' stands outside of parentheses");
    }

    @Test
    void an_optional_phrase_without_any_other_word_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhrasePack.parse("xx", "[offers]\n(bye|)"))
                .withMessage("phrase pack 'xx', line 2: a phrase without a word");
    }

    @Test
    void a_pattern_that_means_too_many_phrases_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhrasePattern.variants("(a|b|c|d) ".repeat(5)))
                .withMessage("means more than 1000 phrases");
        assertThat(PhrasePattern.variants("(a|b|c|d) ".repeat(4))).hasSize(256);
    }

    @Test
    void a_pack_without_one_of_its_sections_is_a_mistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhrasePack.parse("xx", SMALL.replace("tschüss", "")))
                .withMessage("phrase pack 'xx': there is nothing under [goodbyes]");
    }
}
