package dev.switchhook.xai.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConversationsTest {

    private final AtomicLong now = new AtomicLong(7);
    private final Conversations conversations = new Conversations(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void a_conversation_is_kept_for_30_minutes_after_the_last_sign_of_life() {
        Conversation conversation = conversations.begin("c1");
        conversation.keep();
        pass(Duration.ofMinutes(20));
        conversations.touch(conversation);
        pass(Duration.ofMinutes(30));
        assertThat(conversations.find("c1")).containsSame(conversation);
        pass(Duration.ofNanos(1));
        assertThat(conversations.find("c1")).isEmpty();
    }

    @Test
    void a_conversation_is_kept_only_on_request() {
        conversations.begin("c1");
        assertThat(conversations.find("c1")).isEmpty();
        assertThat(conversations.find("unknown")).isEmpty();
    }

    @Test
    void only_the_last_thousand_are_remembered() {
        for (int i = 0; i <= 1_000; i++) {
            conversations.begin("c" + i).keep();
        }
        assertThat(conversations.find("c0")).isEmpty();
        assertThat(conversations.find("c1")).isPresent();
    }
}
