package dev.switchhook.app.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.turn.ReplyId;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class PreparedSessionsTest {

    private static final SpeechBriefing BRIEFING = Bench.briefing("caller");

    private final Bench bench = new Bench();

    @Test
    void a_session_that_is_ready_already_tells_so_at_once_and_what_it_has_said_since_in_order() {
        bench.exchange.prepare(BRIEFING);
        HandModel.Session session = bench.one.session(1);
        session.ready();
        SpeechEvent started = new SpeechEvent.ReplyStarted(new ReplyId("r1"));
        session.says(started);

        Bench.Talk talk = bench.open(BRIEFING);
        talk.session.send(new SpeechCommand.Reply("greet"));
        SpeechEvent later = new SpeechEvent.CallerStartedSpeaking();
        session.says(later);

        assertThat(bench.one.sessions()).hasSize(1);
        assertThat(talk.provider()).isEqualTo("one");
        assertThat(talk.heard.subList(1, 3)).containsExactly(started, later);
        assertThat(session.commands()).containsExactly(new SpeechCommand.Reply("greet"));
        assertThat(bench.exchange.prewarm(Prewarm.HIT)).isEqualTo(1);
    }

    @Test
    void a_session_that_is_still_being_looked_for_is_used_as_well() {
        bench.exchange.prepare(BRIEFING);
        Bench.Talk talk = bench.open(BRIEFING);
        assertThat(talk.heard).isEmpty();
        bench.one.session(1).fails(HandModel.refused());
        bench.two.session(1).ready();
        assertThat(talk.provider()).isEqualTo("two");
    }

    @Test
    void it_is_used_once() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.open(BRIEFING);
        bench.open(BRIEFING);
        assertThat(bench.one.sessions()).hasSize(2);
        assertThat(bench.exchange.prewarm(Prewarm.MISS)).isEqualTo(1);
    }

    @Test
    void another_briefing_gets_another_session_and_the_first_one_is_closed() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        SpeechBriefing other = new SpeechBriefing(BRIEFING.call(), "Be brief.", List.of(), AudioFormat.MULAW_8K);
        Bench.Talk talk = bench.open(other);

        assertThat(talk.provider()).isEqualTo("one");
        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(bench.one.session(2).briefing()).isEqualTo(other);
    }

    @Test
    void two_wishes_for_one_call_make_one_session() {
        bench.exchange.prepare(BRIEFING);
        bench.exchange.prepare(BRIEFING);
        assertThat(bench.one.sessions()).hasSize(1);
    }

    @Test
    void i5_a_session_that_nobody_wants_is_closed_after_15_seconds() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.pass(14_999);
        assertThat(bench.one.session(1).closed()).isFalse();
        bench.pass(1);
        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(bench.provider(1).sessionsInUse()).isZero();
        assertThat(bench.exchange.prewarm(Prewarm.EVICTED)).isEqualTo(1);
    }

    @Test
    void a_session_that_is_in_use_is_not_closed_with_those_that_nobody_wants() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.open(BRIEFING);
        bench.exchange.dismiss(BRIEFING.call());
        bench.pass(60_000);
        assertThat(bench.one.session(1).closed()).isFalse();
    }

    @Test
    void w8_a_session_that_is_not_wanted_any_more_is_closed_at_once() {
        bench.exchange.prepare(BRIEFING);
        bench.exchange.dismiss(BRIEFING.call());
        assertThat(bench.one.session(1).closed()).isTrue();
        assertThat(bench.exchange.prewarm(Prewarm.DISMISSED)).isEqualTo(1);
        bench.exchange.dismiss(BRIEFING.call());
    }

    @Test
    void a_session_that_fails_before_it_is_wanted_is_forgotten_and_the_call_opens_another_one() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.one.session(1).disconnects();
        assertThat(bench.exchange.prewarm(Prewarm.FAILED)).isEqualTo(1);

        Bench.Talk talk = bench.open(BRIEFING);
        assertThat(talk.provider()).isEqualTo("one");
        assertThat(talk.heard).hasSize(1);
        assertThat(bench.one.sessions()).hasSize(2);
    }

    @Test
    void when_no_provider_becomes_ready_nobody_is_told() {
        bench.one.failing(HandModel.refused());
        bench.two.failing(HandModel.refused());
        bench.exchange.prepare(BRIEFING);
        assertThat(bench.exchange.prewarm(Prewarm.FAILED)).isEqualTo(1);

        bench.one.willing();
        assertThat(bench.open(BRIEFING).provider()).isEqualTo("one");
    }

    @Test
    void a_session_that_talks_to_itself_is_closed() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        HandModel.Session session = bench.one.session(1);
        for (int i = 0; i <= ExchangeSession.MOST_UNHEARD; i++) {
            session.says(new SpeechEvent.CallerStartedSpeaking());
        }
        assertThat(session.closed()).isTrue();
        assertThat(bench.exchange.prewarm(Prewarm.FAILED)).isEqualTo(1);
        assertThat(bench.provider(1).sessionsInUse()).isZero();
    }

    @Test
    void nothing_is_made_ready_when_more_than_four_fifths_of_the_sessions_are_in_use() {
        Bench small = new Bench(10, 0);
        small.one.willing();
        for (int i = 0; i < 8; i++) {
            small.open();
        }
        small.exchange.prepare(BRIEFING);
        assertThat(small.one.sessions()).hasSize(9);
        small.exchange.prepare(Bench.briefing("next"));
        assertThat(small.one.sessions()).hasSize(9);
        assertThat(small.two.sessions()).isEmpty();
    }

    @Test
    void only_so_many_wait() {
        for (int i = 0; i < PreparedSessions.MOST_WAITING + 3; i++) {
            bench.exchange.prepare(Bench.briefing("call" + i));
        }
        assertThat(bench.one.sessions()).hasSize(PreparedSessions.MOST_WAITING);
        assertThat(bench.exchange.prewarm(Prewarm.SKIPPED)).isEqualTo(3);
    }

    @Test
    void with_the_setting_off_nothing_is_made_ready() {
        SpeechExchange exchange =
                new SpeechExchange(List.of(new Provider(bench.one, 0)), ExchangeRules.standard(false), bench.time);
        exchange.prepare(BRIEFING);
        assertThat(bench.one.sessions()).isEmpty();
    }

    @Test
    void the_end_of_the_program_closes_what_nobody_has_wanted() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.exchange.close();
        assertThat(bench.one.session(1).closed()).isTrue();
    }

    @Test
    void a_fault_is_no_end() {
        bench.one.willing();
        bench.exchange.prepare(BRIEFING);
        bench.one.session(1).says(new SpeechEvent.Faulted(new SpeechFault.Unintelligible("odd")));
        assertThat(bench.open(BRIEFING).heard).hasSize(2);
    }

    @Test
    void i5_a_session_that_was_dismissed_before_it_began_opens_nothing() {
        Bench late = new Bench();
        SpeechBriefing briefing = Bench.briefing("late");
        ExchangeSession session = new ExchangeSession(
                briefing,
                new Search(late.exchange.providers(), true, ExchangeRules.standard(true)),
                late.time,
                new Relay(briefing.call(), new LongAdder()),
                new HeldCommands(new LongAdder()),
                _ -> {});
        session.close();
        session.begin();
        assertThat(late.one.sessions()).isEmpty();
        assertThat(late.provider(1).sessionsInUse()).isZero();
    }
}
