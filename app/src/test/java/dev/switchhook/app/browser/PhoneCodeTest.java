package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.switchhook.app.TalkingHouse;
import dev.switchhook.domain.audio.MuLaw;
import dev.switchhook.domain.audio.Resampler;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The browser's own arithmetic of sound, against that of the domain.
class PhoneCodeTest {

    private static TalkingHouse house;
    private static Browser browser;
    private static Page page;

    @BeforeAll
    static void open() {
        house = new TalkingHouse();
        browser = Browser.at(house.origin());
        page = browser.page();
        page.navigate("/phone");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        house.close();
    }

    @Test
    void mu_law_is_the_same_for_every_byte_and_every_sample() {
        List<?> decoded =
                (List<?>) page.evaluate("async () => { const m = await import('/phone/scripts/phone-mulaw.js');"
                        + " return Array.from({ length: 256 }, (_, code) => m.decode(code)); }");
        List<?> encoded =
                (List<?>) page.evaluate("async () => { const m = await import('/phone/scripts/phone-mulaw.js');"
                        + " return Array.from({ length: 65536 }, (_, i) => m.encode(i - 32768)); }");
        assertThat(decoded)
                .isEqualTo(IntStream.range(0, 256)
                        .mapToObj(code -> (int) MuLaw.decode((byte) code))
                        .toList());
        assertThat(encoded)
                .isEqualTo(IntStream.range(0, 65536)
                        .mapToObj(i -> MuLaw.encode((short) (i - 32768)) & 0xFF)
                        .toList());
    }

    /// How loud a tone is after the way through the resampler, in dB, at a frequency of what comes out.
    private static double level(int from, int to, int tone, int at) {
        Object level = page.evaluate(
                "async ([from, to, tone, at]) => { const { Resampler } = await"
                    + " import('/phone/scripts/phone-resample.js'); const r = new Resampler(from, to); const out = [];"
                    + " for (let b = 0; b < from; b += 128) r.push(Float32Array.from({ length: 128 }, (_, i) =>"
                    + " Math.sin(2 * Math.PI * tone * (b + i) / from)), (v) => out.push(v)); const kept = out.slice(to"
                    + " / 4, to / 4 + to / 2); let re = 0, im = 0; kept.forEach((v, i) => { const w = 2 * Math.PI * at"
                    + " * i / to; re += v * Math.cos(w); im += v * Math.sin(w); }); return 20 * Math.log10(2 *"
                    + " Math.hypot(re, im) / kept.length + 1e-9); }",
                List.of(from, to, tone, at));
        return ((Number) level).doubleValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {48_000, 44_100, 16_000})
    void what_a_telephone_carries_passes_and_what_it_cannot_carry_does_not(int rate) {
        assertThat(level(rate, 8000, 1000, 1000)).isBetween(-0.1, 0.1);
        assertThat(level(rate, 8000, 3400, 3400)).isBetween(-0.5, 0.5);
        assertThat(level(rate, 8000, 5000, 3000)).as("the alias of 5 kHz").isLessThan(-60);
        assertThat(level(8000, rate, 1000, 1000)).isBetween(-0.1, 0.1);
        assertThat(level(8000, rate, 1000, 7000)).as("the image of 1 kHz").isLessThan(-60);
    }

    @Test
    void a_second_is_a_second_at_any_rate() {
        for (int rate : new int[] {44_100, 48_000, 96_000}) {
            Object count = page.evaluate(
                    "async (rate) => { const { Resampler } = await import('/phone/scripts/phone-resample.js'); const r"
                            + " = new Resampler(rate, 8000); let n = 0; for (let b = 0; b < rate * 10; b += 100)"
                            + " r.push(new Float32Array(100), () => n++); return n; }",
                    rate);
            assertThat(((Number) count).intValue()).isBetween(80_000 - 60, 80_000);
        }
    }

    @Test
    void from_24_khz_it_does_what_the_domain_does() {
        short[] in = new short[24_000];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) (6000 * Math.sin(i * 0.11) + 4000 * Math.sin(i * 0.71));
        }
        short[] ours = Resampler.down().resample(in);
        List<?> theirs = (List<?>) page.evaluate(
                "async (samples) => { const { Resampler } = await import('/phone/scripts/phone-resample.js'); const"
                        + " out = []; new Resampler(24000, 8000).push(Float32Array.from(samples.slice(0, 8000)), (v) =>"
                        + " out.push(v)); return out; }",
                IntStream.range(0, in.length).mapToObj(i -> (int) in[i]).toList());
        for (int i = 100; i < 2500; i++) {
            assertThat(((Number) theirs.get(i)).doubleValue())
                    .as("sample %s", i)
                    .isBetween(ours[i] - 60.0, ours[i] + 60.0);
        }
    }
}
