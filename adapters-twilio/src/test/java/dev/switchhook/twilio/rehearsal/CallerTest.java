package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final long MS = 1_000_000;
    private static final AudioChunk CLIP = sound(50, 3);

    private final PlaybackClock hearing = new PlaybackClock(0, new Recording());
    private long now;

    @Test
    void a_listener_waits_until_the_agent_has_spoken_and_been_quiet() {
        Caller caller = caller(new CallerStep.Listen(Duration.ofMillis(400)), new CallerStep.Speak(CLIP));

        assertThat(framesUntilSound(caller, 30)).as("nothing was said yet").isEqualTo(30);
        hearing.play(sound(200, 1), now);

        // 200 ms of speech and 400 ms of quiet are 30 frames.
        assertThat(framesUntilSound(caller, 100)).isEqualTo(30);
    }

    @Test
    void an_interrupter_waits_until_enough_was_really_heard() {
        Caller caller = caller(new CallerStep.InterruptAfter(Duration.ofMillis(300), CLIP));
        hearing.play(sound(200, 1), 0);
        assertThat(framesUntilSound(caller, 20)).as("a speech too short").isEqualTo(20);
        now += 1_000 * MS;
        hearing.play(sound(5_000, 1), now);

        assertThat(framesUntilSound(caller, 100)).isEqualTo(15);
    }

    @Test
    void a_clip_is_said_in_frames_of_20_ms_and_the_last_one_is_filled_with_silence() {
        Caller caller = caller(new CallerStep.Speak(CLIP), new CallerStep.HangUp());
        List<byte[]> frames = new ArrayList<>();
        Caller.Move move = move(caller);
        while (move instanceof Caller.Sound(AudioChunk frame)) {
            frames.add(frame.bytes());
            move = move(caller);
        }

        assertThat(move).isEqualTo(new Caller.Leave(Optional.empty()));
        assertThat(frames).hasSize(3).allSatisfy(frame -> assertThat(frame).hasSize(160));
        byte[] last = new byte[160];
        Arrays.fill(last, AudioFormat.MULAW_SILENCE);
        Arrays.fill(last, 0, 80, (byte) 3);
        assertThat(frames.getLast()).isEqualTo(last);
        assertThat(caller.utterances()).containsExactly(new Utterance(0, 50 * MS, 400));
    }

    @Test
    void a_key_is_pressed_once() {
        Caller caller = caller(new CallerStep.Press('#'), new CallerStep.WaitForHangup(Duration.ofSeconds(1)));

        assertThat(move(caller)).isEqualTo(new Caller.Key('#'));
        assertThat(move(caller)).isEqualTo(new Caller.Sound(Caller.SILENCE));
    }

    @Test
    void a_caller_whose_script_is_over_hangs_up() {
        assertThat(move(caller())).isEqualTo(new Caller.Leave(Optional.empty()));
    }

    @Test
    void a_caller_whose_patience_is_over_says_what_was_missing() {
        Caller caller = caller(new CallerStep.Listen(Duration.ofMillis(100)));
        now = 1;
        assertThat(move(caller)).isInstanceOf(Caller.Sound.class);
        now += 5_000 * MS;

        assertThat(move(caller))
                .isInstanceOfSatisfying(
                        Caller.Leave.class,
                        leave -> assertThat(leave.complaint())
                                .hasValueSatisfying(why -> assertThat(why).contains("agent to speak")));
    }

    @Test
    void waiting_for_the_hangup_has_its_own_limit() {
        Caller caller = caller(new CallerStep.WaitForHangup(Duration.ofSeconds(60)));
        assertThat(move(caller)).isInstanceOf(Caller.Sound.class);
        now += 50_000 * MS;
        assertThat(move(caller)).isInstanceOf(Caller.Sound.class);
        now += 10_000 * MS;

        assertThat(move(caller)).isInstanceOf(Caller.Leave.class);
    }

    /// How many silent frames pass before the caller says something, at most `most`.
    private int framesUntilSound(Caller caller, int most) {
        for (int i = 0; i < most; i++) {
            if (!move(caller).equals(new Caller.Sound(Caller.SILENCE))) {
                return i;
            }
        }
        return most;
    }

    private Caller.Move move(Caller caller) {
        hearing.advance(now);
        Caller.Move move = caller.move(now, hearing);
        now += 20 * MS;
        return move;
    }

    private static Caller caller(CallerStep... script) {
        return new Caller(List.of(script), Duration.ofSeconds(5));
    }

    private static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }
}
