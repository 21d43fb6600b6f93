package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Providers that are left alone, and providers that are full.
class ProviderTest {

    private final Bench bench = new Bench();

    private void firstIsDown() {
        bench.one.failing(new SpeechFault.Disconnected("down"));
        bench.two.willing();
    }

    @Test
    void n8_a_provider_that_failed_three_times_is_left_alone_and_later_calls_go_straight_to_the_next() {
        firstIsDown();
        bench.open();
        bench.open();
        assertThat(bench.one.sessions()).hasSize(3);
        assertThat(bench.provider(1).breaker()).isEqualTo(2);

        assertThat(bench.open().provider()).isEqualTo("two");
        assertThat(bench.one.sessions()).hasSize(3);
        assertThat(bench.provider(1).openings(Opening.LEFT_ALONE)).isPositive();
    }

    @Test
    void n8_after_its_pause_one_call_tries_it_while_the_others_use_the_next() {
        firstIsDown();
        bench.open();
        bench.open();
        bench.one.atOnce(_ -> {});
        bench.pass(30_000);

        Bench.Talk probe = bench.open();
        assertThat(bench.one.sessions()).hasSize(4);
        assertThat(bench.provider(1).breaker()).isEqualTo(1);
        assertThat(bench.open().provider()).isEqualTo("two");
        assertThat(bench.one.sessions()).hasSize(4);

        bench.one.session(4).ready();
        assertThat(probe.provider()).isEqualTo("one");
        assertThat(bench.provider(1).breaker()).isZero();
        bench.one.willing();
        assertThat(bench.open().provider()).isEqualTo("one");
    }

    @Test
    void a_trial_that_its_caller_gives_up_leaves_the_trial_to_the_next_call() {
        firstIsDown();
        bench.open();
        bench.open();
        bench.one.atOnce(_ -> {});
        bench.pass(30_000);
        bench.open().session.close();
        bench.open();
        assertThat(bench.one.sessions()).hasSize(5);
    }

    @Test
    void a_provider_that_refuses_us_is_left_alone_at_once() {
        bench.one.failing(HandModel.refused());
        bench.two.willing();
        bench.open();
        bench.open();
        assertThat(bench.one.sessions()).hasSize(1);
    }

    @Test
    void a_refusal_is_news_once_until_the_provider_has_wanted_us_again() {
        Provider provider = bench.provider(1);
        assertThat(provider.judge(Opening.REFUSED, bench.time.now()).firstRefusal())
                .isTrue();
        assertThat(provider.judge(Opening.REFUSED, bench.time.now()).firstRefusal())
                .isFalse();
        provider.judge(Opening.BUSY, bench.time.now());
        assertThat(provider.judge(Opening.REFUSED, bench.time.now()).firstRefusal())
                .isFalse();
        provider.judge(Opening.READY, bench.time.now());
        assertThat(provider.judge(Opening.REFUSED, bench.time.now()).firstRefusal())
                .isTrue();
    }

    @Test
    void when_all_are_left_alone_the_first_one_is_tried_all_the_same() {
        bench.one.failing(HandModel.refused());
        bench.two.failing(HandModel.refused());
        bench.open();
        bench.one.willing();

        assertThat(bench.open().provider()).isEqualTo("one");
        assertThat(bench.provider(1).breaker()).isZero();
    }

    @Test
    void a_full_provider_is_passed_over() {
        Bench small = new Bench(1, 1);
        small.one.willing();
        small.two.willing();

        Bench.Talk first = small.open();
        assertThat(small.exchange.full(0)).isFalse();
        assertThat(small.open().provider()).isEqualTo("two");
        assertThat(small.exchange.full(0)).isTrue();

        first.session.close();
        assertThat(small.exchange.full(0)).isFalse();
        assertThat(small.open().provider()).isEqualTo("one");
    }

    @Test
    void w9_calls_that_are_about_to_want_a_session_count_unless_one_was_made_ready_for_them() {
        Bench small = new Bench(2, 2);
        assertThat(small.exchange.full(3)).isFalse();
        assertThat(small.exchange.full(4)).isTrue();
        small.exchange.prepare(Bench.briefing("caller"));
        assertThat(small.exchange.full(3)).isFalse();
        assertThat(small.exchange.full(4)).isTrue();
        assertThat(small.exchange.full(5)).isTrue();
        small.open(Bench.briefing("caller"));
        assertThat(small.exchange.full(3)).isTrue();
    }

    @Test
    void when_all_are_full_the_call_is_told_that_there_is_no_room() {
        Bench small = new Bench(1, 1);
        small.one.willing();
        small.two.willing();
        small.open();
        small.open();

        assertThat(small.open().heard)
                .containsExactly(
                        new SpeechEvent.Faulted(new SpeechFault.Busy(Optional.empty())), new SpeechEvent.Closed());
        assertThat(small.one.sessions()).hasSize(1);
    }

    @Test
    void a_session_keeps_its_seat_until_the_provider_says_that_it_is_gone_but_not_for_ever() {
        Bench small = new Bench(1, 1);
        small.one.willing();
        Bench.Talk talk = small.open();
        small.one.session(1).closesSlowly();
        talk.session.close();
        small.pass(9_999);
        assertThat(small.provider(1).sessionsInUse()).isEqualTo(1);
        small.pass(1);
        assertThat(small.provider(1).sessionsInUse()).isZero();
        small.one.session(1).says(new SpeechEvent.Closed());
        assertThat(small.provider(1).sessionsInUse()).isZero();
    }

    @Test
    void a_provider_without_a_limit_is_never_full() {
        bench.one.willing();
        for (int i = 0; i < 1_000; i++) {
            bench.open();
        }
        assertThat(bench.exchange.full(0)).isFalse();
        assertThat(bench.provider(1).sessionsInUse()).isEqualTo(1_000);
    }

    @Test
    void o2_a_provider_whose_ready_session_has_no_room_three_times_in_a_row_is_left_alone() {
        Bench house = new Bench();
        house.one.willing();
        house.two.willing();
        house.open();
        SpeechEvent fault = new SpeechEvent.Faulted(HandModel.busy());
        SpeechEvent success = new SpeechEvent.ReplyFinished(new ReplyId("r"), SpeechEvent.ReplyEnd.COMPLETE);
        List.of(fault, fault, success, fault, fault).forEach(house.one.session(1)::says);
        assertThat(house.open().provider()).isEqualTo("one");
        house.one.session(1).says(fault);
        assertThat(house.open().provider()).isEqualTo("two");
    }

    @Test
    void o2_a_provider_that_refuses_us_in_the_middle_of_a_session_is_left_alone_at_once() {
        Bench house = new Bench();
        house.one.willing();
        house.two.willing();
        house.open();
        house.one.session(1).says(new SpeechEvent.Faulted(HandModel.refused()));
        assertThat(house.open().provider()).isEqualTo("two");
    }
}
