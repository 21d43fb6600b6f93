package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Tools are told what was said, and a tool that listens does not start before the caller's last words are there.
class ListeningToolStoryTest {

    private static final String CONFIRM = "confirm_appointment";

    /// The caller has answered, and their words are not known yet.
    private static CallScript answered() {
        return CallScript.greeted()
                .replyStarts("r1")
                .replySounds("r1", "i1", 1000)
                .replySaid("r1", "i1", "At three?")
                .replyEnds("r1", ReplyEnd.COMPLETE)
                .plays(1000)
                .callerStartsSpeaking()
                .callerStopsSpeaking("c1")
                .replyStarts("r2")
                .forget();
    }

    private static Said told(CallScript call) {
        return call.effects().stream()
                .filter(CallEffect.ToTools.class::isInstance)
                .map(effect -> ((CallEffect.ToTools) effect).said())
                .reduce(Said.NOTHING, (_, later) -> later);
    }

    private static List<String> words(Said said) {
        return said.latest().stream().map(Turn::text).toList();
    }

    @Test
    void a_tool_is_told_what_was_said_and_how_many_turns_there_were() {
        CallScript call = answered().callerSaid("c1", "Yes.").toolWanted("r2", "t1", "book_appointment");
        assertThat(words(told(call))).containsExactly("At three?", "Yes.");
        assertThat(told(call).turns()).isEqualTo(2);
    }

    @Test
    void a_tool_that_does_not_listen_starts_at_once_and_the_unknown_words_keep_their_place() {
        CallScript call = answered().toolWanted("r2", "t1", "book_appointment").expect("run book_appointment t1");
        assertThat(words(told(call))).containsExactly("At three?", "");
        Said before = told(call);
        call.callerSaid("c1", "Yes.").toolWanted("r2", "t2", "book_appointment");
        assertThat(told(call).since(before.turns())).isEmpty();
        assertThat(words(told(call))).containsExactly("At three?", "Yes.");
    }

    @Test
    void no_more_than_twenty_turns_are_told_and_all_are_counted() {
        CallScript call = CallScript.greeted();
        for (int i = 0; i < 30; i++) {
            call.callerStartsSpeaking().callerStopsSpeaking("c" + i).callerSaid("c" + i, "word " + i);
        }
        call.replyStarts("r").toolWanted("r", "t1", "book_appointment");
        assertThat(told(call).turns()).isEqualTo(30);
        assertThat(words(told(call))).hasSize(20).startsWith("word 10").endsWith("word 29");
    }

    @Test
    void what_was_said_in_another_process_counts() {
        Past past = new Past(
                CallState.LIVE,
                Optional.empty(),
                Instant.parse("2026-11-20T11:59:00Z"),
                List.of(new Turn.Caller("A massage."), new Turn.Caller("At three.")),
                List.of(),
                Past.Leave.since(Instant.parse("2026-11-20T11:59:00Z")));
        CallScript call = CallScript.leftBehind(past, CallRules.standard())
                .lineOpens()
                .modelReady()
                .replyStarts("r")
                .toolWanted("r", "t1", CONFIRM);
        assertThat(words(told(call))).containsExactly("A massage.", "At three.");
    }

    @Test
    void a_tool_that_listens_starts_when_the_words_of_the_last_turn_come() {
        CallScript call = answered()
                .toolWanted("r2", "t1", CONFIRM)
                .expectNothing()
                .passes(900)
                .expectNothing()
                .callerSaid("c1", "Yes.")
                .expect("run confirm_appointment t1");
        assertThat(words(told(call))).containsExactly("At three?", "Yes.");
        call.toolAnswers("t1").expect("result of t1: Done");
    }

    @Test
    void it_starts_at_once_when_the_words_are_there_or_nobody_has_spoken() {
        answered().callerSaid("c1", "Yes.").toolWanted("r2", "t1", CONFIRM).expect("run confirm_appointment t1");
        CallScript.greeted().replyStarts("r").toolWanted("r", "t1", CONFIRM).expect("run confirm_appointment t1");
    }

    @Test
    void words_that_come_before_the_end_of_their_turn_are_not_waited_for() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerSaid("c1", "Yes.")
                .callerStopsSpeaking("c1")
                .replyStarts("r")
                .forget()
                .toolWanted("r", "t1", CONFIRM)
                .expect("run confirm_appointment t1");
    }

    @Test
    void it_waits_for_two_seconds_at_most_and_they_count_for_its_deadline() {
        CallScript call = answered()
                .toolWanted("r2", "t1", CONFIRM)
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("run confirm_appointment t1");
        assertThat(words(told(call))).containsExactly("At three?", "");
        call.replyEnds("r2", ReplyEnd.COMPLETE)
                .passes(1)
                .expect("say exactly: " + CallScript.CONFIRM_FILLER)
                .says("filler", 500)
                .plays(500)
                .forget()
                .passes(5498)
                .expectNothing()
                .passes(2)
                .expect("result of t1: TimedOut", "ask for continuation");
    }

    @Test
    void o16_the_same_call_asked_twice_while_it_waits_is_run_once() {
        answered()
                .toolWanted("r2", "t1", CONFIRM)
                .toolWanted("r2", "t1", CONFIRM)
                .callerSaid("c1", "Yes.")
                .expect("run confirm_appointment t1")
                .passes(2500)
                .expectBesideSound();
    }

    @Test
    void an_interruption_while_it_waits_changes_nothing() {
        answered()
                .toolWanted("r2", "t1", CONFIRM)
                .callerStartsSpeaking()
                .forget()
                .callerSaid("c1", "Yes.")
                .expect("run confirm_appointment t1");
    }

    @Test
    void a_lost_line_or_model_while_it_waits_changes_nothing() {
        CallScript lost =
                answered().toolWanted("r2", "t1", CONFIRM).lineIsLost().passes(2000);
        assertThat(lost.did()).contains("run confirm_appointment t1");
        CallScript call =
                answered().toolWanted("r2", "t1", CONFIRM).modelCloses().passes(2000);
        assertThat(call.did()).contains("run confirm_appointment t1");
    }

    @Test
    void for_a_caller_who_has_hung_up_nothing_is_begun_and_that_is_noted() {
        CallScript call =
                answered().toolWanted("r2", "t1", CONFIRM).carrierSaysDown().passes(5000);
        assertThat(call.did()).doesNotContain("run confirm_appointment t1");
        assertThat(call.notes(JournalEntry.ToolEnded.class))
                .extracting(JournalEntry.ToolEnded::outcome)
                .singleElement()
                .isInstanceOf(ToolOutcome.Refused.class);
    }

    @Test
    void a_process_that_has_lost_the_call_begins_nothing() {
        CallScript call = answered().toolWanted("r2", "t1", CONFIRM).takenOver().passes(5000);
        assertThat(call.did()).doesNotContain("run confirm_appointment t1");
    }

    @Test
    void a_farewell_that_begins_while_it_waits_changes_nothing() {
        CallScript call = answered()
                .toolWanted("r2", "t1", CONFIRM)
                .replySounds("r2", "i2", 5000)
                .hangUpWanted("r2", "h")
                .replyEnds("r2", ReplyEnd.COMPLETE)
                .forget()
                .passes(2000);
        assertThat(call.did()).contains("run confirm_appointment t1");
    }
}
