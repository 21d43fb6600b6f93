package dev.switchhook.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplyGateTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final ReplyId ONE = new ReplyId("one");
    private static final ReplyId TWO = new ReplyId("two");

    private final ReplyGate gate = new ReplyGate();

    @Test
    void a_wanted_reply_is_asked_for_once_when_the_gate_is_free() {
        gate.want("cue");
        assertThat(gate.next(NOON)).contains(Wish.cue("cue"));
        assertThat(gate.next(NOON)).isEmpty();
        assertThat(gate.free()).isFalse();
    }

    @Test
    void a_reply_wanted_during_another_one_waits_for_its_end() {
        gate.started(ONE, NOON);
        gate.want("later");
        assertThat(gate.next(NOON)).isEmpty();
        assertThat(gate.remembers()).isTrue();
        gate.finished(ONE, NOON);
        assertThat(gate.next(NOON)).contains(Wish.cue("later"));
        assertThat(gate.remembers()).isFalse();
    }

    @Test
    void the_last_wish_counts_and_can_be_forgotten() {
        gate.want("first");
        gate.want("second");
        assertThat(gate.next(NOON)).contains(Wish.cue("second"));
        gate.want("third");
        gate.forget();
        gate.started(ONE, NOON);
        gate.finished(ONE, NOON);
        assertThat(gate.next(NOON)).isEmpty();
    }

    @Test
    void a_reply_wanted_later_is_asked_for_at_its_time() {
        gate.wantLater(Wish.cue("again"), NOON.plusSeconds(1));
        assertThat(gate.next(NOON.plusMillis(999))).isEmpty();
        assertThat(gate.nextLook(PATIENCE)).isEqualTo(NOON.plusSeconds(1));
        assertThat(gate.next(NOON.plusSeconds(1))).contains(Wish.cue("again"));
    }

    @Test
    void the_end_of_another_reply_does_not_open_the_gate() {
        gate.started(TWO, NOON);
        gate.finished(ONE, NOON);
        assertThat(gate.isSpeaking(TWO)).isTrue();
        assertThat(gate.isSpeaking(ONE)).isFalse();
        assertThat(gate.current()).contains(TWO);
    }

    @Test
    void an_answer_to_the_caller_is_expected_unasked() {
        gate.expectAnswer(NOON);
        gate.want("beside");
        assertThat(gate.next(NOON)).isEmpty();
        gate.started(ONE, NOON);
        assertThat(gate.isSpeaking(ONE)).isTrue();
    }

    @Test
    void an_expected_answer_is_not_owed_while_the_caller_speaks_again() {
        gate.expectAnswer(NOON);
        gate.callerSpeaks();
        assertThat(gate.free()).isTrue();
        assertThat(gate.silentSince()).isEmpty();
    }

    @Test
    void an_answer_is_expected_after_the_reply_that_the_caller_has_interrupted() {
        gate.started(ONE, NOON);
        gate.expectAnswer(NOON);
        gate.finished(ONE, NOON.plusMillis(100));
        assertThat(gate.free()).isFalse();
        assertThat(gate.silentSince()).contains(NOON.plusMillis(100));

        gate.started(TWO, NOON);
        gate.expectAnswer(NOON);
        gate.callerSpeaks();
        gate.finished(TWO, NOON);
        assertThat(gate.free()).isTrue();
    }

    @Test
    void an_overdue_reply_is_nudged_once() {
        gate.want("cue");
        gate.next(NOON);
        Duration half = PATIENCE.dividedBy(2);
        assertThat(gate.nextLook(PATIENCE)).isEqualTo(NOON.plus(half));
        assertThat(gate.nudge(NOON.plus(half).minusMillis(1), half)).isEmpty();
        assertThat(gate.nudge(NOON.plus(half), half)).contains(Wish.cue("cue"));
        assertThat(gate.nudge(NOON.plus(half), half)).isEmpty();
        assertThat(gate.nextLook(PATIENCE)).isEqualTo(NOON.plus(PATIENCE));
    }

    @Test
    void a_reply_that_has_begun_is_not_nudged_and_every_sign_of_it_counts() {
        gate.started(ONE, NOON);
        gate.goesOn(NOON.plusSeconds(5));
        assertThat(gate.silentSince()).contains(NOON.plusSeconds(5));
        assertThat(gate.nextLook(PATIENCE)).isEqualTo(NOON.plusSeconds(17));
        assertThat(gate.nudge(NOON.plusSeconds(60), PATIENCE)).isEmpty();
    }

    @Test
    void a_free_gate_waits_for_nothing() {
        gate.goesOn(NOON);
        assertThat(gate.nextLook(PATIENCE)).isEqualTo(Instant.MAX);
        assertThat(gate.silentSince()).isEmpty();
    }
}
