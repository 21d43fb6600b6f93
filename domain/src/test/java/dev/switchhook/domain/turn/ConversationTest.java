package dev.switchhook.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final Conversation conversation = new Conversation();

    @Test
    void turns_are_kept_in_order() {
        conversation.add(new Turn.Caller("Hello?"));
        conversation.add(new Turn.Agent(new ItemId("i"), "Good morning."));
        assertThat(conversation.turns())
                .containsExactly(new Turn.Caller("Hello?"), new Turn.Agent(new ItemId("i"), "Good morning."));
        assertThat(conversation.forgotten()).isZero();
    }

    @Test
    void words_that_come_late_are_put_where_they_were_said() {
        conversation.callerTurnEnds(Optional.of(new ItemId("c1")));
        conversation.add(new Turn.Agent(new ItemId("a1"), "One."));
        conversation.callerTurnEnds(Optional.of(new ItemId("c2")));
        conversation.add(new Turn.Agent(new ItemId("a2"), "Two."));
        assertThat(conversation.callerSaid(new ItemId("c2"), new Turn.Caller("Second?")))
                .isEqualTo(1);
        assertThat(conversation.callerSaid(new ItemId("c1"), new Turn.Caller("First?")))
                .isEqualTo(3);
        assertThat(conversation.turns()).extracting(Turn::text).containsExactly("First?", "One.", "Second?", "Two.");
        assertThat(conversation.latest()).isEqualTo(conversation.turns());
    }

    @Test
    void words_without_a_place_of_their_own_take_the_latest_one_without_a_name_or_come_last() {
        conversation.callerTurnEnds(Optional.empty());
        conversation.add(new Turn.Agent(new ItemId("a1"), "One."));
        conversation.callerTurnEnds(Optional.empty());
        conversation.add(new Turn.Agent(new ItemId("a2"), "Two."));
        assertThat(conversation.callerSaid(new ItemId("x"), new Turn.Caller("Second?")))
                .isEqualTo(1);
        assertThat(conversation.callerSaid(new ItemId("y"), new Turn.Caller("Third?")))
                .isZero();
        assertThat(conversation.turns()).extracting(Turn::text).containsExactly("One.", "Second?", "Two.", "Third?");
    }

    @Test
    void places_whose_words_never_come_are_bounded() {
        for (int i = 0; i < 200; i++) {
            conversation.callerTurnEnds(Optional.of(new ItemId("c" + i)));
        }
        conversation.add(new Turn.Agent(new ItemId("a"), "Hello?"));
        assertThat(conversation.callerSaid(new ItemId("c149"), new Turn.Caller("forgotten")))
                .isZero();
        assertThat(conversation.callerSaid(new ItemId("c150"), new Turn.Caller("kept")))
                .isEqualTo(2);
    }

    @Test
    void past_256_kib_of_text_the_oldest_turns_are_forgotten_and_counted() {
        String text = "x".repeat(64 * 1024);
        for (int i = 0; i < 6; i++) {
            conversation.add(new Turn.Caller(i + text.substring(1)));
        }
        assertThat(conversation.turns()).hasSize(4);
        assertThat(conversation.turns().getFirst().text()).startsWith("2");
        assertThat(conversation.forgotten()).isEqualTo(2);
    }
}
