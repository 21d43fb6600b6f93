package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import dev.switchhook.domain.turn.Turn;
import org.junit.jupiter.api.Test;

/// Keys that the caller presses are told to the model like words.
class KeypadStoryTest {

    @Test
    void keys_are_told_after_a_pause_of_2_s_and_answered() {
        CallScript call = CallScript.greeted()
                .callerPresses('1')
                .passes(1900)
                .callerPresses("23")
                .expectNothing()
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("tell: The caller pressed the keys: 1 2 3", "ask for reply");
        assertThat(call.notes(JournalEntry.Spoken.class))
                .containsExactly(new JournalEntry.Spoken(new Turn.Caller("[keys] 123")));
    }

    @Test
    void a_hash_ends_the_keys_at_once() {
        CallScript.greeted()
                .callerPresses("42#")
                .expect("tell: The caller pressed the keys: 4 2", "ask for reply")
                .says("answer", 200)
                .plays(200)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void a_hash_alone_is_a_key() {
        CallScript.greeted()
                .callerPresses('#')
                .expectNothing()
                .passes(2000)
                .expect("tell: The caller pressed the keys: #", "ask for reply");
    }

    @Test
    void a_key_stops_the_agent_like_a_word() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .plays(700)
                .forget()
                .callerPresses('1')
                .expect("stop playing", "stop reply ourselves: i heard 700 ms")
                .callerPresses('2')
                .replySounds("r", "i", 500)
                .expectNothing();
    }

    @Test
    void the_reply_that_was_stopped_by_a_key_is_over_before_the_answer_is_asked_for() {
        CallScript.talking()
                .replyStarts("r")
                .replySounds("r", "i", 2000)
                .callerPresses("1#")
                .forget()
                .passes(100)
                .expectNothing()
                .replyEnds("r", ReplyEnd.INTERRUPTED)
                .expect("ask for reply");
    }

    @Test
    void keys_do_not_take_away_the_answer_that_the_model_owes() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .callerPresses("1#")
                .expect("tell: The caller pressed the keys: 1")
                .says("answer", 200)
                .expectBesideSound("ask for reply");
    }

    @Test
    void keys_that_are_pressed_while_the_caller_speaks_are_told_and_answered_with_the_words() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerPresses("1#")
                .expect("tell: The caller pressed the keys: 1")
                .callerStopsSpeaking()
                .says("answer", 200)
                .plays(200)
                .passes(3000)
                .expectBesideSound();
    }

    @Test
    void keys_from_before_the_model_was_ready_are_told_once_it_is() {
        CallScript.call()
                .lineOpens()
                .callerPresses('7')
                .passes(3000)
                .modelReady()
                .says("greeting", 200)
                .plays(200)
                .expectBesideSound(
                        "stand LIVE",
                        "open model",
                        "limit",
                        "ask for greeting",
                        "tell: The caller pressed the keys: 7",
                        "ask for reply");
    }

    @Test
    void bad_input_32_a_flood_of_keys_is_cut_to_32_and_the_rest_counted() {
        CallScript call = CallScript.greeted().callerPresses("A#B*".repeat(250)).passes(2000);
        assertThat(call.did()).filteredOn(did -> did.startsWith("tell")).hasSize(2);
        assertThat(call.did()).filteredOn(did -> did.startsWith("ask for")).hasSize(1);
        assertThat(call.notes(JournalEntry.Spoken.class))
                .extracting(spoken -> spoken.turn().text().length())
                .containsExactly("[keys] A".length(), "[keys] ".length() + 32);
        assertThat(call.notes(JournalEntry.Ignored.class))
                .containsExactly(new JournalEntry.Ignored("966 keys past the first 32", "TALKING"));
    }

    @Test
    void a_caller_who_presses_keys_is_not_silent() {
        CallScript.greeted()
                .passes(19_000)
                .callerPresses('1')
                .passes(1999)
                .expectNothing()
                .passes(1)
                .expect("tell: The caller pressed the keys: 1", "ask for reply");
    }

    @Test
    void keys_in_the_farewell_change_nothing() {
        CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .hangUpWanted("bye", "h")
                .forget()
                .callerPresses("12#")
                .expectNothing()
                .expectPhase("FAREWELL");
    }
}
