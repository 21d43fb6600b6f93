package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechCommand.Hear;
import dev.switchhook.domain.port.speech.SpeechCommand.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldCommandsTest {

    private static final int FRAME = 160;

    private final Tally tally = new Tally();
    private final HeldCommands held = new HeldCommands(tally);

    private static Hear frame(int number) {
        byte[] sound = new byte[FRAME];
        sound[0] = (byte) number;
        sound[1] = (byte) (number >> 8);
        return new Hear(AudioChunk.of(AudioFormat.MULAW_8K, sound));
    }

    @Test
    void commands_come_out_in_the_order_in_which_they_went_in() {
        List<SpeechCommand> commands = List.of(frame(1), new Reply("hello"), frame(2));
        commands.forEach(command -> assertThat(held.add(command)).isTrue());
        assertThat(held.release()).isEqualTo(commands);
        assertThat(held.release()).isEmpty();
    }

    @Test
    void past_the_bound_the_oldest_sound_is_dropped_and_counted_but_no_other_command() {
        int frames = HeldCommands.MOST_BYTES / FRAME + 10;
        held.add(new Reply("hello"));
        for (int i = 0; i < frames; i++) {
            assertThat(held.add(frame(i))).isTrue();
        }
        List<SpeechCommand> released = new ArrayList<>(held.release());
        assertThat(released.removeFirst()).isEqualTo(new Reply("hello"));
        long dropped = tally.of(OpenAiOddity.CALLER_AUDIO_DROPPED);
        assertThat(dropped).isBetween(10L, 12L);
        assertThat(released).hasSize(frames - (int) dropped);
        assertThat(released.getFirst()).isEqualTo(frame((int) dropped));
        assertThat(released.getLast()).isEqualTo(frame(frames - 1));
    }

    @Test
    void what_is_no_sound_and_does_not_fit_is_not_held_silently() {
        assertThat(held.add(new Reply("x".repeat(HeldCommands.MOST_BYTES)))).isFalse();
    }
}
