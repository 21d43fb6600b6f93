package dev.switchhook.domain.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final int LOUD = 12_000;

    @ParameterizedTest
    @ValueSource(ints = {50, 300, 1000, 1700, 2500, 3000, 3300, 3400})
    void on_the_way_up_a_tone_keeps_its_loudness_and_its_images_are_60_decibels_down(int hertz) {
        short[] out = all(Resampler.up(), sine(hertz, 8_000, 8_000));
        assertFlatAndClean(middle(out), hertz, 24_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 300, 1000, 1700, 2500, 3000, 3300, 3400})
    void on_the_way_down_a_tone_keeps_its_loudness_and_nothing_is_added(int hertz) {
        short[] out = all(Resampler.down(), sine(hertz, 24_000, 24_000));
        assertFlatAndClean(middle(out), hertz, 8_000);
    }

    private static void assertFlatAndClean(short[] out, int hertz, int rate) {
        Tone tone = Tone.in(out, hertz, rate);
        assertThat(decibels(tone.amplitude() / LOUD)).isBetween(-0.1, 0.1);
        assertThat(decibels(tone.rest() / rms(out))).isLessThan(-60);
    }

    @ParameterizedTest
    @ValueSource(ints = {4000, 4100, 4600, 5500, 7000, 7999, 8001, 9500, 11_000, 11_990})
    void what_8_khz_cannot_carry_is_60_decibels_down(int hertz) {
        short[] out = all(Resampler.down(), sine(hertz, 24_000, 24_000));
        assertThat(decibels(rms(middle(out)) / (LOUD / Math.sqrt(2)))).isLessThan(-60);
    }

    @Test
    void a_sweep_through_all_of_speech_comes_back_in_its_place_and_shape() {
        short[] sweep = sweep(100, 3_400, 8_000, 16_000);
        short[] back = all(Resampler.down(), all(Resampler.up(), sweep));
        assertThat(back).hasSameSizeAs(sweep);
        double[] error = new double[sweep.length];
        for (int i = 0; i < sweep.length; i++) {
            error[i] = back[i] - sweep[i];
        }
        // The ends are cut hard, so their spectrum is wider than the filter.
        assertThat(decibels(rms(Arrays.copyOfRange(error, 100, error.length - 100)) / rms(sweep)))
                .isLessThan(-45);
    }

    @Test
    void pieces_of_any_size_give_the_same_sound_as_the_whole() {
        short[] sweep = sweep(100, 3_400, 24_000, 24_000);
        assertThat(inPieces(Resampler.up(), sweep, 1)).isEqualTo(all(Resampler.up(), sweep));
        assertThat(inPieces(Resampler.down(), sweep, 2)).isEqualTo(all(Resampler.down(), sweep));
    }

    @Test
    void the_length_is_kept_to_the_sample() {
        for (int length : new int[] {0, 1, 2, 3, 28, 29, 30, 159, 160, 161, 1000}) {
            assertThat(all(Resampler.up(), new short[length])).hasSize(length * 3);
            assertThat(all(Resampler.down(), new short[length])).hasSize((length + 2) / 3);
        }
    }

    @Test
    void all_but_the_documented_delay_comes_at_once() {
        int behind = Resampler.DELAY_MICROSECONDS * 8 / 1_000;
        assertThat(Resampler.DELAY_MICROSECONDS).isEqualTo(3_625);
        Resampler up = Resampler.up();
        assertThat(up.resample(new short[160])).hasSize((160 - behind) * 3);
        assertThat(up.resample(new short[160])).hasSize(480);
        Resampler down = Resampler.down();
        assertThat(down.resample(new short[480])).hasSize(160 - behind);
        assertThat(down.resample(new short[480])).hasSize(160);
    }

    @Test
    void after_the_end_a_new_stream_begins_without_an_echo_of_the_old_one() {
        short[] sweep = sweep(100, 3_400, 24_000, 2_000);
        for (Resampler used : new Resampler[] {Resampler.up(), Resampler.down()}) {
            short[] first = all(used, sweep);
            assertThat(all(used, sweep)).isEqualTo(first);
        }
    }

    @Test
    void the_loudest_sound_is_clipped_and_never_turned_over() {
        short[] square = new short[800];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = all(Resampler.up(), square);
        for (int i = 100; i < square.length - 100; i++) {
            int phase = i % 20;
            if (phase > 4 && phase < 15) {
                assertThat(Integer.signum(out[3 * i])).isEqualTo(Integer.signum(square[i]));
            }
        }
    }

    private static short[] all(Resampler resampler, short[] in) {
        return joined(resampler.resample(in), resampler.flush());
    }

    private static short[] inPieces(Resampler resampler, short[] in, long seed) {
        Random random = new Random(seed);
        short[] out = {};
        for (int from = 0; from < in.length; ) {
            int to = Math.min(in.length, from + random.nextInt(0, 50));
            out = joined(out, resampler.resample(Arrays.copyOfRange(in, from, to)));
            from = to;
        }
        return joined(out, resampler.flush());
    }

    private static short[] joined(short[] first, short[] second) {
        short[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static short[] sine(double hertz, int rate, int length) {
        return sweep(hertz, hertz, rate, length);
    }

    private static short[] sweep(double from, double to, int rate, int length) {
        short[] out = new short[length];
        double phase = 0;
        for (int i = 0; i < length; i++) {
            out[i] = (short) Math.round(LOUD * Math.sin(phase));
            phase += 2 * Math.PI * (from + (to - from) * i / length) / rate;
        }
        return out;
    }

    private static short[] middle(short[] all) {
        return Arrays.copyOfRange(all, all.length / 10, all.length - all.length / 10);
    }

    private static double rms(short[] samples) {
        double[] exact = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            exact[i] = samples[i];
        }
        return rms(exact);
    }

    private static double rms(double[] samples) {
        return Math.sqrt(Arrays.stream(samples).map(x -> x * x).average().orElse(0));
    }

    private static double decibels(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-12));
    }

    /// The tone of one frequency in a sound, by least squares, and the loudness of everything else.
    private record Tone(double amplitude, double rest) {

        static Tone in(short[] samples, double hertz, int rate) {
            double cc = 0;
            double ss = 0;
            double cs = 0;
            double xc = 0;
            double xs = 0;
            for (int i = 0; i < samples.length; i++) {
                double c = Math.cos(2 * Math.PI * hertz * i / rate);
                double s = Math.sin(2 * Math.PI * hertz * i / rate);
                cc += c * c;
                ss += s * s;
                cs += c * s;
                xc += samples[i] * c;
                xs += samples[i] * s;
            }
            double a = (xc * ss - xs * cs) / (cc * ss - cs * cs);
            double b = (xs * cc - xc * cs) / (cc * ss - cs * cs);
            double[] rest = new double[samples.length];
            for (int i = 0; i < samples.length; i++) {
                double angle = 2 * Math.PI * hertz * i / rate;
                rest[i] = samples[i] - a * Math.cos(angle) - b * Math.sin(angle);
            }
            return new Tone(Math.hypot(a, b), rms(rest));
        }
    }
}
