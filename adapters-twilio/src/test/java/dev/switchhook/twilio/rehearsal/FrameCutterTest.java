package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameCutterTest {

    @Test
    void regular_frames_are_20_ms_apart() {
        List<FrameCutter.Frame> frames = cut(new FrameCutter(false), new byte[800]);

        assertThat(frames).extracting(FrameCutter.Frame::timestampMilliseconds).containsExactly(0L, 20L, 40L, 60L, 80L);
        assertThat(frames)
                .allSatisfy(frame -> assertThat(frame.sound().byteCount()).isEqualTo(160));
    }

    @Test
    void odd_frames_hold_the_same_sound_at_the_right_times() {
        byte[] said = new byte[16_000];
        new Random(7).nextBytes(said);
        List<FrameCutter.Frame> frames = cut(new FrameCutter(true), said);

        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (FrameCutter.Frame frame : frames) {
            assertThat(frame.timestampMilliseconds()).isEqualTo(joined.size() / 8);
            joined.writeBytes(frame.sound().bytes());
        }
        assertThat(joined.toByteArray()).isEqualTo(Arrays.copyOf(said, joined.size()));
        assertThat(said.length - joined.size()).isLessThan(320);
        assertThat(frames.stream()
                        .map(frame -> frame.sound().byteCount())
                        .distinct()
                        .count())
                .isGreaterThan(3);
    }

    private static List<FrameCutter.Frame> cut(FrameCutter cutter, byte[] sound) {
        List<FrameCutter.Frame> frames = new ArrayList<>();
        AudioChunk.of(AudioFormat.MULAW_8K, sound).pieces(20).forEach(piece -> frames.addAll(cutter.add(piece)));
        return frames;
    }
}
