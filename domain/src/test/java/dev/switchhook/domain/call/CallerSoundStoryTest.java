package dev.switchhook.domain.call;

import dev.switchhook.domain.testkit.CallScript;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// What is missing of the caller's sound is made up for with silence, so that the model keeps time.
class CallerSoundStoryTest {

    @Test
    void sound_that_arrives_without_a_gap_is_passed_on_as_it_is() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .passes(20)
                .callerSoundsAt(20, 20)
                .passes(20)
                .callerSoundsAt(40, 20)
                .expect("hear 20 ms", "hear 20 ms", "hear 20 ms");
    }

    @Test
    void a_gap_is_padded_with_silence_of_its_length() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .passes(500)
                .forget()
                .callerSoundsAt(500, 20)
                .expect("hear 480 ms", "hear 20 ms");
    }

    @Test
    void a_long_gap_is_padded_with_10_s_at_most() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .passes(15_000)
                .forget()
                .callerSoundsAt(15_000, 20)
                .expect(
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 1000 ms",
                        "hear 20 ms");
    }

    @Test
    void a_position_that_jumps_further_than_time_has_passed_is_not_believed() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .passes(20)
                .forget()
                .callerSoundsAt(9_000_000, 20)
                .expect("hear 1000 ms", "hear 20 ms", "hear 20 ms")
                .passes(20)
                .callerSoundsAt(9_000_020, 20)
                .expect("hear 20 ms");
    }

    @Test
    void bad_input_16_a_position_that_goes_backwards_is_ignored_and_its_sound_is_heard() {
        CallScript.greeted()
                .callerSoundsAt(1000, 20)
                .passes(20)
                .callerSoundsAt(100, 20)
                .passes(20)
                .callerSoundsAt(1040, 20)
                .expect("hear 20 ms", "hear 20 ms", "hear 20 ms");
    }

    @Test
    void a_caller_whose_sound_stops_coming_while_they_speak_is_given_one_second_of_silence_once() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .callerStartsSpeaking()
                .forget()
                .passes(749)
                .expectNothing()
                .passes(1)
                .expect("hear 1000 ms")
                .passes(5000)
                .expectNothing();
    }

    @Test
    void silence_that_was_given_already_is_not_padded_again() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .callerStartsSpeaking()
                .passes(2000)
                .forget()
                .callerSoundsAt(2000, 20)
                .expect("hear 980 ms", "hear 20 ms")
                .passes(750)
                .expect("hear 1000 ms");
    }

    @Test
    void a_caller_who_does_not_speak_is_given_no_silence() {
        CallScript.greeted()
                .callerSoundsAt(0, 20)
                .callerStartsSpeaking()
                .callerStopsSpeaking()
                .says("answer", 100)
                .forget()
                .passes(3000)
                .expectNothing();
    }

    @Test
    void positions_of_another_line_begin_anew() {
        CallScript.greeted()
                .callerSaid("Hello.")
                .callerSoundsAt(60_000, 20)
                .lineIsLost()
                .passes(1000)
                .lineOpens()
                .says("back", 100)
                .forget()
                .callerSoundsAt(0, 20)
                .expect("hear 20 ms");
    }

    @Test
    void f10_a_line_on_which_no_sound_arrives_any_more_is_no_silent_caller() {
        CallScript call = CallScript.greeted().callerSounds(20).forget();
        call.passes(120_000).expectNothing();
        call.callerSounds(20).forget();
        for (int i = 0; i < 19; i++) {
            call.passes(1000).callerSounds(20);
        }
        call.expectBesideSound(Collections.nCopies(19, "hear 20 ms").toArray(String[]::new));
    }
}
