package dev.switchhook.domain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.testkit.TestSound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscoderTest {

    @Test
    void speech_that_went_up_and_down_again_is_as_long_and_sounds_alike() {
        AudioChunk speech = TestSound.speech(1, 2_000);
        AudioChunk wide = whole(Transcoder.toPcm16(), List.of(speech), AudioFormat.PCM16_24K);
        assertThat(wide.byteCount()).isEqualTo(speech.byteCount() * 6);
        assertThat(wide.milliseconds()).isEqualTo(speech.milliseconds());
        AudioChunk back = whole(Transcoder.toMuLaw(), List.of(wide), AudioFormat.MULAW_8K);
        assertThat(back.byteCount()).isEqualTo(speech.byteCount());
        double same = 0;
        double other = 0;
        for (int i = 0; i < speech.byteCount(); i++) {
            double was = MuLaw.decode(speech.bytes()[i]);
            double is = MuLaw.decode(back.bytes()[i]);
            same += was * was;
            other += (was - is) * (was - is);
        }
        // The noise between 3.4 and 4 kHz is all that is lost, a sixth of it; with mu-law's own 35 dB that leaves this.
        assertThat(10 * Math.log10(same / other)).isGreaterThan(18);
    }

    @Test
    void a_sample_that_is_cut_in_two_is_put_together_again() {
        AudioChunk wide = whole(Transcoder.toPcm16(), List.of(TestSound.speech(2, 500)), AudioFormat.PCM16_24K);
        AudioChunk expected = whole(Transcoder.toMuLaw(), List.of(wide), AudioFormat.MULAW_8K);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(whole(Transcoder.toMuLaw(), cut(wide, seed), AudioFormat.MULAW_8K))
                    .isEqualTo(expected);
        }
    }

    @Test
    void silence_stays_silence() {
        AudioChunk wide = whole(Transcoder.toPcm16(), List.of(TestSound.silence(100)), AudioFormat.PCM16_24K);
        assertThat(wide.bytes()).containsOnly(0);
        AudioChunk back = whole(Transcoder.toMuLaw(), List.of(wide), AudioFormat.MULAW_8K);
        assertThat(back.bytes()).containsOnly(AudioFormat.MULAW_SILENCE);
    }

    @Test
    void half_a_sample_at_the_end_does_not_disturb_the_next_stream() {
        AudioChunk wide = whole(Transcoder.toPcm16(), List.of(TestSound.speech(3, 200)), AudioFormat.PCM16_24K);
        AudioChunk expected = whole(Transcoder.toMuLaw(), List.of(wide), AudioFormat.MULAW_8K);
        Transcoder used = Transcoder.toMuLaw();
        assertThat(used.transcode(AudioChunk.of(AudioFormat.PCM16_24K, new byte[] {7})))
                .isEmpty();
        assertThat(used.flush()).isEmpty();
        assertThat(whole(used, List.of(wide), AudioFormat.MULAW_8K)).isEqualTo(expected);
    }

    @Test
    void sound_of_another_format_is_refused() {
        assertThatThrownBy(() -> Transcoder.toMuLaw().transcode(TestSound.silence(20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pcm16/24000");
    }

    private static List<AudioChunk> cut(AudioChunk sound, long seed) {
        Random random = new Random(seed);
        List<AudioChunk> pieces = new ArrayList<>();
        for (int from = 0; from < sound.byteCount(); ) {
            int to = Math.min(sound.byteCount(), from + random.nextInt(1, 400));
            pieces.add(AudioChunk.of(sound.format(), Arrays.copyOfRange(sound.bytes(), from, to)));
            from = to;
        }
        return pieces;
    }

    private static AudioChunk whole(Transcoder transcoder, List<AudioChunk> pieces, AudioFormat into) {
        List<AudioChunk> out = new ArrayList<>();
        for (AudioChunk piece : pieces) {
            transcoder.transcode(piece).ifPresent(out::add);
        }
        transcoder.flush().ifPresent(out::add);
        return AudioChunk.of(into, TestSound.join(out));
    }
}
