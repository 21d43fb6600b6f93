package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The caller objects to being said goodbye to: once, and at once, or never.
class ObjectionStoryTest {

    /// The agent has begun its goodbye, 3 s long, and asks for the hang-up in it.
    private static CallScript leaving() {
        return CallScript.greeted()
                .replyStarts("bye")
                .replySounds("bye", "bye", 3000)
                .hangUpWanted("bye", "t1")
                .forget();
    }

    @Test
    void o14_a_caller_who_speaks_within_a_second_takes_the_decision_back() {
        CallScript call = leaving()
                .plays(999)
                .expectNothing()
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: bye heard 999 ms")
                .expectPhase("TALKING")
                .replySounds("bye", "bye", 400)
                .replyEnds("bye", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking()
                .says("of course", 500)
                .plays(500)
                .expectBesideSound()
                .passes(19_999)
                .expectNothing();
        assertThat(call.notes(JournalEntry.FarewellTakenBack.class)).hasSize(1);
    }

    @Test
    void o14_after_a_second_the_decision_stands() {
        CallScript call =
                leaving().plays(1000).expectNothing().callerStartsSpeaking().expectNothing();
        assertThat(call.notes(JournalEntry.FarewellTakenBack.class)).isEmpty();
    }

    @Test
    void o14_a_decision_is_taken_back_once() {
        leaving()
                .callerStartsSpeaking()
                .replyEnds("bye", ReplyEnd.INTERRUPTED)
                .callerStopsSpeaking()
                .replyStarts("bye2")
                .replySounds("bye2", "bye2", 1000)
                .forget()
                .hangUpWanted("bye2", "t2")
                .expect("result of t2: Done")
                .callerStartsSpeaking()
                .expectNothing()
                .expectPhase("FAREWELL");
    }

    @Test
    void o14_a_goodbye_that_was_asked_for_may_be_objected_to_until_a_second_after_its_first_sound() {
        CallScript silent = CallScript.greeted()
                .passes(20_000)
                .says("there?", 1000)
                .plays(1000)
                .passes(20_000)
                .forget();
        silent.passes(2000)
                .replyStarts("bye")
                .replySounds("bye", "bye", 2000)
                .forget()
                .plays(900)
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: bye heard 900 ms")
                .expectPhase("TALKING");
    }

    @Test
    void o14_a_goodbye_that_was_asked_for_and_begins_after_the_objection_is_not_played() {
        CallScript.greeted()
                .passes(20_000)
                .says("there?", 1000)
                .plays(1000)
                .passes(20_000)
                .forget()
                .callerStartsSpeaking()
                .expect("stop reply ourselves")
                .expectPhase("TALKING")
                .replyStarts("bye")
                .expect("stop reply ourselves")
                .replySounds("bye", "bye", 500)
                .expectNothing();
    }

    @Test
    void o14_a_late_wish_to_hang_up_of_a_goodbye_that_was_taken_back_is_refused() {
        leaving()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .forget()
                .hangUpWanted("bye", "t2")
                .expect("result of t2: Refused")
                .expectPhase("TALKING");
    }

    @Test
    void a_hard_limit_is_not_objected_to() {
        CallScript.call(HangupPolicies.afterMaxDuration(Duration.ofSeconds(32)))
                .lineOpens()
                .modelReady()
                .says("greeting", 2000)
                .plays(2000)
                .forget()
                .passes(30_000)
                .expect("ask for goodbye")
                .replyStarts("bye")
                .replySounds("bye", "bye", 1000)
                .forget()
                .callerStartsSpeaking()
                .expectNothing()
                .expectPhase("FAREWELL");
    }

    @Test
    void a_call_that_the_carrier_ends_in_the_farewell_is_over_without_having_stood_as_ending() {
        leaving()
                .carrierSaysDown()
                .expect("close model", "stand OVER")
                .lineIsLost()
                .expectEnded(EndReason.AGENT_SAID_GOODBYE);
    }
}
