package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.turn.Turn;
import org.junit.jupiter.api.Test;

/// A caller who writes instead of speaking.
class WrittenStoryTest {

    @Test
    void what_is_written_is_told_at_once_as_the_callers_own_words_and_answered() {
        CallScript call = CallScript.greeted()
                .callerWrites("Hello, a massage, please.")
                .expect("tell: Hello, a massage, please.", "ask for reply");
        assertThat(call.notes(JournalEntry.Spoken.class))
                .containsExactly(new JournalEntry.Spoken(new Turn.Caller("Hello, a massage, please.")));
    }

    @Test
    void a_written_line_stops_the_agent_like_a_word() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .plays(700)
                .forget()
                .callerWrites("Stop.")
                .expect("stop playing", "stop reply ourselves: i heard 700 ms", "tell: Stop.")
                .replyEnds("r", ReplyEnd.INTERRUPTED)
                .expect("ask for reply");
    }

    @Test
    void what_is_written_before_the_model_is_ready_is_told_then_and_answered_after_the_greeting() {
        CallScript.call()
                .lineOpens()
                .forget()
                .callerWrites("Good morning.")
                .expectNothing()
                .modelReady()
                .expect("ask for greeting", "tell: Good morning.")
                .replyStarts("greeting")
                .replyEnds("greeting", ReplyEnd.COMPLETE)
                .expect("ask for reply");
    }

    @Test
    void a_flood_of_lines_before_the_model_is_ready_is_bounded() {
        CallScript call = CallScript.call().lineOpens();
        for (int line = 0; line < 9; line++) {
            call.callerWrites("line " + line);
        }
        assertThat(call.notes(JournalEntry.Ignored.class))
                .containsExactly(new JournalEntry.Ignored("Wrote", "CONNECTING"));
    }

    @Test
    void what_is_written_into_the_end_of_the_call_is_noted_and_not_told() {
        CallScript call = CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "i", 1000)
                .hangUpWanted("bye", "c")
                .forget();
        call.callerWrites("Wait!").expectNothing();
        assertThat(call.notes(JournalEntry.Ignored.class)).contains(new JournalEntry.Ignored("Wrote", "LEAVING"));
    }
}
