package dev.switchhook.app.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.turn.MarkName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// What the caller says on the left and hears on the right, to the sample.
class ReelTest {

    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");
    private static final MarkName MARK = new MarkName("a");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    private final Reel reel = new Reel(BEGAN);
    private Instant now = BEGAN;

    private void at(int milliseconds) {
        now = BEGAN.plusMillis(milliseconds);
    }

    private byte[] sound(int milliseconds) {
        byte[] sound = new byte[milliseconds * Reel.PER_MILLISECOND];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) random.nextInt(0, 120);
        }
        return sound;
    }

    private byte[] play(int milliseconds) {
        byte[] sound = sound(milliseconds);
        reel.commanded(new LineCommand.Play(AudioChunk.of(AudioFormat.MULAW_8K, sound)), now);
        return sound;
    }

    private byte[] hear(int milliseconds, Optional<Duration> at) {
        byte[] sound = sound(milliseconds);
        reel.told(new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, sound), at), now);
        return sound;
    }

    private static byte[] side(byte[] stereo, int first) {
        byte[] side = new byte[stereo.length / 2];
        for (int i = 0; i < side.length; i++) {
            side[i] = stereo[2 * i + first];
        }
        return side;
    }

    private static byte[] silence(int milliseconds) {
        byte[] silence = new byte[milliseconds * Reel.PER_MILLISECOND];
        Arrays.fill(silence, AudioFormat.MULAW_SILENCE);
        return silence;
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Test
    void the_agent_sounds_when_the_line_plays_it_however_fast_it_is_sent() {
        at(100);
        byte[] one = play(300);
        byte[] two = play(200);
        at(1000);
        byte[] three = play(50);
        at(1200);

        assertThat(side(reel.rest(now), 1))
                .isEqualTo(joined(silence(100), one, two, silence(400), three, silence(150)));
    }

    @Test
    void nothing_sounds_after_the_line_was_told_to_stop() {
        byte[] long_ = play(2000);
        at(640);
        reel.commanded(new LineCommand.StopPlaying(), now);
        at(900);
        byte[] next = play(100);
        at(1500);

        assertThat(side(reel.rest(now), 1))
                .isEqualTo(joined(Arrays.copyOf(long_, 640 * 8), silence(260), next, silence(500)));
    }

    @Test
    void nothing_sounds_after_the_line_was_lost() {
        byte[] long_ = play(1000);
        at(300);
        reel.told(new LineEvent.Lost(), now);
        at(500);

        assertThat(side(reel.rest(now), 1)).isEqualTo(joined(Arrays.copyOf(long_, 300 * 8), silence(200)));
    }

    @Test
    void what_a_mark_proves_to_be_heard_is_there_though_the_clock_says_that_it_is_too_early() {
        byte[] heard = play(400);
        reel.commanded(new LineCommand.Mark(MARK), now);
        play(400);
        at(390);
        reel.told(new LineEvent.Played(MARK), now);
        reel.commanded(new LineCommand.StopPlaying(), now);
        at(500);

        assertThat(side(reel.rest(now), 1)).isEqualTo(joined(heard, silence(100)));
    }

    @Test
    void the_caller_is_where_the_carrier_says_with_silence_for_what_has_not_arrived() {
        at(20);
        byte[] one = hear(20, Optional.of(Duration.ofMillis(40)));
        at(37);
        byte[] two = hear(20, Optional.of(Duration.ofMillis(60)));
        at(140);
        byte[] late = hear(20, Optional.of(Duration.ofMillis(140)));

        assertThat(side(reel.rest(now), 0)).isEqualTo(joined(silence(20), one, two, silence(60), late));
    }

    @Test
    void a_second_connection_goes_on_after_the_gap_of_the_first_one() {
        byte[] one = hear(20, Optional.of(Duration.ZERO));
        reel.told(new LineEvent.Lost(), now);
        at(1500);
        reel.told(new LineEvent.Opened(), now);
        byte[] two = hear(20, Optional.of(Duration.ZERO));

        assertThat(side(reel.rest(now), 0)).isEqualTo(joined(one, silence(1480), two));
    }

    @Test
    void what_is_taken_second_by_second_is_what_is_taken_at_once() {
        Reel other = new Reel(BEGAN);
        byte[] taken = {};
        for (int ms = 0; ms < 10_000; ms += 20) {
            at(ms);
            LineEvent frame = new LineEvent.CallerAudio(
                    AudioChunk.of(AudioFormat.MULAW_8K, sound(20)), Optional.of(Duration.ofMillis(ms)));
            reel.told(frame, now);
            other.told(frame, now);
            if (ms % 900 == 0) {
                LineCommand play = new LineCommand.Play(AudioChunk.of(AudioFormat.MULAW_8K, sound(700)));
                reel.commanded(play, now);
                other.commanded(play, now);
            }
            while (reel.isReady(now)) {
                taken = joined(taken, reel.second());
            }
        }
        assertThat(taken.length).isEqualTo(7 * 16_000);
        assertThat(joined(taken, reel.rest(now))).isEqualTo(other.rest(now));
        assertThat(reel.lost()).isZero();
    }

    @Test
    void a_position_that_cannot_be_and_sound_without_end_are_bounded() {
        hear(20, Optional.of(Duration.ZERO));
        at(20);
        hear(20, Optional.of(Duration.ofDays(400)));
        for (int i = 0; i < 400; i++) {
            play(1000);
        }
        assertThat(reel.lost()).isEqualTo(400 * 8000 - Reel.MOST_WAITING);
        assertThat(side(reel.rest(now), 0)).hasSize(320);
    }
}
