package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tools: each call acted upon once, each outcome told, one answer after all of them.
class ToolStoryTest {

    private static final ToolOutcome PENDING = new ToolOutcome.Pending("{\"outcome\":\"accepted\"}");

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

    private static ToolOutcome code(String line) {
        return new ToolOutcome.Done("{\"code\":\"7Q4\"}", line);
    }

    private static CallScript bookingTwice() {
        return booking()
                .toolWanted("r", "t2", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget();
    }

    @Test
    void a_line_of_a_tool_is_said_word_for_word_as_the_only_reply_after_its_result() {
        CallScript call = booking()
                .replySounds("r", "i", 200)
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .toolAnswers("t1", code("Your code is 7 Q 4."))
                .expect("result of t1: Done", "say exactly: Your code is 7 Q 4.")
                .replyStarts("e")
                .replySounds("e", "ei", 400)
                .replySaid("e", "ei", "Your code is 7 Q 4.")
                .replyEnds("e", ReplyEnd.COMPLETE)
                .expectBesideSound()
                .plays(2_000)
                .passes(3_000)
                .expectBesideSound();
        assertThat(call.notes(JournalEntry.ToolEnded.class).getFirst().outcome())
                .isEqualTo(code("Your code is 7 Q 4."));
        call.modelCloses();
        assertThat(call.latest(CallEffect.OpenModel.class).briefing().instructions())
                .contains("- book_appointment: {\"code\":\"7Q4\"}")
                .contains("You: Your code is 7 Q 4.");
    }

    @Test
    void lines_of_several_tools_are_said_together_after_the_last_outcome() {
        bookingTwice()
                .toolAnswers("t2", code("The second code is 2."))
                .expect("result of t2: Done")
                .toolAnswers("t1", code("The first code is 1."))
                .expect("result of t1: Done", "say exactly: The second code is 2. The first code is 1.");
    }

    @Test
    void a_line_beside_an_answer_without_one_is_asked_for_in_the_one_reply_that_tells_both() {
        CallScript call = bookingTwice()
                .toolAnswers("t2", code("Your code is 7 Q 4."))
                .toolAnswers("t1")
                .expect("result of t2: Done", "result of t1: Done", "ask for continuation");
        assertThat(call.latest(CallEffect.ToModel.class).command())
                .isInstanceOfSatisfying(
                        SpeechCommand.Reply.class,
                        reply -> assertThat(reply.cue()).endsWith("word for word, as it stands: Your code is 7 Q 4."));
    }

    @Test
    void a_line_of_a_tool_gives_way_to_the_caller_unless_it_was_asked_that_it_does_not() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1", code("Your code is 7 Q 4."))
                .replyStarts("e")
                .replySounds("e", "ei", 400)
                .forget()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: ei heard 0 ms");
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1", new ToolOutcome.Done("{}", Optional.of("It costs 89 euros."), false))
                .replyStarts("e")
                .replySounds("e", "ei", 400)
                .forget()
                .callerStartsSpeaking()
                .expectNothing();
    }

    @Test
    void a_line_of_a_tool_that_fails_is_asked_for_again_as_it_stands() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1", code("Your code is 7 Q 4."))
                .replyStarts("e")
                .forget()
                .replyEnds("e", ReplyEnd.FAILED)
                .passes(500)
                .expect("say exactly: Your code is 7 Q 4.");
    }

    @Test
    void a_line_of_a_tool_that_answers_into_the_callers_words_is_left_to_the_answer() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .callerStartsSpeaking()
                .forget()
                .toolAnswers("t1", code("Your code is 7 Q 4."))
                .expect("result of t1: Done")
                .callerStopsSpeaking()
                .says("a", 400)
                .plays(400)
                .passes(5_000)
                .expectBesideSound();
    }

    @Test
    void a_line_of_a_late_report_is_told_with_the_news() {
        CallScript call = booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1", PENDING)
                .says("p", 200)
                .plays(200)
                .passes(2_000)
                .forget()
                .toolAnswers("t1", code("Your code is 7 Q 4."))
                .expect("tell what a tool has answered", "ask for news of a tool");
        assertThat(call.effects())
                .filteredOn(effect -> effect instanceof CallEffect.ToModel(SpeechCommand.Tell tell)
                        && tell.text().endsWith("word for word, as it stands: Your code is 7 Q 4."))
                .hasSize(1);
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
    void o12_a_tool_past_its_deadline_is_told_as_unknown_and_its_late_outcome_as_news_once() {
        CallScript call = booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(2000)
                .expect("ask for filler")
                .says("filler", 1000)
                .plays(1000)
                .forget()
                .passes(4999)
                .expectNothing()
                .passes(1)
                .expect("result of t1: TimedOut", "ask for continuation")
                .says("unknown", 1000)
                .toolAnswers("t1")
                .expectBesideSound()
                .plays(1000)
                .expect("tell what a tool has answered", "ask for news of a tool")
                .says("news", 500)
                .plays(500)
                .toolAnswers("t1")
                .passes(3000)
                .expectBesideSound();
        assertThat(call.notes(JournalEntry.ToolEnded.class))
                .extracting(JournalEntry.ToolEnded::outcome)
                .containsExactly(
                        new ToolOutcome.TimedOut(Duration.ofSeconds(8)),
                        new ToolOutcome.Done("{\"outcome\":\"done\"}"));
    }

    @Test
    void o12_the_filler_waits_until_nobody_speaks_and_is_said_once_for_one_tool() {
        booking()
                .replySounds("r", "i", 3000)
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(2500)
                .expectNothing()
                .plays(3000)
                .expect("ask for filler")
                .passes(2000)
                .says("filler", 100)
                .plays(100)
                .forget()
                .passes(100)
                .expectNothing();
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .callerStartsSpeaking()
                .forget()
                .passes(3000)
                .expectNothing()
                .callerStopsSpeaking()
                .says("yes", 500)
                .forget()
                .plays(500)
                .expect("ask for filler");
    }

    @Test
    void o12_one_filler_covers_all_tools_that_run_and_a_tool_that_comes_later_has_its_own() {
        booking()
                .toolWanted("r", "t2", "book_appointment")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(2000)
                .expect("ask for filler")
                .replyStarts("f")
                .toolWanted("f", "t3", "book_appointment")
                .replyEnds("f", ReplyEnd.COMPLETE)
                .forget()
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("ask for filler");
    }

    @Test
    void o12_a_filler_in_flight_does_not_double_the_answer() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .passes(2000)
                .expect("ask for filler")
                .toolAnswers("t1")
                .expect("result of t1: Done")
                .says("filler", 500)
                .expectBesideSound("ask for continuation")
                .says("answer", 500)
                .plays(1000)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void a_tool_may_answer_early_and_report_later_at_a_quiet_moment_exactly_once() {
        CallScript call = booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .toolAnswers("t1", PENDING)
                .expect("result of t1: Pending", "ask for reply")
                .says("accepted", 1000)
                .plays(1000)
                .forget()
                .passes(15_000)
                .callerStartsSpeaking()
                .toolAnswers("t1")
                .expectNothing()
                .callerStopsSpeaking()
                .says("answer", 800)
                .expectBesideSound()
                .plays(800)
                .expect("tell what a tool has answered", "ask for news of a tool")
                .says("news", 500)
                .plays(500)
                .toolAnswers("t1")
                .passes(2000)
                .expectBesideSound();
        assertThat(call.notes(JournalEntry.ToolEnded.class)).hasSize(2);
    }

    @Test
    void a_report_that_comes_while_another_session_is_there_is_told_to_that_one() {
        booking()
                .toolAnswers("t1", PENDING)
                .replyEnds("r", ReplyEnd.COMPLETE)
                .says("accepted", 1000)
                .lineIsLost()
                .modelCloses()
                .lineOpens()
                .modelReady()
                .says("back", 300)
                .plays(300)
                .forget()
                .toolAnswers("t1")
                .expect("tell what a tool has answered", "ask for news of a tool")
                .says("news", 300)
                .plays(300)
                .passes(2000)
                .expectBesideSound();
    }

    @Test
    void news_that_a_session_was_told_and_has_not_spoken_about_are_told_to_the_next_one() {
        booking()
                .toolAnswers("t1", PENDING)
                .replyEnds("r", ReplyEnd.COMPLETE)
                .says("accepted", 1000)
                .plays(1000)
                .toolAnswers("t1")
                .lineIsLost()
                .modelCloses()
                .lineOpens()
                .modelReady()
                .says("back", 300)
                .forget()
                .plays(300)
                .expect("tell what a tool has answered", "ask for news of a tool")
                .says("news", 300)
                .lineIsLost()
                .modelCloses()
                .lineOpens()
                .modelReady()
                .says("back again", 300)
                .forget()
                .plays(300)
                .passes(2000)
                .expectBesideSound();
    }

    @Test
    void o16_a_reply_that_speaks_and_asks_for_a_tool_is_followed_by_one_that_repeats_nothing() {
        booking()
                .replySounds("r", "i", 1000)
                .replySaid("r", "i", "One moment, I book it.")
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .toolAnswers("t1")
                .expect("result of t1: Done", "ask for continuation")
                .says("booked", 1000)
                .plays(3000)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void a_failed_reply_is_not_asked_for_again_when_the_answer_to_the_caller_follows_anyway() {
        CallScript.greeted()
                .replyStarts("r")
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .forget()
                .replyEnds("r", ReplyEnd.FAILED)
                .says("answer", 500)
                .plays(500)
                .passes(5000)
                .expectBesideSound();
    }

    @Test
    void a_reply_that_was_asked_for_and_has_not_begun_is_stopped_when_the_caller_speaks() {
        booking()
                .replyEnds("r", ReplyEnd.COMPLETE)
                .toolAnswers("t1")
                .forget()
                .callerStartsSpeaking()
                .expect("stop reply ourselves")
                .replyStarts("late")
                .replySounds("late", "i", 200)
                .expect("stop reply ourselves")
                .replyEnds("late", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking()
                .replyStarts("answer")
                .replySounds("answer", "j", 100)
                .expect("play 100 ms");
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
                .expectBesideSound("ask for continuation");
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
