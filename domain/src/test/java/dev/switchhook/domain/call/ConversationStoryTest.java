package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Greeting, talking and interrupting.
class ConversationStoryTest {

    @Test
    void the_agent_greets_once_the_line_is_open_and_the_model_is_ready() {
        CallScript.call()
                .lineOpens()
                .expect("stand LIVE", "open model", "limit")
                .expectPhase("CONNECTING")
                .passes(300)
                .modelReady()
                .expect("ask for greeting")
                .expectPhase("TALKING");
    }

    @Test
    void a_second_readiness_does_not_greet_again() {
        CallScript.talking().modelReady().expectNothing();
    }

    @Test
    void a_model_that_is_ready_before_the_line_does_not_greet_into_nothing() {
        CallScript.call().modelReady().expectNothing().expectPhase("CONNECTING");
    }

    @Test
    void what_the_caller_says_before_the_model_is_ready_is_heard_after_the_greeting_was_asked_for() {
        CallScript.call()
                .lineOpens()
                .callerSounds(20)
                .callerSounds(40)
                .expect("stand LIVE", "open model", "limit")
                .modelReady()
                .expect("ask for greeting", "hear 20 ms", "hear 40 ms")
                .callerSounds(60)
                .expect("hear 60 ms");
    }

    @Test
    void the_agents_sound_is_played_with_a_mark_every_200_ms_and_at_its_end() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 500)
                .expect("play 200 ms", "mark g1:200", "play 200 ms", "mark g1:400", "play 100 ms")
                .replySounds("r", "i", 60)
                .expect("play 60 ms")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expect("mark g1:560");
    }

    @Test
    void two_marks_are_never_more_than_200_ms_apart_whatever_the_pieces() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 190)
                .replySounds("r", "i", 190)
                .expect("play 190 ms", "mark g1:190", "play 190 ms");
    }

    @Test
    void a_caller_who_speaks_into_the_agent_stops_the_line_before_the_model_is_told_what_was_heard() {
        CallScript call = CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .plays(700)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i heard 700 ms");
        assertThat(call.notes(JournalEntry.BargedIn.class)).hasSize(1);
    }

    @Test
    void o5_late_sound_of_an_interrupted_reply_is_not_played() {
        CallScript.talking()
                .replyStarts("r1")
                .replySounds("r1", "i1", 400)
                .callerStartsSpeaking()
                .forget()
                .replySounds("r1", "i1", 400)
                .expectNothing()
                .replyEnds("r1", ReplyEnd.INTERRUPTED)
                .replySounds("r1", "i1", 400)
                .expectNothing()
                .callerStopsSpeaking()
                .replyStarts("r2")
                .replySounds("r1", "i1", 400)
                .expectNothing()
                .replySounds("r2", "i2", 100)
                .expect("play 100 ms");
    }

    @Test
    void marks_that_return_because_the_line_was_cleared_prove_nothing() {
        CallScript.talking()
                .says("r1", 4000)
                .plays(400)
                .callerStartsSpeaking()
                .allMarksReturn()
                .callerStopsSpeaking()
                .replyStarts("r2")
                .replySounds("r2", "i2", 1000)
                .plays(200)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i2 heard 200 ms");
    }

    @Test
    void a_reply_that_was_made_long_ago_but_still_plays_is_interrupted_too() {
        CallScript.talking()
                .says("r", 10_000)
                .plays(3000)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: r heard 3000 ms");
    }

    @Test
    void a_caller_who_speaks_after_everything_was_heard_interrupts_nothing() {
        CallScript.greeted().callerStartsSpeaking().expectNothing();
    }

    @Test
    void a_caller_who_speaks_before_the_first_sound_of_a_reply_stops_that_reply() {
        CallScript.greeted()
                .replyStarts("r")
                .callerStartsSpeaking()
                .expect("stop reply")
                .replySounds("r", "i", 200)
                .expectNothing();
    }

    @Test
    void of_several_utterances_in_one_reply_the_heard_ones_stay_and_the_unheard_ones_count_zero() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "one", 600)
                .replySounds("r", "two", 600)
                .replySounds("r", "three", 600)
                .plays(800)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: two heard 200 ms, three heard 0 ms");
    }

    @Test
    void between_two_marks_the_clock_decides_what_was_heard_but_never_past_the_next_mark() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .plays(400)
                .passes(120)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i heard 520 ms");
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .plays(400)
                .passes(5000)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i heard 600 ms");
    }

    @Test
    void o15_a_reply_past_60_s_is_stopped_and_its_rest_is_not_played() {
        CallScript call = CallScript.talking().replyStarts("r");
        for (int second = 0; second < 59; second++) {
            call.replySounds("r", "i", 1000);
        }
        call.forget()
                .replySounds("r", "i", 3000)
                .expectBesideSound("stop reply ourselves")
                .replySounds("r", "i", 1000)
                .expectNothing()
                .replyEnds("r", ReplyEnd.INTERRUPTED)
                .expectPhase("TALKING");
    }

    @Test
    void s9_one_huge_piece_of_sound_does_not_pass_the_bound_either() {
        CallScript call = CallScript.talking().replyStarts("r").replySounds("r", "i", 300_000);
        long played = call.did().stream()
                .filter(effect -> effect.equals("play 200 ms"))
                .count();
        assertThat(played).isEqualTo(300);
        call.expectBesideSound("stop reply ourselves");
    }

    @Test
    void what_both_say_is_kept_in_order() {
        CallScript call = CallScript.greeted().callerSaid("A massage, please.");
        assertThat(call.machine().turns()).containsExactly(new Turn.Caller("A massage, please."));
        assertThat(call.notes(JournalEntry.Spoken.class)).hasSize(1);
    }

    @Test
    void words_that_come_after_the_answer_are_kept_and_noted_at_their_place() {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking("c1")
                .replyStarts("r")
                .replySaid("r", "r", "At ten?")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .callerStartsSpeaking()
                .callerStopsSpeaking("c2")
                .callerSaid("c2", "Yes.")
                .callerSaid("c1", "A massage, please.");
        List<Turn> said = call.machine().turns();
        assertThat(said).extracting(Turn::text).containsExactly("A massage, please.", "At ten?", "Yes.");
        List<Turn> restored = new ArrayList<>();
        call.notes(JournalEntry.Spoken.class).forEach(spoken -> spoken.addTo(restored));
        assertThat(restored).isEqualTo(said);
        assertThat(call.notes(JournalEntry.Spoken.class))
                .extracting(JournalEntry.Spoken::overtaken)
                .containsExactly(0, 0, 2);
    }

    @Test
    void o4_a_model_that_does_not_answer_is_asked_once_more_and_then_replaced_by_another_one() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .passes(5999)
                .expectBesideSound()
                .passes(1)
                .expectBesideSound("ask for reply")
                .passes(5999)
                .expectBesideSound()
                .passes(1)
                .expectBesideSound("close model", "open model")
                .expectPhase("TALKING")
                .modelReady()
                .expect("ask for resumption");
    }

    @Test
    void o4_a_model_that_falls_silent_in_a_reply_is_replaced_too() {
        CallScript.greeted()
                .replyStarts("r")
                .replySounds("r", "i", 200)
                .plays(200)
                .forget()
                .passes(11_799)
                .expectBesideSound()
                .passes(1)
                .expectBesideSound("close model", "open model")
                .modelReady()
                .expect("ask for resumption");
    }

    @Test
    void an_answer_that_follows_an_interrupted_reply_is_waited_for() {
        CallScript.greeted()
                .replyStarts("r1")
                .replySounds("r1", "i", 2000)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .forget()
                .replyEnds("r1", ReplyEnd.INTERRUPTED)
                .expectNothing()
                .passes(Duration.ofSeconds(6))
                .expectBesideSound("ask for reply");
    }

    @Test
    void a_failed_reply_is_asked_for_again_three_times_with_growing_pauses_and_then_the_model_is_given_up() {
        CallScript call = CallScript.greeted();
        for (int i = 1; i <= 3; i++) {
            call.replyStarts("r" + i)
                    .replyEnds("r" + i, ReplyEnd.FAILED)
                    .passes(250L * (1 << i) - 1)
                    .expectNothing()
                    .passes(1)
                    .expect("ask for reply");
        }
        call.replyStarts("r4").replyEnds("r4", ReplyEnd.FAILED).expect("give model up", "open model");
    }

    @Test
    void a_reply_that_succeeds_makes_earlier_failures_forgotten() {
        CallScript call = CallScript.greeted();
        for (int i = 1; i <= 8; i++) {
            call.replyStarts("r" + i)
                    .replyEnds("r" + i, i % 2 == 0 ? ReplyEnd.COMPLETE : ReplyEnd.FAILED)
                    .expectPhase("TALKING");
        }
    }

    @Test
    void a_failed_reply_is_not_repeated_into_the_callers_speech() {
        CallScript.greeted()
                .replyStarts("r")
                .callerStartsSpeaking()
                .forget()
                .replyEnds("r", ReplyEnd.FAILED)
                .expectNothing();
    }

    @Test
    void a_failed_reply_is_not_repeated_when_the_caller_speaks_first() {
        CallScript.greeted()
                .replyStarts("r")
                .replyEnds("r", ReplyEnd.FAILED)
                .passes(100)
                .callerStartsSpeaking()
                .passes(1000)
                .callerStopsSpeaking()
                .says("answer", 200)
                .passes(5000)
                .expectBesideSound();
    }
}
