package dev.switchhook.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

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
