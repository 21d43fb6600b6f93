package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.turn.ReplyId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SpeechExchangeTest {

    private static final SpeechEvent CLOSED = new SpeechEvent.Closed();

    private final Bench bench = new Bench();

    private static SpeechCommand hear(int first) {
        return new SpeechCommand.Hear(AudioChunk.of(AudioFormat.MULAW_8K, new byte[] {(byte) first, 1, 2}));
    }

    @Test
    void the_first_provider_is_used_when_it_becomes_ready() {
        Bench.Talk talk = bench.open();
        bench.one.session(1).ready();

        assertThat(talk.heard).containsExactly(new SpeechEvent.Ready("one", "one-1", Duration.ofMinutes(30)));
        assertThat(bench.two.sessions()).isEmpty();
        assertThat(bench.provider(1).sessionsInUse()).isEqualTo(1);
    }

    @Test
    void what_is_sent_before_it_is_ready_waits_in_order_and_what_is_sent_later_comes_after_it() {
        Bench.Talk talk = bench.open();
        talk.session.send(hear(1));
        talk.session.send(new SpeechCommand.Reply("greet"));
        assertThat(bench.one.session(1).commands()).isEmpty();

        bench.one.session(1).ready();
        talk.session.send(hear(2));
        assertThat(bench.one.session(1).commands()).containsExactly(hear(1), new SpeechCommand.Reply("greet"), hear(2));
    }

    @Test
    void what_a_listener_sends_as_it_is_told_that_the_session_is_ready_comes_after_what_has_waited() {
        AtomicReference<SpeechSession> session = new AtomicReference<>();
        session.set(bench.exchange.open(Bench.briefing("talker"), event -> {
            if (event instanceof SpeechEvent.Ready) {
                session.get().send(hear(2));
            }
        }));
        session.get().send(hear(1));
        bench.one.session(1).ready();

        assertThat(bench.one.session(1).commands()).containsExactly(hear(1), hear(2));
    }

    @Test
    void a_provider_that_speaks_before_its_opening_has_returned_is_heard() {
        bench.one.willing();
        Bench.Talk talk = bench.open();
        talk.session.send(hear(1));

        assertThat(talk.provider()).isEqualTo("one");
        assertThat(bench.one.session(1).commands()).containsExactly(hear(1));
    }

    @Test
    void a_connection_that_fails_soon_is_tried_once_more_and_then_the_next_provider() {
        bench.one.failing(new SpeechFault.Disconnected("no route"));
        bench.two.willing();
        Bench.Talk talk = bench.open();

        assertThat(bench.one.sessions()).hasSize(2);
        assertThat(talk.heard).containsExactly(new SpeechEvent.Ready("two", "two-1", Duration.ofMinutes(30)));
    }

    @Test
    void the_second_try_may_succeed() {
        bench.one.failing(HandModel.busy());
        bench.one.atOnce(session -> {
            if (bench.one.sessions().size() == 1) {
                session.fails(HandModel.busy());
            } else {
                session.ready();
            }
        });
        assertThat(bench.open().provider()).isEqualTo("one");
        assertThat(bench.provider(1).sessionsInUse()).isEqualTo(1);
    }

    @Test
    void a_provider_that_is_given_up_because_nothing_comes_of_it_is_left_alone_for_the_next_session() {
        bench.one.willing();
        bench.two.willing();
        Bench.Talk talk = bench.open();
        talk.session.giveUp(new SpeechFault.Unintelligible("4 replies failed in a row"));

        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(talk.heard.getLast()).isEqualTo(new SpeechEvent.Closed());
        assertThat(bench.provider(1).breaker()).isEqualTo(2);
        assertThat(bench.provider(1).sessionsInUse()).isZero();
        assertThat(bench.open().provider()).isEqualTo("two");
        bench.pass(30_000);
        assertThat(bench.open().provider()).isEqualTo("one");
    }

    @Test
    void a_session_that_is_given_up_before_it_is_ready_is_closed_and_nobody_is_blamed() {
        Bench.Talk talk = bench.open();
        talk.session.giveUp(new SpeechFault.Unintelligible("too late"));

        assertThat(talk.heard).containsExactly(new SpeechEvent.Closed());
        assertThat(bench.provider(1).breaker()).isZero();
    }

    @Test
    void a_provider_that_says_when_it_will_have_room_is_not_asked_before() {
        bench.one.failing(new SpeechFault.Busy(Optional.of(Duration.ofSeconds(20))));
        bench.two.willing();
        assertThat(bench.open().provider()).isEqualTo("two");
        assertThat(bench.one.sessions()).hasSize(1);
    }

    @Test
    void a_refusal_and_nonsense_are_not_tried_again() {
        for (SpeechFault fault : List.of(HandModel.refused(), new SpeechFault.Unintelligible("not our format"))) {
            Bench fresh = new Bench();
            fresh.one.failing(fault);
            fresh.two.willing();
            assertThat(fresh.open().provider()).isEqualTo("two");
            assertThat(fresh.one.sessions()).hasSize(1);
        }
    }

    @Test
    void a_provider_that_fails_late_is_not_tried_again() {
        Bench.Talk talk = bench.open();
        bench.two.willing();
        bench.pass(1_600);
        bench.one.session(1).disconnects();

        assertThat(bench.one.sessions()).hasSize(1);
        assertThat(talk.provider()).isEqualTo("two");
    }

    @Test
    void n3_after_two_seconds_of_silence_the_next_provider_is_tried_and_the_late_one_closed_and_ignored() {
        Bench.Talk talk = bench.open();
        bench.pass(1_999);
        assertThat(bench.two.sessions()).isEmpty();
        bench.pass(1);
        bench.two.session(1).ready();
        HandModel.Session late = bench.one.session(1);
        late.ready();
        late.says(new SpeechEvent.ReplyStarted(new ReplyId("stray")));

        assertThat(late.closed()).isTrue();
        assertThat(bench.one.sessions()).hasSize(1);
        assertThat(talk.heard).hasSize(1);
        assertThat(talk.provider()).isEqualTo("two");
        assertThat(bench.provider(1).openings(Opening.LATE)).isEqualTo(1);
    }

    @Test
    void both_tries_of_a_provider_share_its_time() {
        bench.open();
        bench.pass(1_400);
        bench.one.session(1).disconnects();
        assertThat(bench.one.sessions()).hasSize(2);
        bench.pass(600);
        assertThat(bench.one.session(2).closed()).isTrue();
        assertThat(bench.two.sessions()).hasSize(1);
    }

    @Test
    void what_has_waited_is_given_to_the_provider_that_became_ready_and_to_no_other() {
        Bench.Talk talk = bench.open();
        talk.session.send(hear(1));
        bench.one.session(1).fails(HandModel.refused());
        talk.session.send(hear(2));
        bench.two.session(1).ready();

        assertThat(bench.one.session(1).commands()).isEmpty();
        assertThat(bench.two.session(1).commands()).containsExactly(hear(1), hear(2));
    }

    @Test
    void o1_when_nobody_becomes_ready_the_last_fault_is_told_and_then_the_end_once() {
        bench.one.failing(HandModel.refused());
        bench.two.failing(new SpeechFault.Disconnected("no route"));
        Bench.Talk talk = bench.open();
        talk.session.close();
        talk.session.send(hear(1));

        assertThat(talk.heard)
                .containsExactly(new SpeechEvent.Faulted(new SpeechFault.Disconnected("no route")), CLOSED);
        assertThat(bench.provider(1).sessionsInUse()).isZero();
        assertThat(bench.provider(2).sessionsInUse()).isZero();
    }

    @Test
    void o1_a_refusal_is_told_only_when_everybody_refuses_because_it_ends_the_callers_hope() {
        SpeechFault down = new SpeechFault.Disconnected("no route");
        bench.one.failing(down);
        bench.two.failing(HandModel.refused());
        assertThat(bench.open().heard.getFirst()).isEqualTo(new SpeechEvent.Faulted(down));

        bench.pass(300_000);
        bench.one.failing(HandModel.refused());
        assertThat(bench.open().heard.getFirst()).isEqualTo(new SpeechEvent.Faulted(HandModel.refused()));
    }

    @Test
    void o1_a_provider_that_is_left_alone_for_an_outage_leaves_hope_and_one_that_refused_us_does_not() {
        bench.two.failing(HandModel.refused());
        bench.one.failing(new SpeechFault.Disconnected("no route"));
        bench.open();
        bench.open();
        assertThat(bench.provider(1).breaker()).isEqualTo(2);
        bench.one.failing(HandModel.refused());
        // It is tried all the same, because nobody else is left.
        assertThat(bench.open().heard.getFirst()).isEqualTo(new SpeechEvent.Faulted(HandModel.busy()));
        assertThat(bench.open().heard.getFirst()).isEqualTo(new SpeechEvent.Faulted(HandModel.refused()));
    }

    @Test
    void a_session_that_closes_without_a_fault_before_it_is_ready_is_one_that_failed() {
        bench.two.willing();
        Bench.Talk talk = bench.open();
        bench.one.session(1).says(CLOSED);
        bench.one.session(2).says(CLOSED);
        assertThat(talk.provider()).isEqualTo("two");
    }

    @Test
    void a_model_that_throws_is_one_that_failed() {
        bench.one.atOnce(_ -> {
            throw new IllegalArgumentException("a defect of the adapter");
        });
        bench.two.willing();
        assertThat(bench.open().provider()).isEqualTo("two");
        assertThat(bench.provider(1).sessionsInUse()).isZero();
    }

    @Test
    void once_it_is_ready_every_event_is_told_and_the_loss_is_not_hidden() {
        Bench.Talk talk = bench.open();
        HandModel.Session session = bench.one.session(1);
        session.ready();
        SpeechEvent started = new SpeechEvent.ReplyStarted(new ReplyId("r1"));
        session.says(started);
        session.disconnects();
        session.says(started);

        assertThat(talk.heard.subList(1, talk.heard.size()))
                .containsExactly(started, new SpeechEvent.Faulted(new SpeechFault.Disconnected("by hand")), CLOSED);
        assertThat(bench.two.sessions()).isEmpty();
        assertThat(bench.provider(1).sessionsInUse()).isZero();
    }

    @Test
    void what_comes_before_it_is_ready_is_told_after_it() {
        Bench.Talk talk = bench.open();
        SpeechEvent resumable = new SpeechEvent.Resumable(new Resumption("one", "token"));
        bench.one.session(1).says(resumable);
        assertThat(talk.heard).isEmpty();
        bench.one.session(1).ready();
        assertThat(talk.heard.getLast()).isEqualTo(resumable);
    }

    @Test
    void closing_while_it_is_being_looked_for_closes_what_is_being_tried_and_tells_the_end_once() {
        Bench.Talk talk = bench.open();
        talk.session.close();
        talk.session.close();
        bench.one.session(1).ready();
        bench.pass(10_000);

        assertThat(talk.heard).containsExactly(CLOSED);
        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(bench.two.sessions()).isEmpty();
        assertThat(bench.provider(1).openings(Opening.ABANDONED)).isEqualTo(1);
    }

    @Test
    void closing_a_ready_session_closes_that_of_the_provider() {
        bench.one.willing();
        Bench.Talk talk = bench.open();
        talk.session.close();
        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(talk.heard.getLast()).isEqualTo(CLOSED);
        assertThat(bench.provider(1).sessionsInUse()).isZero();
    }

    @Test
    void too_much_sound_that_waits_is_dropped_from_its_oldest_end_and_counted() {
        Bench.Talk talk = bench.open();
        AudioChunk second = AudioChunk.of(AudioFormat.MULAW_8K, new byte[8_000]);
        talk.session.send(new SpeechCommand.Tell("first"));
        for (int i = 0; i < 40; i++) {
            talk.session.send(new SpeechCommand.Hear(second));
        }
        bench.one.session(1).ready();

        List<SpeechCommand> said = bench.one.session(1).commands();
        assertThat(said.getFirst()).isEqualTo(new SpeechCommand.Tell("first"));
        assertThat(said).hasSize(1 + HeldCommands.MOST_BYTES / 8_000);
        assertThat(bench.exchange.heldSoundDropped()).isEqualTo(40 - HeldCommands.MOST_BYTES / 8_000);
    }

    @Test
    void too_many_words_that_wait_end_the_session() {
        Bench.Talk talk = bench.open();
        talk.session.send(new SpeechCommand.Tell("x".repeat(HeldCommands.MOST_BYTES)));

        assertThat(talk.heard).hasSize(2).last().isEqualTo(CLOSED);
        assertThat(bench.one.session(1).closed()).isTrue();
    }

    @Test
    void a_lost_session_is_taken_up_again_by_the_provider_that_had_it_and_the_others_get_the_same_briefing() {
        SpeechBriefing briefing = new SpeechBriefing(
                Bench.briefing("lost").call(),
                "Go on.",
                List.of(),
                AudioFormat.MULAW_8K,
                Optional.of(new Resumption("two", "token")));
        bench.two.failing(HandModel.refused());
        bench.open(briefing);

        assertThat(bench.two.session(1).briefing()).isEqualTo(briefing);
        assertThat(bench.one.session(1).briefing()).isEqualTo(briefing);
    }

    @Test
    void it_can_do_what_all_of_its_providers_can() {
        assertThat(bench.exchange.capabilities().truncates()).isFalse();
        assertThat(bench.exchange.capabilities().saysExactly()).isTrue();
        assertThat(bench.exchange.capabilities().longestSession()).isEqualTo(Duration.ofMinutes(30));
        assertThat(bench.exchange.capabilities().billing()).isEqualTo("one: tokens, two: tokens");
    }

    @Test
    void an_exchange_without_a_provider_is_none() {
        assertThatThrownBy(() -> new SpeechExchange(List.of(), ExchangeRules.standard(true), bench.time))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void o1_nonsense_from_one_provider_and_a_refusal_from_the_other_leave_hope() {
        Bench house = new Bench();
        house.one.failing(new SpeechFault.Unintelligible("odd"));
        house.two.failing(HandModel.refused());
        assertThat(house.open().heard.getFirst())
                .isEqualTo(new SpeechEvent.Faulted(new SpeechFault.Unintelligible("odd")));
    }
}
