package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.Verdict;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How calls are left: with a goodbye, with an apology, by the caller, by policy; and how the line is proven down.
class LeavingStoryTest {

    /// The agent has said a goodbye of 1 s in the reply that asks for the hang-up, and was heard.
    private static CallScript goodbyeHeard() {
        return CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .plays(1000)
                .forget();
    }

    private static CallScript hangingUp() {
        return goodbyeHeard().passes(500).forget();
    }

    /// The agent has greeted, and the call may last for 30 s from now on.
    private static CallScript limited() {
        return CallScript.call(HangupPolicies.afterMaxDuration(Duration.ofSeconds(32)))
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .forget();
    }

    @Test
    void a_goodbye_that_is_being_said_is_heard_to_its_last_word_and_then_the_carrier_is_asked_within_700_ms() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .forget()
                .hangUpWanted("bye", "t1")
                .expect("result of t1: Done")
                .expectPhase("FAREWELL")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .expectPhase("FAREWELL SPOKEN")
                .plays(800)
                .expectNothing()
                .plays(200)
                .expect("stand ENDING", "close model")
                .expectPhase("GRACE")
                .passes(499)
                .expectNothing()
                .passes(1)
                .expect("hang up");
        assertThat(call.notes(JournalEntry.FarewellOver.class)).containsExactly(new JournalEntry.FarewellOver(true));
    }

    @Test
    void an_agent_who_hangs_up_without_a_word_is_made_to_say_goodbye_first() {
        CallScript.greeted()
                .replyStarts("r")
                .hangUpWanted("r", "t1")
                .expect("result of t1: Done")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expect("ask for goodbye")
                .says("bye", 600)
                .plays(600)
                .expectBesideSound("stand ENDING", "close model")
                .passes(500)
                .expect("hang up");
    }

    @Test
    void a_goodbye_that_sounds_only_after_the_wish_to_hang_up_is_not_asked_for_again() {
        CallScript.greeted()
                .replyStarts("bye")
                .hangUpWanted("bye", "t1")
                .expect("result of t1: Done")
                .replySounds("bye", "bye", 1000)
                .forget()
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .plays(1000)
                .expectBesideSound("stand ENDING", "close model")
                .passes(500)
                .expect("hang up");
    }

    @Test
    void a_goodbye_that_was_heard_before_the_wish_to_hang_up_is_not_asked_for_again() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .says("bye", 600)
                .plays(600)
                .forget()
                .replyStarts("wish")
                .hangUpWanted("wish", "t1")
                .expect("result of t1: Done")
                .replyEnds("wish", ReplyEnd.COMPLETE)
                .expect("stand ENDING", "close model")
                .passes(500)
                .expect("hang up");
    }

    @Test
    void what_was_said_before_a_tool_answered_is_no_goodbye() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("r")
                .replySounds("r", "one moment", 400)
                .toolWanted("r", "t1", "book")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .plays(400)
                .toolAnswers("t1")
                .forget()
                .replyStarts("wish")
                .hangUpWanted("wish", "t2")
                .expect("result of t2: Done")
                .replyEnds("wish", ReplyEnd.COMPLETE)
                .expect("ask for goodbye");
    }

    @Test
    void the_line_is_left_open_until_the_carrier_stops_it_and_closed_after_2_s_otherwise() {
        hangingUp()
                .carrierSaysDown()
                .expect("stand OVER")
                .expectPhase("CLOSING LINE")
                .callerHangsUp()
                .expect("close line")
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
        hangingUp()
                .carrierSaysDown()
                .expect("stand OVER")
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("close line")
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
        hangingUp().lineIsLost().expectNothing().carrierSaysDown().expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void s13_a_lost_mark_delays_the_hang_up_by_a_second_and_a_half_at_most() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .forget()
                .passes(2499)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model")
                .passes(500)
                .expect("hang up");
        assertThat(call.notes(JournalEntry.FarewellOver.class)).containsExactly(new JournalEntry.FarewellOver(false));
    }

    @Test
    void s13_a_line_that_returns_no_mark_at_all_holds_a_longergoodbye_for_12_s_at_most() {
        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 40_000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .forget()
                .passes(11_999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
    }

    @Test
    void a_longergoodbye_is_not_cut_while_the_line_proves_that_it_is_heard() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 40_000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .forget()
                .plays(39_800)
                .expectNothing()
                .plays(200)
                .expect("stand ENDING", "close model");
        assertThat(call.notes(JournalEntry.FarewellOver.class)).containsExactly(new JournalEntry.FarewellOver(true));
    }

    @Test
    void i2_as_longeras_a_goodbye_is_being_heard_the_call_stands_as_live() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 15_000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .forget()
                .plays(14_800)
                .expectNothing();
        Instant heard = call.plays(200).expect("stand ENDING", "close model").now();
        call.passes(500).expect("hang up");
        assertThat(Duration.between(heard, call.now()))
                .isEqualTo(CallRules.standard().farewell().grace());
    }

    @Test
    void a_model_that_never_begins_the_goodbye_is_waited_for_4_s() {
        limited()
                .passes(Duration.ofSeconds(30))
                .expect("ask for goodbye")
                .passes(3_999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
    }

    @Test
    void o14_a_second_hang_up_is_silent() {
        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 400)
                .hangUpWanted("bye", "t1")
                .forget()
                .hangUpWanted("bye", "t2")
                .hangUpWanted("bye", "t1")
                .expectNothing();
    }

    @Test
    void o14_hanging_up_while_the_caller_speaks_is_refused() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .replyStarts("r")
                .hangUpWanted("r", "t1")
                .expect("result of t1: Refused")
                .expectPhase("TALKING");
    }

    @Test
    void o14_a_caller_who_speaks_late_into_the_farewell_postpones_the_hang_up_but_not_for_ever() {
        CallScript farewell = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 2000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .plays(1000)
                .forget()
                .callerStartsSpeaking()
                .plays(1000)
                .expectNothing();
        farewell.passes(700).callerStopsSpeaking().expect("stand ENDING", "close model");

        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 2000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .plays(1000)
                .callerStartsSpeaking()
                .plays(1000)
                .forget()
                .passes(1499)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
    }

    @Test
    void a_new_answer_of_the_model_after_the_farewell_is_not_played() {
        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .forget()
                .replyStarts("r")
                .replySounds("r", "i", 400)
                .expectNothing();
    }

    @Test
    void r1_hanging_up_is_tried_without_limit_with_growing_pauses_and_the_line_is_closed_after_the_first_failure() {
        CallScript call = hangingUp().carrierFails().expect("close line");
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Instant failed = call.now();
            while (call.did().isEmpty()) {
                call.passes(Duration.between(call.now(), call.wakeAt()));
            }
            pauses.add(Duration.between(failed, call.now()));
            call.expect("hang up").carrierFails().expectNothing();
        }
        assertThat(pauses).isSorted();
        assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(150), Duration.ofMillis(200));
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
        call.passes(Duration.ofMinutes(1)).carrierSaysDown().expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void r3_a_request_that_was_applied_without_an_answer_is_found_by_the_next_one() {
        hangingUp()
                .carrierFails()
                .expect("close line")
                .passes(200)
                .expect("hang up")
                .carrierSaysDown()
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void a_request_whose_outcome_is_lost_is_repeated_after_10_s() {
        hangingUp()
                .passes(9_999)
                .expectNothing()
                .passes(1)
                .expect("close line", "hang up")
                .carrierSaysDown()
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void a_hang_up_that_was_accepted_is_looked_up_after_2_s_and_repeated_when_the_call_is_still_up() {
        hangingUp()
                .carrierAccepts()
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("look up")
                .carrierSaysUp()
                .expect("close line")
                .passes(1000)
                .expect("hang up");
    }

    @Test
    void a_call_whose_look_ups_fail_is_asked_to_end_once_more() {
        hangingUp()
                .carrierAccepts()
                .passes(2000)
                .expect("look up")
                .carrierFails()
                .expect("close line")
                .passes(1000)
                .expect("hang up");
    }

    @Test
    void a_report_of_the_carrier_ends_a_call_that_waits_for_proof() {
        hangingUp()
                .lineIsLost()
                .carrierAccepts()
                .passes(300)
                .carrierSaysDown()
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void the_time_from_the_heard_farewell_to_the_proof_is_noted() {
        CallScript call = hangingUp().passes(80).lineIsLost().carrierSaysDown();
        assertThat(call.ending().orElseThrow().decisionToDown()).isEqualTo(Duration.ofMillis(580));
    }

    @Test
    void a_caller_who_hangs_up_while_connecting_ends_the_call_by_the_carriers_word() {
        CallScript.call()
                .lineOpens()
                .forget()
                .callerHangsUp()
                .expect("close line", "look up")
                .carrierSaysDown()
                .expect("close model", "close line", "stand OVER")
                .expectEnded(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void a_caller_who_hangs_up_while_talking_is_looked_up_but_never_hung_up_upon() {
        CallScript call = CallScript.greeted()
                .says("r", 5000)
                .forget()
                .callerHangsUp()
                .expect("stop reply ourselves: r heard 0 ms", "close line", "look up")
                .lineIsLost()
                .expectNothing()
                .carrierSaysUp()
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("look up")
                .carrierSaysDown()
                .expect("close model", "close line", "stand OVER")
                .expectEnded(EndReason.CALLER_HUNG_UP);
        assertThat(call.notes(JournalEntry.LineInterrupted.class)).isEmpty();
    }

    @Test
    void a_caller_who_hangs_up_during_the_farewell_needs_no_grace() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 3000)
                .hangUpWanted("bye", "t1")
                .forget()
                .plays(1000)
                .callerHangsUp()
                .expect("close line", "stand ENDING", "close model", "hang up")
                .lineIsLost()
                .expectNothing()
                .carrierSaysDown()
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
        assertThat(call.notes(JournalEntry.FarewellOver.class)).containsExactly(new JournalEntry.FarewellOver(false));
    }

    @Test
    void a_caller_who_hangs_up_while_the_carrier_is_being_asked_changes_nothing_but_the_line() {
        hangingUp().callerHangsUp().expect("close line").carrierSaysDown().expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void w5_a_report_that_the_call_is_over_ends_it_while_everybody_talks() {
        CallScript.greeted()
                .carrierSaysDown()
                .expect("close model", "close line", "stand OVER")
                .expectEnded(EndReason.CALLER_HUNG_UP)
                .carrierSaysDown()
                .callerHangsUp()
                .lineIsLost()
                .expectNothing();
    }

    @Test
    void o1_a_model_that_refuses_or_is_not_ready_in_10_s_makes_the_carrier_apologise() {
        CallScript.call()
                .lineOpens()
                .forget()
                .modelFaults(new SpeechFault.Refused("key"))
                .expectNothing()
                .modelCloses()
                .expect("stand FAILED", "close model", "close line")
                .expectPhase("APOLOGY")
                .carrierSaysDown()
                .expectEnded(EndReason.MODEL_UNAVAILABLE);
        CallScript.call()
                .lineOpens()
                .forget()
                .passes(9999)
                .expectBesideSound()
                .passes(1)
                .expectBesideSound("stand FAILED", "close model", "close line");
    }

    @Test
    void a_model_that_is_lost_during_the_farewell_does_not_stop_what_is_still_to_be_heard() {
        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "t1")
                .forget()
                .modelCloses()
                .expectPhase("FAREWELL SPOKEN")
                .plays(1000)
                .expect("stand ENDING", "close model");
    }

    @Test
    void p9_a_defect_of_ours_is_apologised_for() {
        CallScript.greeted()
                .breaks()
                .expect("stand FAILED", "close model", "close line")
                .breaks()
                .expectNothing();
    }

    @Test
    void a_silent_caller_is_asked_once_and_then_said_goodbye_to() {
        CallScript call = CallScript.greeted()
                .passes(19_999)
                .expectNothing()
                .passes(1)
                .expect("ask for sign of life")
                .says("there?", 1000)
                .plays(1000)
                .expectBesideSound()
                .passes(20_000)
                .expect("ask for goodbye")
                .says("bye", 500)
                .plays(500)
                .expectBesideSound("stand ENDING", "close model")
                .passes(500)
                .expect("hang up")
                .lineIsLost()
                .carrierSaysDown()
                .expectEnded(EndReason.CALLER_SILENT);
        assertThat(call.ending().orElseThrow().duration()).isGreaterThan(Duration.ofSeconds(40));
    }

    @Test
    void a_caller_who_answers_the_question_is_asked_again_later() {
        CallScript.greeted()
                .passes(20_000)
                .says("there?", 1000)
                .plays(1000)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .says("fine", 1000)
                .plays(1000)
                .forget()
                .passes(20_000)
                .expect("ask for sign of life");
    }

    @Test
    void s13_a_lost_mark_does_not_hide_that_nobody_speaks() {
        CallScript.talking().says("greeting", 2000).forget().passes(43_000).expectBesideSound("ask for sign of life");
    }

    @Test
    void a_policy_that_asks_at_every_look_keeps_nobody_busy() {
        CallScript call = CallScript.call(_ -> new Verdict.AskWhetherPresent())
                .lineOpens()
                .modelReady()
                .says("greeting", 200)
                .plays(200)
                .callerStartsSpeaking()
                .handOver();
        assertThat(call.wakeAt()).isAfter(call.now());
        CallScript speaking = CallScript.call(_ -> new Verdict.AskWhetherPresent())
                .lineOpens()
                .modelReady()
                .callerStartsSpeaking();
        assertThat(speaking.wakeAt()).isAfter(speaking.now());
    }

    @Test
    void a_running_tool_is_no_silence() {
        CallScript.greeted()
                .passes(15_000)
                .replyStarts("r")
                .toolWanted("r", "t1", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(7900)
                .expect("ask for filler");
    }

    @Test
    void at_the_time_limit_the_agent_says_goodbye_after_its_current_reply() {
        CallScript.call(HangupPolicies.afterMaxDuration(Duration.ofSeconds(30)))
                .lineOpens()
                .modelReady()
                .says("hello", 1000)
                .plays(1000)
                .passes(28_000)
                .replyStarts("r")
                .replySounds("r", "i", 600)
                .forget()
                .passes(1000)
                .expectNothing()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expect("ask for goodbye")
                .says("bye", 600)
                .plays(1200)
                .expectBesideSound("stand ENDING", "close model")
                .passes(500)
                .expect("hang up")
                .lineIsLost()
                .carrierSaysDown()
                .expectEnded(EndReason.TIME_LIMIT);
    }

    @Test
    void no_goodbye_is_asked_for_while_the_caller_speaks() {
        limited()
                .callerStartsSpeaking()
                .callerSpeaksFor(Duration.ofSeconds(30))
                .expectNothing()
                .callerStopsSpeaking()
                .expectNothing()
                .says("answer", 400)
                .expectBesideSound("ask for goodbye");
    }

    @Test
    void i2_a_caller_who_speaks_at_the_time_limit_is_heard_out_and_said_goodbye_to() {
        limited()
                .callerStartsSpeaking()
                .callerSpeaksFor(Duration.ofSeconds(40))
                .expectNothing()
                .expectPhase("FAREWELL")
                .callerStopsSpeaking()
                .says("answer", 400)
                .expectBesideSound("ask for goodbye")
                .says("bye", 600)
                .plays(1000)
                .expectBesideSound("stand ENDING", "close model");
        limited()
                .passes(Duration.ofSeconds(30))
                .forget()
                .passes(3000)
                .callerStartsSpeaking()
                .passes(8000)
                .expectNothing()
                .callerStopsSpeaking()
                .passes(999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
    }

    @Test
    void a_caller_who_speaks_on_and_on_at_the_time_limit_is_heard_for_12_s() {
        limited()
                .callerStartsSpeaking()
                .callerSpeaksFor(Duration.ofSeconds(30).plusMillis(11_999))
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
        limited()
                .callerStartsSpeaking()
                .callerSpeaksFor(Duration.ofSeconds(33))
                .callerStopsSpeaking()
                .passes(3_999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "close model");
    }

    @Test
    void a_line_that_opens_after_its_call_was_given_up_is_closed() {
        CallScript.call().breaks().forget().lineOpens().expect("close line").expectPhase("APOLOGY");
    }

    @Test
    void r1_an_ending_that_takes_30_s_is_noted_as_overdue_once() {
        CallScript call = hangingUp();
        for (int i = 0; i < 40; i++) {
            call.carrierFails().passes(1000);
        }
        assertThat(call.notes(JournalEntry.EndingOverdue.class))
                .singleElement()
                .extracting(JournalEntry.EndingOverdue::since)
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void i1_with_the_media_first_a_request_is_made_only_when_the_proof_does_not_come() {
        CallRules mediaFirst = CallRules.standard().withEnding(HangUpOrder.MEDIA_FIRST, Duration.ofMinutes(25));
        CallScript call = CallScript.call(_ -> new Verdict.Stay(Instant.MAX), mediaFirst)
                .lineOpens()
                .modelReady()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "t1")
                .replyEnds("bye", ReplyEnd.COMPLETE)
                .plays(1000)
                .forget()
                .passes(500)
                .expect("close line")
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("hang up")
                .carrierFails()
                .passes(200)
                .expect("hang up");
        call.carrierSaysDown().expect("stand OVER").expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void o1_an_apology_that_the_carrier_does_not_ask_for_is_made_by_request_and_only_then_the_call_is_ended() {
        CallScript.call()
                .lineOpens()
                .modelFaults(new SpeechFault.Refused("key"))
                .modelCloses()
                .expectPhase("APOLOGY")
                .forget()
                .lineIsLost()
                .passes(14_999)
                .expectNothing()
                .passes(1)
                .expect("apologise")
                .carrierFails()
                .passes(200)
                .expect("apologise")
                .carrierAccepts()
                .passes(14_999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "hang up");
    }

    @Test
    void o1_a_longer_apology_gets_the_time_that_its_words_need() {
        CallRules wordy = CallRules.standard().withApology("x".repeat(300), Optional.empty());
        CallScript call = CallScript.call(_ -> new Verdict.Stay(Instant.MAX), wordy)
                .lineOpens()
                .modelFaults(new SpeechFault.Refused("key"))
                .modelCloses()
                .carrierAccepts()
                .forget();
        call.passes(25_999).expectNothing().passes(1).expect("stand ENDING", "hang up");
        assertThat(wordy.withApology("Sorry.", Optional.empty()).ending().apologyLimit())
                .isEqualTo(Duration.ofSeconds(15));
        assertThat(call.notes(JournalEntry.Apologised.class)).hasSize(1);
    }

    @Test
    void the_limit_of_a_call_that_is_left_to_the_desk_is_never_shorter_than_that_of_the_others() {
        CallRules.Ending standard = CallRules.standard().ending();
        assertThat(standard.deskLimit()).isEqualTo(Duration.ofHours(4));
        CallRules longer = CallRules.standard().withEnding(HangUpOrder.REQUEST_FIRST, Duration.ofHours(5));
        assertThat(longer.ending().deskLimit()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void o1_a_carrier_that_has_asked_what_to_do_is_not_asked_to_apologise_again() {
        CallScript.call()
                .lineOpens()
                .modelFaults(new SpeechFault.Refused("key"))
                .modelCloses()
                .forget()
                .passes(100)
                .carrierAccepts()
                .passes(14_999)
                .expectNothing()
                .passes(1)
                .expect("stand ENDING", "hang up");
    }

    @Test
    void o1_with_a_desk_the_apology_is_requested_at_once_and_the_caller_is_left_to_the_desk() {
        CallRules desk = CallRules.standard().withApology("Sorry.", Optional.of(new PhoneNumber("+15005550009")));
        CallScript call = CallScript.call(_ -> new Verdict.Stay(Instant.MAX), desk)
                .lineOpens()
                .forget()
                .modelFaults(new SpeechFault.Refused("key"))
                .modelCloses()
                .expect("stand FAILED", "close model", "close line", "apologise", "lift limit")
                .carrierAccepts();
        for (int minute = 0; minute < 30; minute++) {
            call.passes(Duration.ofMinutes(1)).carrierSaysUp();
        }
        assertThat(call.did()).containsOnly("look up");
        assertThat(call.notes(JournalEntry.EndingOverdue.class)).isEmpty();
        call.carrierSaysDown().expectEnded(EndReason.MODEL_UNAVAILABLE);
    }

    @Test
    void i2_a_policy_that_gives_up_or_hangs_up_because_something_broke_makes_the_carrier_apologise() {
        for (Verdict verdict :
                List.of(new Verdict.GiveUp(EndReason.MODEL_LOST), new Verdict.HangUpNow(EndReason.OUR_FAULT))) {
            CallScript.call(_ -> verdict)
                    .lineOpens()
                    .forget()
                    .modelReady()
                    .expect("ask for greeting", "stand FAILED", "close model", "close line");
        }
    }

    @Test
    void a_policy_that_hangs_up_now_ends_the_call_without_another_word() {
        CallScript.call(_ -> new Verdict.HangUpNow(EndReason.CALLER_SILENT))
                .lineOpens()
                .forget()
                .modelReady()
                .expect("ask for greeting", "stand ENDING", "close model", "hang up");
    }
}
