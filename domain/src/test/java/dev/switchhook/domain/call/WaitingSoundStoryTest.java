package dev.switchhook.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.testkit.CallScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Nobody waits in silence for a model.
class WaitingSoundStoryTest {

    @Test
    void i6_a_caller_who_waits_for_the_first_model_hears_a_sound_after_1500_ms_and_every_3_s() {
        CallScript.call()
                .lineOpens()
                .forget()
                .passes(1_499)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms")
                .passes(2_999)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms");
    }

    @Test
    void where_no_sound_is_wanted_a_caller_who_waits_for_a_model_hears_nothing_until_the_apology() {
        CallScript.call(
                        HangupPolicies.afterSilence(Duration.ofSeconds(20)),
                        CallRules.standard().withoutWaitingSound())
                .lineOpens()
                .forget()
                .passes(9_999)
                .expectNothing()
                .passes(1)
                .expect("stand FAILED", "close model", "close line");
    }

    @Test
    void i6_the_sound_ends_the_moment_the_agent_speaks() {
        CallScript call = CallScript.call()
                .lineOpens()
                .passes(1_500)
                .modelReady()
                .forget()
                .replyStarts("r")
                .expectNothing()
                .passes(200)
                .replySounds("r", "i", 400)
                .expect("stop playing", "play 200 ms", "mark g1:200", "play 200 ms", "mark g1:400")
                .replySounds("r", "i", 100)
                .expect("play 100 ms")
                .plays(300)
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i heard 300 ms");
        assertThat(call.did()).isEmpty();
    }

    @Test
    void i6_a_sound_that_is_over_is_not_stopped() {
        CallScript.call()
                .lineOpens()
                .passes(1_500)
                .modelReady()
                .forget()
                .passes(1_100)
                .replyStarts("r")
                .replySounds("r", "i", 100)
                .expect("play 100 ms");
    }

    @Test
    void i6_nothing_is_played_into_what_the_caller_still_hears() {
        CallScript.greeted()
                .replyStarts("r")
                .replySounds("r", "i", 2_000)
                .replyEnds("r", ReplyEnd.COMPLETE)
                .forget()
                .modelCloses()
                .expect("open model")
                .plays(2_000)
                .passes(1_499)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms");
    }

    @Test
    void i6_after_a_quiet_moment_the_time_counts_from_the_loss() {
        CallScript.greeted()
                .passes(10_000)
                .modelCloses()
                .expect("open model")
                .passes(1_499)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms");
    }

    @Test
    void o4_a_caller_who_waits_for_an_answer_hears_it_too_unless_they_speak() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .passes(10_000)
                .callerStopsSpeaking()
                .passes(2_499)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms")
                .callerStartsSpeaking()
                .passes(10_000)
                .expectNothing();
    }

    @Test
    void o4_a_reply_that_falters_goes_on_after_it_and_the_agent_knows_what_was_heard() {
        CallScript.greeted()
                .replyStarts("r")
                .replySounds("r", "i", 400)
                .plays(400)
                .forget()
                .passes(2_500)
                .expect("play 600 ms")
                .replySounds("r", "i", 400)
                .expect("stop playing", "play 200 ms", "mark g1:2600", "play 200 ms", "mark g1:2800")
                .plays(100)
                .callerStartsSpeaking()
                .expect("stop playing", "stop reply: i heard 500 ms");
    }

    @Test
    void i6_a_caller_who_waited_for_an_answer_goes_on_waiting_when_the_model_is_lost() {
        CallScript.greeted()
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .forget()
                .passes(5_000)
                .expect("play 600 ms")
                .modelCloses()
                .expect("open model")
                .passes(500)
                .expect("play 600 ms")
                .modelReady()
                .expect("ask for resumption")
                .passes(3_000)
                .expect("play 600 ms");
    }

    @Test
    void i6_a_caller_who_comes_back_hears_it_from_the_new_line() {
        CallScript.call()
                .lineOpens()
                .passes(1_600)
                .lineIsLost()
                .forget()
                .passes(1_000)
                .expectNothing()
                .lineOpens()
                .passes(1_499)
                .expectNothing()
                .passes(1)
                .expect("play 600 ms");
    }
}
