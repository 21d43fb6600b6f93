package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.Resumption;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// The model does not come, or goes: another one is asked for, and the conversation goes on.
class ModelLossStoryTest {

    private static SpeechBriefing briefing(CallScript call) {
        return call.latest(CallEffect.OpenModel.class).briefing();
    }

    private static JournalEntry.ModelBack back(CallScript call) {
        return call.notes(JournalEntry.ModelBack.class).getLast();
    }

    @Test
    void o1_an_opening_that_fails_is_asked_for_again_with_pauses_for_as_long_as_a_model_may_take() {
        CallScript.call()
                .lineOpens()
                .forget()
                .modelFaults(new SpeechFault.Disconnected("reset"))
                .modelCloses()
                .passes(249)
                .expectNothing()
                .passes(1)
                .expect("open model")
                .modelCloses()
                .passes(999)
                .expectNothing()
                .passes(1)
                .expect("open model")
                .modelCloses()
                .passes(1_000)
                .expectBesideSound("open model")
                .modelReady()
                .expect("ask for greeting")
                .expectPhase("TALKING");
    }

    @Test
    void o1_a_call_whose_openings_all_fail_is_apologised_for_after_10_s() {
        CallScript call = CallScript.call().lineOpens();
        for (int i = 0; i < 9; i++) {
            call.modelCloses().passes(1_000);
        }
        call.expectPhase("CONNECTING").modelCloses().passes(1_000).expectPhase("APOLOGY");
        call.carrierSaysDown().expectEnded(EndReason.MODEL_UNAVAILABLE);
    }

    @Test
    void o1_who_is_refused_is_not_asked_again() {
        CallScript.call()
                .lineOpens()
                .modelCloses()
                .passes(250)
                .modelFaults(new SpeechFault.Refused("key"))
                .forget()
                .modelCloses()
                .expect("stand FAILED", "close model", "close line");
    }

    @Test
    void o2_a_lost_model_is_replaced_at_once_and_after_a_short_gap_in_a_quiet_moment_nobody_speaks_of_it() {
        CallScript call = CallScript.greeted()
                .callerSaid("Hello.")
                .passes(3_000)
                .modelCloses()
                .expect("open model")
                .expectPhase("TALKING")
                .passes(400)
                .modelReady()
                .expectNothing();
        assertThat(call.notes(JournalEntry.ModelLost.class)).hasSize(1);
        assertThat(back(call)).isEqualTo(new JournalEntry.ModelBack("scripted", "scripted", Duration.ofMillis(400)));
        assertThat(call.notes(JournalEntry.ModelReady.class)).hasSize(1);
    }

    @Test
    void o2_after_a_gap_that_can_be_noticed_the_agent_says_in_one_sentence_that_it_is_back() {
        CallScript.greeted()
                .callerSaid("Hello.")
                .modelCloses()
                .passes(1_001)
                .modelReady()
                .expect("open model", "ask for resumption");
    }

    @Test
    void o2_openings_that_fail_are_repeated_until_8_s_are_over_and_then_the_carrier_apologises() {
        CallScript call = CallScript.greeted()
                .passes(5_000)
                .modelCloses()
                .expect("open model")
                .modelCloses()
                .passes(249)
                .expectNothing()
                .passes(1)
                .expect("open model")
                .modelCloses()
                .passes(1_000)
                .expect("open model")
                .passes(6_749)
                .expectBesideSound()
                .passes(1)
                .expectBesideSound("stand FAILED", "close model", "close line");
        assertThat(call.notes(JournalEntry.ModelLost.class)).hasSize(1);
        call.carrierSaysDown().expectEnded(EndReason.MODEL_LOST);
    }

    @Test
    void o2_a_lost_model_whose_successor_is_refused_by_everybody_is_given_up_at_once() {
        CallScript.greeted()
                .modelCloses()
                .modelFaults(new SpeechFault.Refused("key"))
                .forget()
                .modelCloses()
                .expect("stand FAILED", "close model", "close line");
    }

    @Test
    void o2_a_provider_that_takes_everybody_and_keeps_nobody_is_asked_with_pauses_and_given_up_after_8_s() {
        CallScript call = CallScript.greeted().passes(5_000);
        int losses = 0;
        while (call.phase() instanceof CallPhase.Talking) {
            call.modelCloses().passes(1_000).modelReady().passes(10);
            losses++;
            assertThat(losses).isLessThan(12);
        }
        assertThat(losses).isGreaterThan(6);
        call.carrierSaysDown().expectEnded(EndReason.MODEL_LOST);
    }

    @Test
    void o2_no_time_for_another_model_means_that_none_is_asked_for() {
        CallRules impatient = CallRules.standard().withModelLoss(Duration.ZERO);
        CallScript.call(HangupPolicies.afterSilence(Duration.ofSeconds(20)), impatient)
                .lineOpens()
                .modelReady()
                .forget()
                .modelCloses()
                .expect("stand FAILED", "close model", "close line");
    }

    @Test
    void o2_what_is_at_the_line_plays_on_and_the_next_model_goes_on_where_the_sentence_was_cut_off() {
        CallScript call = CallScript.greeted()
                .callerSaid("A massage.")
                .replyStarts("r")
                .replySounds("r", "i", 900)
                .forget()
                .plays(400)
                .modelCloses()
                .expect("mark g1:2900", "open model")
                .modelReady()
                .expect("ask for resumption")
                .replyStarts("r")
                .replySounds("r", "i", 200)
                .expect("play 200 ms", "mark g1:3100")
                .plays(700)
                .expectNothing();
        assertThat(briefing(call).instructions())
                .contains("Caller: A massage.\nYou: (the beginning of a sentence that was cut off;");
    }

    @Test
    void o2_what_was_said_to_its_end_needs_no_word_about_the_interruption() {
        CallScript call = CallScript.greeted()
                .replyStarts("r")
                .replySounds("r", "i", 2_000)
                .replySaid("r", "i", "Ten is free.")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .plays(300)
                .modelCloses()
                .expect("open model")
                .passes(500)
                .modelReady()
                .expectNothing();
        assertThat(briefing(call).instructions()).contains("You: Ten is free.\n");
    }

    @Test
    void o2_a_caller_who_interrupts_what_the_lost_model_has_said_stops_the_line_and_the_next_model_is_told_nothing() {
        CallScript call = CallScript.greeted()
                .replyStarts("r")
                .replySounds("r", "i", 2_000)
                .replySaid("r", "i", "Ten is free.")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .plays(700)
                .modelCloses()
                .modelReady()
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing");
        assertThat(call.notes(JournalEntry.BargedIn.class)).hasSize(1);
        call.callerStopsSpeaking().modelCloses().passes(250);
        assertThat(briefing(call).instructions())
                .contains("You: Ten is free. (The caller heard only the first 700 ms of this.)");
    }

    @Test
    void o2_an_answer_that_was_owed_is_given_by_the_next_model() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .forget()
                .modelCloses()
                .expect("open model")
                .modelReady()
                .expect("ask for resumption");
    }

    @Test
    void o2_nobody_is_greeted_twice_but_everybody_once() {
        CallScript.talking().modelCloses().modelReady().expect("open model", "ask for greeting");
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 200)
                .forget()
                .modelCloses()
                .modelReady()
                .expect("open model", "ask for resumption");
    }

    @Test
    void o2_what_the_caller_says_in_the_gap_is_heard_by_the_next_model_5_s_of_it_at_most() {
        CallScript call = CallScript.greeted()
                .modelCloses()
                .expect("open model")
                .callerSounds(20)
                .callerSounds(40)
                .expectNothing()
                .modelReady()
                .expect("hear 20 ms", "hear 40 ms");
        call.passes(5_000).modelCloses();
        for (int i = 0; i < 400; i++) {
            call.callerSounds(20);
        }
        call.forget().modelReady();
        assertThat(call.did()).isEqualTo(Collections.nCopies(250, "hear 20 ms"));
    }

    @Test
    void o2_a_tool_that_ran_for_the_lost_model_is_not_run_again_and_its_outcome_is_told() {
        CallScript call = CallScript.greeted()
                .callerSaid("Book it.")
                .replyStarts("r")
                .toolWanted("r", "t", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .modelCloses()
                .expect("open model")
                .modelReady()
                .expectNothing()
                .toolAnswers("t")
                .expect("tell what a tool has answered", "ask for news of a tool");
        assertThat(call.notes(JournalEntry.ToolStarted.class)).hasSize(1);
        assertThat(call.notes(JournalEntry.ToolEnded.class)).hasSize(1);
    }

    @Test
    void o2_a_tool_that_answers_while_there_is_no_model_is_in_the_briefing_and_told() {
        CallScript call = CallScript.greeted()
                .callerSaid("Book it.")
                .replyStarts("r")
                .toolWanted("r", "t", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .modelCloses()
                .modelCloses()
                .toolAnswers("t")
                .passes(250)
                .forget()
                .modelReady()
                .expect("tell what a tool has answered", "ask for news of a tool");
        assertThat(briefing(call).instructions()).contains("- book_appointment: {\"outcome\":\"done\"}");
    }

    @Test
    void o2_a_session_that_can_be_taken_up_again_is_asked_for_with_the_latest_that_it_gave() {
        CallScript call = CallScript.greeted();
        assertThat(briefing(call).resumption()).isEmpty();
        call.modelResumable("one").modelResumable("two").modelCloses();
        assertThat(briefing(call).resumption()).contains(new Resumption("scripted", "two"));
        call.modelCloses().passes(250);
        assertThat(briefing(call).resumption()).contains(new Resumption("scripted", "two"));
    }

    @Test
    void o2_a_line_that_is_lost_while_there_is_no_model_is_waited_for_first() {
        CallScript.greeted()
                .callerSaid("Hello.")
                .modelCloses()
                .modelCloses()
                .forget()
                .lineIsLost()
                .passes(1_000)
                .expectNothing()
                .lineOpens()
                .expect("open model")
                .expectPhase("CONNECTING")
                .modelReady()
                .expect("ask for resumption");
    }

    /// The model answers nothing but failures until it is given up.
    private static CallScript failsEveryReply(CallScript call) {
        for (int i = 1; i <= 3; i++) {
            call.replyStarts("r" + i).replyEnds("r" + i, ReplyEnd.FAILED).passes(250L << i);
        }
        return call.replyStarts("r4").forget().replyEnds("r4", ReplyEnd.FAILED);
    }

    @Test
    void o2_a_model_that_fails_every_reply_is_given_up_and_the_next_one_knows_the_call_and_goes_on() {
        CallScript call = CallScript.greeted().callerSaid("A massage, please.");
        failsEveryReply(call)
                .expect("give model up", "open model")
                .expectPhase("TALKING")
                .passes(300)
                .modelReady()
                .expect("ask for resumption")
                .says("again", 400)
                .plays(400)
                .expectPhase("TALKING");
        assertThat(briefing(call).instructions()).contains("Caller: A massage, please.");
        assertThat(call.latest(CallEffect.GiveModelUp.class).why())
                .isEqualTo(new SpeechFault.Unintelligible("4 replies failed in a row"));
        assertThat(call.notes(JournalEntry.ModelLost.class)).hasSize(1);
        assertThat(back(call).gap()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void o2_what_a_tool_has_done_for_a_model_that_then_fails_every_reply_is_known_to_the_next_one() {
        CallScript call = CallScript.greeted()
                .callerSaid("Book it.")
                .replyStarts("t")
                .toolWanted("t", "t1", "book_appointment")
                .replyEnds("t", ReplyEnd.COMPLETE)
                .toolAnswers("t1");
        failsEveryReply(call).expect("give model up", "open model").modelReady().expect("ask for resumption");
        assertThat(briefing(call).instructions()).contains("- book_appointment: {\"outcome\":\"done\"}");
        assertThat(call.notes(JournalEntry.ToolStarted.class)).hasSize(1);
    }

    @Test
    void o2_a_greeting_that_fails_every_time_is_given_by_the_next_model() {
        CallScript call = CallScript.talking();
        failsEveryReply(call).expect("give model up", "open model").modelReady().expect("ask for greeting");
    }

    @Test
    void o2_when_the_next_model_fails_every_reply_too_the_carrier_apologises() {
        CallScript call = CallScript.greeted().callerSaid("Hello?");
        failsEveryReply(call).modelReady();
        failsEveryReply(call).expect("stand FAILED", "close model", "close line");
        call.carrierSaysDown().expectEnded(EndReason.MODEL_LOST);
    }

    @Test
    void o2_when_no_other_model_comes_in_the_place_of_one_that_fails_every_reply_the_carrier_apologises_after_8_s() {
        CallScript call = CallScript.greeted().callerSaid("Hello?");
        failsEveryReply(call).passes(7_999).expectPhase("TALKING").passes(1).expectPhase("APOLOGY");
        call.carrierSaysDown().expectEnded(EndReason.MODEL_LOST);
    }

    @Test
    void o2_a_model_that_was_given_up_more_than_a_minute_ago_is_not_held_against_the_present_one() {
        CallScript call = CallScript.greeted().callerSaid("Hello?");
        failsEveryReply(call).modelReady();
        for (int i = 0; i < 8; i++) {
            call.says("fine" + i, 400)
                    .plays(400)
                    .passes(4_000)
                    .callerSaid("Go on.")
                    .passes(3_600);
        }
        failsEveryReply(call).expect("give model up", "open model").expectPhase("TALKING");
    }

    @Test
    void o4_a_silent_model_is_replaced_and_the_next_one_answers() {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .passes(12_000)
                .expectBesideSound("ask for reply", "close model", "open model")
                .passes(7_999)
                .expectPhase("TALKING")
                .passes(1)
                .expectPhase("APOLOGY");
        assertThat(call.notes(JournalEntry.ModelLost.class)).hasSize(1);
    }

    @Test
    void o2_the_next_model_is_told_what_has_timed_out_and_what_still_runs() {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("r")
                .toolWanted("r", "t1", "book_appointment")
                .toolWanted("r", "t2", "find_slots")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1", new ToolOutcome.TimedOut(Duration.ofSeconds(8)))
                .modelCloses();

        assertThat(briefing(call).instructions())
                .contains("- book_appointment {}: no answer in time")
                .contains("- find_slots {}: asked for, outcome not known yet");
    }

    private static CallScript toolOfALostModel(String... answered) {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("r")
                .toolWanted("r", "t1", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE);
        for (String id : answered) {
            call.toolAnswers(id);
        }
        return call.modelCloses().modelReady().says("back", 100).plays(100).forget();
    }

    @Test
    void o11_a_call_that_the_next_session_asks_for_again_under_its_old_id_gets_the_result_once_and_does_not_run() {
        toolOfALostModel("t1")
                .replyStarts("r2")
                .toolWanted("r2", "t1", "book_appointment")
                .expect("result of t1: Done")
                .toolWanted("r2", "t1", "book_appointment")
                .expectNothing()
                .replyEnds("r2", ReplyEnd.COMPLETE)
                .expect("ask for reply");
    }

    @Test
    void o11_a_running_call_that_the_next_session_asks_for_again_is_answered_to_that_session() {
        toolOfALostModel()
                .replyStarts("r2")
                .toolWanted("r2", "t1", "book_appointment")
                .replyEnds("r2", ReplyEnd.COMPLETE)
                .expectNothing()
                .toolAnswers("t1")
                .expect("result of t1: Done", "ask for reply");
    }

    @Test
    void o2_sound_of_the_caller_that_no_model_will_hear_is_noted() {
        CallScript call = CallScript.greeted().modelCloses();
        for (int i = 0; i < 300; i++) {
            call.callerSounds(20);
        }
        call.modelReady();
        assertThat(call.notes(JournalEntry.Ignored.class))
                .extracting(JournalEntry.Ignored::event)
                .containsExactly("1000 ms of the caller's sound, too old to be kept for a model");
    }

    @Test
    void o4_a_model_that_stalls_while_the_caller_speaks_is_asked_and_then_replaced() {
        CallScript call = CallScript.greeted().callerStartsSpeaking().forget();
        for (int i = 0; i < 25; i++) {
            call.callerSounds(20).passes(1000);
        }
        assertThat(call.did()).doesNotContain("ask for reply");
        call.forget();
        for (int i = 0; i < 8; i++) {
            call.callerSounds(20).passes(1000);
        }
        assertThat(call.did()).contains("ask for reply", "open model");
        assertThat(call.notes(JournalEntry.ModelLost.class)).hasSize(1);
    }

    @Test
    void o4_a_caller_who_speaks_for_long_is_listened_to_while_the_model_gives_signs() {
        CallScript call = CallScript.greeted().callerStartsSpeaking().forget();
        for (int i = 0; i < 60; i++) {
            call.callerSounds(20).passes(1000);
            if (i % 15 == 0) {
                call.callerSaid("c" + i, "and then");
            }
        }
        assertThat(call.did()).doesNotContain("ask for reply", "open model");
    }
}
