package dev.switchhook.domain.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChimeTest {

    private static final int[] SAMPLES = samples();

    private static int[] samples() {
        byte[] bytes = Chime.soft().bytes();
        return IntStream.range(0, bytes.length)
                .map(i -> linear(bytes[i] & 0xFF))
                .toArray();
    }

    /// G.711, the way back.
    private static int linear(int code) {
        int inverted = ~code & 0xFF;
        int magnitude = ((((inverted & 0x0F) << 3) + 132) << ((inverted >> 4) & 7)) - 132;
        return (inverted & 0x80) == 0 ? magnitude : -magnitude;
    }

    private static double strength(double hertz, int from, int to) {
        double sine = 0;
        double cosine = 0;
        for (int i = from; i < to; i++) {
            sine += SAMPLES[i] * Math.sin(2 * Math.PI * hertz * i / 8000);
            cosine += SAMPLES[i] * Math.cos(2 * Math.PI * hertz * i / 8000);
        }
        return Math.hypot(sine, cosine) / (to - from);
    }

    @Test
    void it_lasts_for_600_ms_of_telephone_sound() {
        assertThat(Chime.soft().format()).isEqualTo(AudioFormat.MULAW_8K);
        assertThat(Chime.soft().milliseconds()).isEqualTo(600);
        assertThat(Chime.soft()).isEqualTo(Chime.soft());
    }

    @Test
    void it_is_two_notes() {
        assertThat(strength(659.26, 0, 2400)).isGreaterThan(20 * strength(523.25, 0, 2400));
        assertThat(strength(523.25, 2400, 4800)).isGreaterThan(20 * strength(659.26, 2400, 4800));
        assertThat(strength(659.26, 0, 2400)).isGreaterThan(500);
    }

    @Test
    void it_is_soft_and_does_not_click() {
        assertThat(IntStream.of(SAMPLES).map(Math::abs).max().orElseThrow()).isBetween(2_000, 3_300);
        for (int edge : new int[] {0, 1, 2399, 2400, 2401, 4799}) {
            assertThat(Math.abs(SAMPLES[edge])).isLessThan(40);
        }
    }
}
