package dev.switchhook.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.docs.Pages;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.testkit.TestSound;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchTest {

    @Test
    void the_page_explains_every_figure_in_the_order_of_the_table() {
        List<String> explained = Pages.rows(Pages.text("docs/bench.md")).stream()
                .map(List::getFirst)
                .toList();

        assertThat(explained)
                .containsSubsequence(
                        Stream.of(Figure.values()).map(Figure::text).toList());
    }

    @Test
    void the_table_tells_the_median_its_target_and_what_was_not_measured() {
        Readings readings = new Readings();
        for (double value : new double[] {1.5, 1.2, 9}) {
            readings.add(Figure.CLEAR_20_P99, OptionalDouble.of(value), "");
        }
        readings.add(Figure.RESUMED, OptionalDouble.of(90), "");
        readings.add(Figure.STALE, OptionalDouble.empty(), "no interruption was seen");

        String table = BenchTable.of(readings, 3);

        assertThat(table)
                .containsPattern("speech started to clear, 20 calls, p99 +1.50 ms +9 ms +< 2 ms +reached")
                .containsPattern("resumed with tool results +90 % +90 % +100 % +MISSED")
                .containsPattern("stale sound after clear +not measured: no interruption was seen");
        assertThat(BenchTable.missed(readings)).isTrue();
    }

    @Test
    void what_is_counted_counts_in_all_runs_together() {
        Readings readings = new Readings();
        for (double late : new double[] {0, 0, 1}) {
            readings.add(Figure.LATE, OptionalDouble.of(late), "");
            readings.add(Figure.INTERRUPTIONS, OptionalDouble.of(2_160), "");
        }

        assertThat(BenchTable.of(readings, 3))
                .containsPattern("late deltas played +1 +all runs +0 +MISSED")
                .containsPattern("interruptions measured +6480 +all runs");
        assertThat(BenchTable.missed(readings)).isTrue();
    }

    @Test
    void what_is_not_measured_misses_no_target_and_what_is_just_at_its_bound_does() {
        Readings readings = new Readings();
        assertThat(BenchTable.missed(readings)).isFalse();

        readings.add(Figure.CLEAR_20_P99, OptionalDouble.of(2), "");
        assertThat(BenchTable.missed(readings)).isTrue();
    }

    @Test
    void shares_of_samples_are_values_that_were_measured() {
        Samples samples = new Samples();
        for (int value = 100; value >= 1; value--) {
            samples.add(value);
        }

        assertThat(samples.at(0)).hasValue(1);
        assertThat(samples.at(0.5)).hasValue(50);
        assertThat(samples.at(0.99)).hasValue(99);
        assertThat(samples.at(1)).hasValue(100);
        assertThat(new Samples().at(0.5)).isEmpty();
    }

    @Test
    void a_session_is_known_by_its_greeting_and_a_reply_by_its_sound() {
        byte[] heard = TestSound.join(
                List.of(TestSound.silence(60), Tone.greeting(1_234, 40), TestSound.silence(20), Tone.reply(7, 30)));

        assertThat(Tone.session(heard, 0)).hasValue(1_234);
        assertThat(Tone.place(heard, 0)).isEqualTo(480);
        assertThat(Tone.session(heard, 480 + 320)).isEmpty();
        assertThat(Tone.count(heard, 0, Tone.of(7))).isEqualTo(240);
        assertThat(Tone.count(heard, 0, Tone.of(8))).isZero();
    }

    @Test
    void sound_is_found_in_frames_however_the_bytes_arrive() {
        AudioChunk sound = TestSound.murmur(1, 400);
        String message = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + sound.base64() + "\"}";
        byte[] wire = wire("{\"type\":\"session.update\"}", message);
        for (int piece : new int[] {1, 7, wire.length}) {
            List<String> found = new ArrayList<>();
            SoundFinder finder = new SoundFinder("audio", found::add);
            for (int from = 0; from < wire.length; from += piece) {
                finder.take(Unpooled.wrappedBuffer(wire, from, Math.min(piece, wire.length - from)));
            }

            assertThat(found).containsExactly(sound.base64().substring(0, SoundFinder.PREFIX));
        }
    }

    /// A handshake, and then masked text frames.
    private static byte[] wire(String... messages) {
        ByteBuffer wire = ByteBuffer.allocate(100_000);
        wire.put("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] mask = {1, 2, 3, 4};
        for (String message : messages) {
            byte[] text = message.getBytes(StandardCharsets.US_ASCII);
            wire.put((byte) 0x81);
            if (text.length < 126) {
                wire.put((byte) (0x80 | text.length));
            } else {
                wire.put((byte) (0x80 | 126)).putShort((short) text.length);
            }
            wire.put(mask);
            for (int i = 0; i < text.length; i++) {
                wire.put((byte) (text[i] ^ mask[i % 4]));
            }
        }
        byte[] bytes = new byte[wire.position()];
        wire.flip().get(bytes);
        return bytes;
    }
}
