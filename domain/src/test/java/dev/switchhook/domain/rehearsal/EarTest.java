package dev.switchhook.domain.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.testkit.TestSound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where an ear hears speech begin and end.
class EarTest {

    private final List<String> told = new ArrayList<>();
    private final Ear ear = new Ear(() -> 500, new Ear.Listener() {
        @Override
        public void speechStarted(long began) {
            told.add("started at " + began);
        }

        @Override
        public void speechGoesOn(long spoken) {
            if (spoken == 400) {
                told.add("has lasted 400");
            }
        }

        @Override
        public void speechStopped(long now) {
            told.add("stopped at " + now);
        }
    });

    @Test
    void speech_begins_with_its_first_loud_window_and_ends_after_the_silence() {
        hear(TestSound.silence(200), TestSound.speech(1, 600), TestSound.silence(1000));
        assertThat(told).containsExactly("started at 200", "has lasted 400", "stopped at 1300");
    }

    @Test
    void a_pause_that_is_shorter_than_the_silence_does_not_end_an_utterance() {
        hear(TestSound.speech(1, 300), TestSound.silence(480), TestSound.speech(2, 300), TestSound.silence(480));
        assertThat(told).containsExactly("started at 0", "has lasted 400");
    }

    @Test
    void a_click_a_murmur_and_silence_are_no_speech() {
        hear(TestSound.speech(1, 40), TestSound.silence(500), TestSound.murmur(2, 2000));
        assertThat(told).isEmpty();
    }

    @Test
    void the_sizes_of_the_pieces_make_no_difference() {
        byte[] all = TestSound.join(List.of(TestSound.silence(160), TestSound.speech(3, 700), TestSound.silence(700)));
        Random random = new Random(20);
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(700));
            ear.hear(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        assertThat(told).containsExactly("started at 160", "has lasted 400", "stopped at 1360");
    }

    private void hear(AudioChunk... pieces) {
        for (AudioChunk piece : pieces) {
            ear.hear(piece.bytes());
        }
    }
}
