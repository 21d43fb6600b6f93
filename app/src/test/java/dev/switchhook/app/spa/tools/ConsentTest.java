package dev.switchhook.app.spa.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.spa.tools.Consent.Answer;
import dev.switchhook.app.spa.tools.Consent.Check;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

    private static final Turn READ_BACK = new Turn.Agent(new ItemId("i1"), "Thursday at two. Is that right?");
    private final Consent consent = new Consent(Check.TRANSCRIPT);

    private static Said said(Turn... turns) {
        return new Said(turns.length, List.of(turns));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes.",
                "yes, please",
                "YEAH, book it!",
                "That's right.",
                "That\u2019s right, thank you.",
                "Sounds good to me",
                "Sure, no problem.",
                "Why not!",
                "Okay, go ahead.",
                "Ja, bitte.",
                "Genau, das passt.",
                "Kein Problem, machen Sie das.",
                "S\u00ed, por favor.",
                "Si\u0301, claro",
                "De acuerdo",
                "Oui, c'est \u00e7a.",
                "D'accord, pas de probl\u00e8me.",
                "Yes, change it please"
            })
    void these_words_are_a_yes(String words) {
        assertThat(consent.of(words)).isEqualTo(Answer.AGREED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No.",
                "No, yes, no.",
                "Not yes",
                "Yes but not on Thursday",
                "Wait.",
                "Yes, wait a second",
                "Hold on, okay?",
                "Okay, but at three",
                "Actually, make it three",
                "I don't think that's right",
                "Nein, danke.",
                "Ja, aber lieber am Freitag",
                "Das stimmt nicht",
                "No, gracias, otro d\u00eda",
                "S\u00ed, pero m\u00e1s tarde",
                "Non.",
                "Oui, mais pas jeudi",
                "How about Friday? Yes, Friday."
            })
    void a_no_in_the_same_words_outdoes_a_yes(String words) {
        assertThat(consent.of(words)).isEqualTo(Answer.DECLINED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Hm.", "My name is Anna.", "Yesterday I called.", "Bookshop", "\u202e\u0000", "?!"})
    void what_says_neither_is_neither(String words) {
        assertThat(consent.of(words)).isEqualTo(Answer.OPEN);
    }

    @Test
    void only_what_the_caller_says_after_the_read_back_counts() {
        assertThat(consent.to(said(new Turn.Caller("Yes."), READ_BACK), 1)).isEqualTo(Answer.OPEN);
        assertThat(consent.to(said(new Turn.Caller("Hi."), READ_BACK, new Turn.Caller("Yes.")), 1))
                .isEqualTo(Answer.AGREED);
        // The words from before are often written down late; they still stand before what the agent reads back.
        assertThat(consent.to(said(new Turn.Caller("Hi."), new Turn.Caller("Yes."), READ_BACK), 1))
                .isEqualTo(Answer.OPEN);
        assertThat(consent.to(
                        said(new Turn.Caller("Hi."), READ_BACK, new Turn.Agent(new ItemId("i2"), "Yes, yes.")), 1))
                .isEqualTo(Answer.OPEN);
    }

    @Test
    void the_last_words_that_say_either_count() {
        assertThat(consent.to(
                        said(new Turn.Caller("Hi."), READ_BACK, new Turn.Caller("Yes."), new Turn.Caller("No, wait.")),
                        1))
                .isEqualTo(Answer.DECLINED);
        assertThat(consent.to(
                        said(
                                new Turn.Caller("Hi."),
                                READ_BACK,
                                new Turn.Caller("No."),
                                READ_BACK,
                                new Turn.Caller("Yes.")),
                        1))
                .isEqualTo(Answer.AGREED);
        assertThat(consent.to(
                        said(new Turn.Caller("Hi."), READ_BACK, new Turn.Caller("Yes."), new Turn.Caller("I'm Anna.")),
                        1))
                .isEqualTo(Answer.AGREED);
    }

    @Test
    void where_nothing_of_the_caller_was_ever_written_down_the_model_is_believed_once_it_has_asked() {
        assertThat(consent.to(said(READ_BACK, READ_BACK), 1)).isEqualTo(Answer.AGREED);
        assertThat(consent.to(said(READ_BACK, new Turn.Caller(" "), READ_BACK), 2))
                .isEqualTo(Answer.OPEN);
        assertThat(consent.to(said(READ_BACK, new Turn.Caller(" "), READ_BACK, new Turn.Caller(" ")), 2))
                .isEqualTo(Answer.AGREED);
        assertThat(consent.to(said(READ_BACK), 1)).isEqualTo(Answer.OPEN);
        assertThat(consent.to(Said.NOTHING, 0)).isEqualTo(Answer.OPEN);
        assertThat(consent.to(said(new Turn.Caller("Hi."), READ_BACK), 1)).isEqualTo(Answer.OPEN);
    }

    @Test
    void the_setting_believes_the_model_but_not_before_it_has_asked() {
        Consent trusting = new Consent(Check.MODEL);

        assertThat(trusting.to(said(new Turn.Caller("Hi."), READ_BACK), 1)).isEqualTo(Answer.AGREED);
        assertThat(trusting.to(said(new Turn.Caller("Hi.")), 1)).isEqualTo(Answer.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "[agree]\nyes", "[agrees]\nyes", "[agrees]\nyes\n[agrees]", "[agrees]\n--"})
    void a_wrong_pack_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> ConsentPack.parse("xx", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("consent pack 'xx', line ");
    }

    @Test
    void a_yes_to_what_the_agent_said_while_it_looked_is_no_yes_to_the_read_back() {
        Turn look = new Turn.Agent(new ItemId("i0"), "One moment, I am looking.");

        assertThat(consent.to(said(look, new Turn.Caller("Okay."), READ_BACK), 0))
                .isEqualTo(Answer.OPEN);
        assertThat(consent.to(said(look, new Turn.Caller("Okay."), READ_BACK, new Turn.Caller("Yes.")), 0))
                .isEqualTo(Answer.AGREED);
    }
}
