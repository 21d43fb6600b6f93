package dev.switchhook.xai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.testkit.TestSound;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingCommandsTest {

    private final XaiCounts counts = new XaiCounts();
    private final WaitingCommands waiting = new WaitingCommands(400, counts);

    private static SpeechCommand.Hear frame(int seed) {
        return new SpeechCommand.Hear(TestSound.murmur(seed, 20));
    }

    @Test
    void commands_are_given_in_order_and_once() {
        SpeechCommand reply = new SpeechCommand.Reply("Hi.");
        assertThat(waiting.add(frame(1))).isTrue();
        assertThat(waiting.add(reply)).isTrue();
        assertThat(waiting.take()).containsExactly(frame(1), reply);
        assertThat(waiting.take()).isEmpty();
    }

    @Test
    void the_oldest_sound_goes_first_and_is_counted() {
        SpeechCommand reply = new SpeechCommand.Reply("");
        waiting.add(frame(1));
        waiting.add(reply);
        waiting.add(frame(2));
        waiting.add(frame(3));
        assertThat(waiting.take()).containsExactly(reply, frame(2), frame(3));
        assertThat(counts.droppedCallerBytes()).isEqualTo(160);
    }

    @Test
    void what_does_not_fit_even_without_sound_is_not_taken() {
        waiting.add(frame(1));
        assertThat(waiting.add(new SpeechCommand.Reply("x".repeat(400)))).isFalse();
        assertThat(waiting.take()).hasSize(1).isNotEqualTo(List.of(frame(1)));
    }
}
