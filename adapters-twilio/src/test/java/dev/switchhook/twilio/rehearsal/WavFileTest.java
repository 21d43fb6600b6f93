package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WavFileTest {

    @Test
    void a_player_reads_two_channels_of_mulaw_and_the_shorter_one_ends_in_silence() throws Exception {
        byte[] file = WavFile.of(sound(1, 2, 3), sound(9));

        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertThat(audio.getFormat().getEncoding())
                    .isEqualTo(javax.sound.sampled.AudioFormat.Encoding.ULAW);
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(8_000f);
            assertThat(audio.getFormat().getChannels()).isEqualTo(2);
            assertThat(audio.getFrameLength()).isEqualTo(3);
            assertThat(audio.readAllBytes()).isEqualTo(bytes(1, 9, 2, 0xFF, 3, 0xFF));
        }
        assertThat(Arrays.copyOf(file, 4)).isEqualTo(bytes('R', 'I', 'F', 'F'));
    }

    private static AudioChunk sound(int... values) {
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes(values));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
