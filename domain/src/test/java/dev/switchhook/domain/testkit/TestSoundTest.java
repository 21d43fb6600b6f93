package dev.switchhook.domain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import org.junit.jupiter.api.Test;

class TestSoundTest {

    @Test
    void every_mu_law_byte_survives_decoding_and_encoding() {
        for (int code = 0; code < 256; code++) {
            byte muLaw = (byte) code;
            byte again = TestSound.encode(TestSound.decode(muLaw));
            assertThat(TestSound.decode(again)).isEqualTo(TestSound.decode(muLaw));
        }
    }

    @Test
    void speech_is_loud_and_a_murmur_and_silence_are_not() {
        assertThat(TestSound.loudness(TestSound.speech(1, 500).bytes())).isGreaterThan(3000);
        assertThat(TestSound.loudness(TestSound.murmur(1, 500).bytes())).isBetween(1, 100);
        assertThat(TestSound.loudness(TestSound.silence(500).bytes())).isZero();
    }

    @Test
    void one_seed_gives_one_sound_and_another_seed_another() {
        AudioChunk sound = TestSound.murmur(1, 100);
        assertThat(TestSound.murmur(1, 100)).isEqualTo(sound);
        assertThat(TestSound.murmur(2, 100)).isNotEqualTo(sound);
        assertThat(TestSound.frames(sound)).hasSize(5).allMatch(frame -> frame.byteCount() == 160);
    }
}
