package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackClockTest {

    private static final long ORIGIN = 5_000_000_000L;
    private static final long MS = 1_000_000;

    private final Recording heard = new Recording();
    private final PlaybackClock clock = new PlaybackClock(ORIGIN, heard);

    @Test
    void a_mark_comes_back_at_the_moment_when_everything_before_it_was_played() {
        clock.play(sound(100, 1), at(10));
        clock.mark("m", at(12));

        assertThat(clock.nextMarkNanos()).hasValue(at(110));
        clock.advance(at(110) - 1);
        assertThat(clock.takeDueMarks()).isEmpty();
        clock.advance(at(110));
        assertThat(clock.takeDueMarks()).containsExactly(new MarkEcho("m", at(12), 800, 800, at(110), false));
    }

    @Test
    void a_mark_behind_nothing_comes_back_at_once() {
        clock.mark("idle", at(7));

        assertThat(clock.takeDueMarks()).containsExactly(new MarkEcho("idle", at(7), 0, 0, at(7), false));
        assertThat(clock.nextMarkNanos()).isEmpty();
    }

    @Test
    void a_late_look_at_the_clock_still_tells_when_each_mark_came_due() {
        clock.play(sound(40, 1), at(0));
        clock.mark("a", at(0));
        clock.play(sound(60, 2), at(0));
        clock.mark("b", at(0));

        clock.advance(at(5_000));

        assertThat(clock.takeDueMarks()).extracting(MarkEcho::returnedNanos).containsExactly(at(40), at(100));
    }

    @Test
    void clear_returns_every_mark_in_order_and_tells_what_was_really_heard() {
        clock.play(sound(500, 1), at(0));
        clock.mark("first", at(0));
        clock.play(sound(500, 2), at(0));
        clock.mark("second", at(0));
        clock.mark("third", at(0));

        Clear clear = clock.clear(at(620));

        assertThat(clear).isEqualTo(new Clear(at(620), 4_960, 4_960, 3_040, List.of("second", "third")));
        assertThat(clear.speechMilliseconds()).isEqualTo(620);
        assertThat(clock.takeDueMarks())
                .extracting(MarkEcho::name, MarkEcho::cleared)
                .containsExactly(tuple("first", false), tuple("second", true), tuple("third", true));
        clock.advance(at(2_000));
        assertThat(clock.playedBytes()).isEqualTo(4_960);
        assertThat(clock.unplayedBytes()).isZero();
    }

    @Test
    void what_is_sent_after_a_clear_plays_at_once() {
        clock.play(sound(500, 1), at(0));
        clock.clear(at(100));
        clock.play(sound(20, 2), at(100));
        clock.mark("next", at(100));

        clock.advance(at(120));

        assertThat(clock.takeDueMarks()).containsExactly(new MarkEcho("next", at(100), 960, 960, at(120), false));
    }

    @Test
    void more_than_ten_minutes_do_not_fit() {
        assertThat(clock.play(sound(10 * 60 * 1_000, 1), at(0))).isZero();
        assertThat(clock.play(sound(20, 2), at(0))).isEqualTo(160);
        assertThat(clock.unplayedBytes()).isEqualTo(PlaybackClock.CAPACITY);
    }

    @Test
    void the_caller_hears_silence_where_nothing_is_played() {
        clock.play(sound(20, 7), at(30));
        clock.advance(at(100));

        byte[] expected = new byte[800];
        Arrays.fill(expected, AudioFormat.MULAW_SILENCE);
        Arrays.fill(expected, 240, 400, (byte) 7);
        assertThat(heard.copy().bytes()).isEqualTo(expected);
        assertThat(clock.quietNanos()).isEqualTo(50 * MS);
    }

    @Test
    void a_short_underrun_does_not_begin_another_speech_and_a_pause_does() {
        clock.play(sound(100, 1), at(0));
        clock.play(sound(100, 1), at(300));
        clock.play(sound(100, 1), at(900));
        clock.advance(at(3_000));

        assertThat(clock.speeches())
                .containsExactly(new Speech(at(0), at(400), 1_600, false), new Speech(at(900), at(1_000), 800, false));
        assertThat(clock.speechBytes()).isZero();
    }

    @Test
    void a_cleared_speech_says_so() {
        clock.play(sound(1_000, 1), at(0));
        clock.clear(at(250));

        assertThat(clock.speeches()).containsExactly(new Speech(at(0), at(250), 2_000, true));
    }

    /// Compares with a model that counts single bytes. A failing seed replays by itself.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void it_agrees_with_a_model_of_single_bytes_whatever_happens(long seed) {
        Random random = new Random(seed);
        ByteModel model = new ByteModel();
        List<String> returned = new ArrayList<>();
        long byteTime = 0;
        int marks = 0;
        for (int i = 0; i < 500; i++) {
            long now = ORIGIN + byteTime * PlaybackClock.NANOS_PER_BYTE + random.nextInt(125_000);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    byte[] bytes = new byte[random.nextInt(2_000)];
                    random.nextBytes(bytes);
                    clock.play(AudioChunk.of(AudioFormat.MULAW_8K, bytes), now);
                    model.play(bytes);
                }
                case 3, 4 -> {
                    clock.mark("m" + marks, now);
                    model.mark("m" + marks++);
                }
                case 5 -> {
                    Clear clear = clock.clear(now);
                    assertThat(clear.droppedBytes()).isEqualTo(model.clear());
                    assertThat(clear.playedBytes()).isEqualTo(model.played);
                }
                default -> {
                    int passing = random.nextInt(1_500);
                    byteTime += passing;
                    model.pass(passing);
                    clock.advance(ORIGIN + byteTime * PlaybackClock.NANOS_PER_BYTE);
                }
            }
            clock.takeDueMarks().forEach(mark -> returned.add(mark.name()));
            assertThat(returned).as("marks after step %d of seed %d", i, seed).isEqualTo(model.returned);
            assertThat(clock.playedBytes()).isEqualTo(model.played);
            assertThat(clock.unplayedBytes()).isEqualTo(model.queue.size());
        }
        assertThat(heard.length()).isEqualTo(byteTime);
        assertThat(heard.copy().bytes()).isEqualTo(model.heardBytes());
    }

    private static long at(long milliseconds) {
        return ORIGIN + milliseconds * MS;
    }

    private static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }

    /// The same playback, one byte at a time, slow and obvious.
    private static final class ByteModel {

        private final List<Byte> queue = new ArrayList<>();
        private final List<String> returned = new ArrayList<>();
        private final List<Byte> heardSoFar = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<Long> targets = new ArrayList<>();
        private long played;

        void play(byte[] bytes) {
            for (byte b : bytes) {
                queue.add(b);
            }
        }

        void mark(String name) {
            names.add(name);
            targets.add(played + queue.size());
            returnReached();
        }

        long clear() {
            long dropped = queue.size();
            queue.clear();
            returned.addAll(names);
            names.clear();
            targets.clear();
            return dropped;
        }

        void pass(int bytes) {
            int sounding = Math.min(bytes, queue.size());
            for (byte b : queue.subList(0, sounding)) {
                heardSoFar.add(b);
            }
            queue.subList(0, sounding).clear();
            played += sounding;
            for (int i = sounding; i < bytes; i++) {
                heardSoFar.add(AudioFormat.MULAW_SILENCE);
            }
            returnReached();
        }

        private void returnReached() {
            while (!targets.isEmpty() && targets.getFirst() <= played) {
                targets.removeFirst();
                returned.add(names.removeFirst());
            }
        }

        byte[] heardBytes() {
            byte[] bytes = new byte[heardSoFar.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = heardSoFar.get(i);
            }
            return bytes;
        }
    }
}
