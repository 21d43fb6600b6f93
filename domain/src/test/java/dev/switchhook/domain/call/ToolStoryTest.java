package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Tools: each call acted upon once, each outcome told, one answer after all of them.
class ToolStoryTest {

    private static CallScript booking() {
        return CallScript.greeted().replyStarts("r").toolWanted("r", "t1", "book_appointment");
    }

    @Test
    void o11_a_tool_call_is_acted_upon_once() {
        booking()
                .expect("run book_appointment t1")
                .toolWanted("r", "t1", "book_appointment")
                .expectNothing()
                .toolAnswers("t1")
                .expect("result of t1: Done")
                .toolAnswers("t1")
                .toolWanted("r", "t1", "book_appointment")
                .expectNothing();
    }

    @Test
    void the_outcome_is_told_at_once_and_the_answer_asked_for_when_the_reply_is_over() {
        booking()
                .forget()
                .toolAnswers("t1")
                .expect("result of t1: Done")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .expect("ask for reply");
    }

    @Test
    void an_outcome_that_comes_after_the_reply_asks_for_the_answer_itself() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(1500)
                .toolAnswers("t1")
                .expect("result of t1: Done", "ask for reply");
    }

    @Test
    void several_tools_are_answered_with_one_reply_after_the_last_outcome() {
        booking()
                .toolWanted("r", "t2", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .toolAnswers("t2")
                .expect("result of t2: Done")
                .toolAnswers("t1")
                .expect("result of t1: Done", "ask for reply");
    }

    @Test
    void o12_a_tool_past_its_deadline_is_told_as_unknown_and_its_late_outcome_is_dropped() {
        CallScript call = booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(7999)
                .expectNothing()
                .passes(1)
                .expect("result of t1: TimedOut", "ask for reply")
                .toolAnswers("t1")
                .expectNothing();
        assertThat(call.notes(JournalEntry.ToolEnded.class))
                .extracting(JournalEntry.ToolEnded::outcome)
                .containsExactly(new ToolOutcome.TimedOut(Duration.ofSeconds(8)));
    }

    @Test
    void an_outcome_is_told_even_when_the_caller_has_interrupted_but_then_no_reply_is_forced() {
        booking()
                .callerStartsSpeaking()
                .replyEnds("r", ReplyEnd.INTERRUPTED)
                .forget()
                .toolAnswers("t1")
                .expect("result of t1: Done")
                .callerStopsSpeaking()
                .expectNothing();
    }

    @Test
    void o16_an_answer_that_the_model_gives_unasked_is_not_doubled_by_ours() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .replyStarts("r2")
                .forget()
                .replySounds("r2", "i2", 100)
                .toolAnswers("t1")
                .expectBesideSound("result of t1: Done")
                .replyEnds("r2", ReplyEnd.COMPLETE)
                .expectBesideSound("ask for reply");
    }

    @Test
    void a_tool_that_ends_during_the_farewell_is_still_told() {
        booking().hangUpWanted("r", "t2").forget().toolAnswers("t1").expect("result of t1: Done");
    }

    @Test
    void an_unknown_tool_is_run_and_refused_by_whoever_runs_it() {
        CallScript.greeted()
                .replyStarts("r")
                .toolWanted("r", "t1", "no_such_tool")
                .expect("run no_such_tool t1");
    }
}
