package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.testkit.TestSound;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldAudioTest {

    private final HeldAudio held = new HeldAudio(1000);

    @Test
    void sound_is_released_once_and_in_order() {
        List<AudioChunk> frames = TestSound.frames(TestSound.murmur(1, 100));
        frames.forEach(held::add);
        assertThat(held.release()).isEqualTo(frames);
        assertThat(held.release()).isEmpty();
    }

    @Test
    void past_the_bound_the_oldest_sound_goes() {
        List<AudioChunk> frames = TestSound.frames(TestSound.murmur(2, 2000));
        frames.forEach(held::add);
        assertThat(held.release()).isEqualTo(frames.subList(frames.size() - 6, frames.size()));
    }

    @Test
    void a_single_chunk_past_the_bound_is_not_kept() {
        held.add(TestSound.murmur(3, 200));
        assertThat(held.release()).isEmpty();
        held.add(TestSound.murmur(4, 20));
        assertThat(held.release()).hasSize(1);
    }
}
