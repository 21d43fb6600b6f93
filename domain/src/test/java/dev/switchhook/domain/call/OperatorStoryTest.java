package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorAct.HangUp;
import dev.switchhook.domain.port.operator.OperatorAct.Note;
import dev.switchhook.domain.port.operator.OperatorAct.SayExactly;
import dev.switchhook.domain.port.operator.OperatorRequest;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators do in a call: they end it, have the agent say a sentence, write something down.
class OperatorStoryTest {

    private static final OperatorAct LINE = new SayExactly("A colleague will call you back.");
    private static final OperatorAct SOFT = new SayExactly("A colleague will call you back.", true);
    private static final String SAID = "say exactly: A colleague will call you back.";

    // Hanging up.

    @Test
    void an_operators_hang_up_ends_the_call_at_once_and_is_proven() {
        CallScript call = CallScript.greeted()
                .operator("r1", new HangUp())
                .expect("stand ENDING", "close model", "hang up")
                .carrierAccepts()
                .carrierSaysDown()
                .passes(Duration.ofSeconds(10))
                .expectEnded(EndReason.OPERATOR_HUNG_UP);
        assertThat(call.operated()).containsExactly("r1: DONE");
    }

    @Test
    void the_carrier_is_asked_until_the_line_is_down() {
        CallScript call =
                CallScript.greeted().operator("r1", new HangUp()).carrierFails().forget();
        call.passes(Duration.ofSeconds(5));
        assertThat(call.did()).contains("hang up");
        call.carrierSaysDown().passes(Duration.ofSeconds(10)).expectEnded(EndReason.OPERATOR_HUNG_UP);
    }

    @Test
    void a_second_hang_up_changes_nothing() {
        CallScript call = CallScript.greeted()
                .operator("r1", new HangUp())
                .forget()
                .operator("r2", new HangUp())
                .expectNothing();
        assertThat(call.operated()).containsExactly("r1: DONE", "r2: ENDS_ALREADY");
    }

    @Test
    void it_ends_a_call_that_waits_for_its_line() {
        CallScript call = CallScript.greeted().lineIsLost().operator("r1", new HangUp());
        assertThat(call.did()).contains("stand ENDING", "hang up");
        call.carrierSaysDown().expectEnded(EndReason.OPERATOR_HUNG_UP);
    }

    @Test
    void it_ends_a_call_whose_model_is_not_ready() {
        CallScript.call()
                .lineOpens()
                .forget()
                .operator("r1", new HangUp())
                .expect("stand ENDING", "close model", "hang up");
    }

    // Saying exactly.

    @Test
    void a_sentence_is_said_word_for_word_and_is_done_when_it_was_heard() {
        CallScript call = CallScript.greeted().operator("r1", LINE).expect(SAID).says("o", 1000);
        assertThat(call.operated()).isEmpty();
        assertThat(call.plays(1100).operated()).containsExactly("r1: DONE");
    }

    @Test
    void a_sentence_whose_marks_are_lost_is_done_when_its_time_is_over() {
        CallScript call =
                CallScript.greeted().operator("r1", LINE).says("o", 1000).passes(Duration.ofSeconds(10));
        assertThat(call.operated()).containsExactly("r1: DONE");
    }

    @Test
    void it_waits_for_the_end_of_what_is_being_said() {
        CallScript.talking()
                .replyStarts("g")
                .replySounds("g", "g", 1000)
                .forget()
                .operator("r1", LINE)
                .expectNothing()
                .replyEnds("g", ReplyEnd.COMPLETE)
                .expectBesideSound()
                .plays(1100)
                .expectBesideSound(SAID);
    }

    @Test
    void it_waits_for_the_caller_and_for_the_answer_to_them() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .operator("r1", LINE)
                .expectNothing()
                .callerStopsSpeaking()
                .expectNothing()
                .says("answer", 1000)
                .forget()
                .plays(1100)
                .expectBesideSound(SAID);
    }

    @Test
    void the_caller_cannot_break_it_off() {
        CallScript.greeted()
                .operator("r1", LINE)
                .replyStarts("o")
                .replySounds("o", "o", 1000)
                .forget()
                .callerStartsSpeaking()
                .expectNothing();
    }

    @Test
    void the_caller_can_break_off_one_that_may_be_broken_off() {
        CallScript call = CallScript.greeted()
                .operator("r1", SOFT)
                .replyStarts("o")
                .replySounds("o", "o", 1000)
                .callerStartsSpeaking();
        assertThat(call.operated()).containsExactly("r1: CUT_SHORT");
    }

    @Test
    void one_that_has_not_begun_when_the_caller_speaks_is_said_later() {
        CallScript call = CallScript.greeted()
                .operator("r1", SOFT)
                .forget()
                .callerStartsSpeaking()
                .replyStarts("o")
                .replyEnds("o", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking()
                .says("answer", 500)
                .forget()
                .plays(600)
                .expectBesideSound(SAID)
                .says("again", 500)
                .plays(600);
        assertThat(call.operated()).containsExactly("r1: DONE");
    }

    @Test
    void it_is_kept_while_the_model_is_lost() {
        CallScript call = CallScript.greeted()
                .modelCloses()
                .forget()
                .operator("r1", LINE)
                .expectNothing()
                .passes(Duration.ofSeconds(2))
                .modelReady()
                .forget()
                .says("resumption", 1000)
                .forget()
                .plays(1100)
                .expectBesideSound(SAID);
        assertThat(call.operated()).isEmpty();
    }

    @Test
    void the_next_model_says_what_the_lost_one_has_only_begun() {
        CallScript.greeted()
                .operator("r1", LINE)
                .replyStarts("o")
                .replySounds("o", "o", 200)
                .modelCloses()
                .modelReady()
                .forget()
                .says("resumption", 1000)
                .forget()
                .plays(1400)
                .expectBesideSound(SAID);
    }

    @Test
    void it_is_said_again_to_a_caller_whose_line_was_lost() {
        CallScript.greeted()
                .operator("r1", LINE)
                .replyStarts("o")
                .replySounds("o", "o", 1000)
                .lineIsLost()
                .replyEnds("o", ReplyEnd.INTERRUPTED)
                .lineOpens()
                .forget()
                .says("resumption", 1000)
                .forget()
                .plays(1100)
                .expectBesideSound(SAID);
    }

    @Test
    void one_that_the_model_fails_three_times_is_given_up() {
        CallScript call = CallScript.greeted().operator("r1", LINE);
        for (int i = 0; i < 3; i++) {
            call.replyStarts("o" + i).replyEnds("o" + i, ReplyEnd.INCOMPLETE).passes(Duration.ofMillis(100));
        }
        assertThat(call.operated()).containsExactly("r1: NOT_SAID");
    }

    @Test
    void several_are_said_one_after_the_other_and_no_more_than_five_wait() {
        CallScript call = CallScript.greeted().callerStartsSpeaking();
        for (int i = 1; i <= 6; i++) {
            call.operator("r" + i, new SayExactly("Number " + i + "."));
        }
        assertThat(call.operated()).containsExactly("r6: TOO_MANY_WAIT");
        call.callerStopsSpeaking().says("answer", 100).plays(200);
        for (int i = 1; i <= 5; i++) {
            call.expectBesideSound("say exactly: Number " + i + ".")
                    .says("o" + i, 100)
                    .plays(200);
        }
        assertThat(call.operated())
                .containsExactly("r6: TOO_MANY_WAIT", "r1: DONE", "r2: DONE", "r3: DONE", "r4: DONE", "r5: DONE");
    }

    @Test
    void what_waits_when_the_call_ends_is_told_not_to_be_said() {
        CallScript call = CallScript.greeted()
                .callerStartsSpeaking()
                .operator("r1", LINE)
                .operator("r2", new HangUp())
                .operator("r3", LINE);
        assertThat(call.operated()).containsExactly("r2: DONE", "r1: NOT_SAID", "r3: ENDS_ALREADY");
    }

    @Test
    void what_is_being_said_when_an_operator_hangs_up_is_cut_short() {
        CallScript call = CallScript.greeted()
                .operator("r1", LINE)
                .replyStarts("o")
                .replySounds("o", "o", 1000)
                .operator("r2", new HangUp());
        assertThat(call.operated()).containsExactly("r2: DONE", "r1: CUT_SHORT");
    }

    @Test
    void what_waits_when_another_process_takes_over_is_told_not_to_be_said() {
        CallScript call =
                CallScript.greeted().callerStartsSpeaking().operator("r1", LINE).takenOver();
        assertThat(call.operated()).containsExactly("r1: NOT_SAID");
    }

    // Notes.

    @Test
    void a_note_is_only_written_down() {
        CallScript call = CallScript.greeted()
                .operator("r1", new Note("A friendly caller."))
                .expectNothing();
        assertThat(call.operated()).containsExactly("r1: DONE");
    }

    // What is refused.

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "a bell\u0007", "next\u2028line"})
    void a_text_that_is_not_one_line_of_words_is_refused(String text) {
        assertThatThrownBy(() -> new SayExactly(text)).hasMessageStartingWith("text: ");
        assertThatThrownBy(() -> new Note(text)).hasMessageStartingWith("text: ");
    }

    @Test
    void five_hundred_characters_are_taken_and_one_more_is_not() {
        assertThat(new Note("x".repeat(500)).text()).hasSize(500);
        assertThatThrownBy(() -> new Note("x".repeat(501))).hasMessageContaining("501");
    }

    @Test
    void a_request_names_who_wants_it() {
        assertThatThrownBy(() -> new OperatorRequest("r1", LINE, " ")).hasMessageStartingWith("who: ");
    }
}
