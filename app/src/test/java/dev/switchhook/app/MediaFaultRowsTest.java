package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of media connections, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class MediaFaultRowsTest {

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of());
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Scene scene() {
        return theatre.scene(Clerk::brief);
    }

    @Test
    void s1_a_forged_handshake_is_refused_and_the_caller_is_told() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.ForgedHandshake()));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.spokenLines()).containsExactly(ShortCall.APOLOGY);
        assertThat(scene.sessions()).isZero();
    }

    @Test
    void s1_a_handshake_without_a_ticket_that_was_given_out_is_refused_before_the_upgrade() throws Exception {
        String invented = "/twilio/media/" + "A".repeat(43);
        String signed = Theatre.ORIGIN.replace("https", "wss") + invented;
        String header = "X-Twilio-Signature: " + Outsider.sign(Theatre.TOKEN, signed, Map.of());
        try (RawSocket wrongTicket = new RawSocket(theatre.port(), invented, List.of(header));
                RawSocket noTicket = new RawSocket(theatre.port(), "/twilio/media/", List.of())) {
            assertThat(wrongTicket.status()).isEqualTo(403);
            assertThat(noTicket.status()).isBetween(403, 404);
        }
    }

    @Test
    void s2_of_two_connections_with_one_ticket_the_first_gets_the_call() throws Exception {
        try (Scene scene = scene();
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket second = call.connect();
            assertThat(second.status()).isEqualTo(101);
            RawSocket first = call.talking();
            second.text(call.start(call.callSid()));
            assertThat(second.readEnding().code()).isEqualTo(1008);
            assertThat(call.connect().status()).isEqualTo(403);
            assertThat(call.hangUp(first).blame()).isEqualTo(Blame.NOBODY);
            assertThat(call.connect().status()).isEqualTo(403);
            assertThat(scene.sessions()).isEqualTo(1);
        }
    }

    @Test
    void s3_a_missing_connected_is_tolerated() throws Exception {
        Scene scene = scene();
        ShortCall.assertEndedByUs(scene, scene.callAndWait(ShortCall.PLAN.with(new Mischief.NoConnected())));
    }

    @Test
    void s3_sound_without_a_start_closes_the_connection_and_the_caller_is_told_after_a_few_tries() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.NoStart()));
        assertThat(phone.sockets()).hasSize(6).allSatisfy(end -> {
            assertThat(end.byBridge()).isTrue();
            assertThat(end.code()).isEqualTo(1008);
        });
        assertThat(phone.spokenLines()).containsExactly(ShortCall.APOLOGY);
        assertThat(scene.sessions()).isZero();
    }

    @Test
    void s3_a_second_start_closes_the_connection_and_the_call_goes_on_with_another_one() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(patient(1500).with(new Mischief.SecondStart(Duration.ofMillis(400))));
        assertResumed(scene, phone);
        assertThat(phone.sockets().getFirst().code()).isEqualTo(1008);
    }

    /// A caller who says something when it has been quiet for so long.
    private static CallPlan patient(int quietMilliseconds) {
        return CallPlan.of(List.of(
                new CallerStep.Listen(Duration.ofMillis(quietMilliseconds)),
                new CallerStep.Speak(TestSound.speech(7, 300)),
                new CallerStep.WaitForHangup(Duration.ofSeconds(25))));
    }

    /// There were two media connections in one conversation with one model, and the agent ended it.
    private static void assertResumed(Scene scene, PhoneReport phone) throws Exception {
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.streams()).hasSize(2);
        assertThat(phone.streams().getLast().unplayedBytes()).isZero();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(scene.session().closed()).isTrue();
        assertThat(scene.sessions()).isEqualTo(1);
    }

    @Test
    void s3_a_start_for_another_call_is_refused_and_that_call_is_left_alone() throws Exception {
        try (Scene scene = scene();
                Scene otherScene = scene();
                StrangeCall call = new StrangeCall(theatre, scene);
                StrangeCall other = new StrangeCall(theatre, otherScene)) {
            RawSocket wrong = call.connect();
            wrong.text(call.start(other.callSid()));
            assertThat(wrong.readEnding().code()).isEqualTo(1008);
            assertThat(other.hangUp(other.talking()).blame()).isEqualTo(Blame.NOBODY);
        }
    }

    @Test
    void s4_a_connection_that_does_not_start_is_closed() throws Exception {
        try (Scene scene = scene();
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.connect();
            socket.text("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
            assertThat(socket.readEnding().code()).isEqualTo(1008);
            assertThat(scene.sessions()).isZero();
        }
    }

    @Test
    void s5_gaps_and_odd_sizes_stall_nothing_and_what_came_is_heard_in_order() throws Exception {
        Scene scene = scene();
        ShortCall.assertEndedByUsDespiteGaps(
                scene, scene.callAndWait(ShortCall.PLAN.with(new Mischief.Gaps(7), new Mischief.OddFrames())));
    }

    @Test
    void s7_unknown_events_and_fields_are_ignored() throws Exception {
        Scene scene = scene();
        ShortCall.assertEndedByUs(scene, scene.callAndWait(ShortCall.PLAN.with(new Mischief.UnknownEvents(3))));
    }

    @Test
    void s8_sound_that_cannot_be_decoded_is_replaced_by_silence_and_the_call_goes_on() throws Exception {
        try (Scene scene = theatre.scene(() -> Clerk.chatting(() -> false));
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking();
            for (String payload : List.of("%%%%", "A", "AAA", "====", "////\\u0000")) {
                socket.text(call.media(payload));
            }
            for (var frame : BadSockets.WORDS) {
                socket.text(call.media(frame));
            }
            StrangeCall.awaitSpeech(socket, 1);
            call.hangUp(socket);
            int silence = 5 * TestSound.silence(20).byteCount();
            byte[] heard = scene.session().heard().bytes();
            assertThat(heard).hasSize(silence + TestSound.join(BadSockets.WORDS).length);
            assertThat(TestSound.loudness(Arrays.copyOf(heard, silence))).isZero();
        }
    }

    @Test
    void s9_a_telephone_that_stops_reading_holds_up_neither_its_hang_up_nor_another_call() throws Exception {
        Scene stuck = scene();
        Scene other = scene();
        CallPlan deaf = CallPlan.of(List.of(
                new CallerStep.Speak(TestSound.silence(900)),
                new CallerStep.Speak(TestSound.speech(7, 300)),
                new CallerStep.WaitForHangup(Duration.ofSeconds(25))));
        var stuckCall = stuck.call(deaf.with(new Mischief.StopsReading(Duration.ofMillis(300))));
        ShortCall.assertEndedByUs(other, other.callAndWait(ShortCall.PLAN));
        PhoneReport phone = stuckCall.get(40, TimeUnit.SECONDS);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(stuck.notes(phone)).contains(new JournalEntry.FarewellOver(false));
        assertThat(stuck.session().closed()).isTrue();
    }

    @Test
    void s12_media_that_just_close_without_stop_release_the_model() throws Exception {
        Scene scene = theatre.scene(() -> Clerk.chatting(() -> false));
        CallPlan leaves = CallPlan.of(List.of(new CallerStep.Listen(Duration.ofMillis(200)), new CallerStep.HangUp()));
        PhoneReport phone = scene.callAndWait(leaves.with(new Mischief.MissingStop()));
        assertThat(phone.outcome()).isEqualTo(Outcome.CALLER_HUNG_UP);
        assertThat(scene.ending(phone).duration()).isLessThan(Duration.ofSeconds(10));
        assertThat(scene.session().closed()).isTrue();
    }

    @Test
    void s11_after_a_reset_in_mid_sentence_the_conversation_goes_on_with_the_same_model() throws Exception {
        Scene scene = scene();
        Mischief reset = new Mischief.ResetInSpeech(Duration.ofMillis(100));
        assertResumed(scene, scene.callAndWait(patient(1500).with(reset)));
    }

    @Test
    void s11_when_the_carrier_does_not_ask_after_a_reset_connection_it_is_asked_to_connect_again() throws Exception {
        Scene scene = scene();
        Mischief reset = new Mischief.ResetInSpeech(Duration.ofMillis(100));
        PhoneReport phone = scene.callAndWait(patient(8000).with(reset, new Mischief.LostAction()));
        assertThat(phone.streams()).hasSize(2);
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
    }

    @Test
    void s13_when_marks_do_not_come_back_the_line_is_ended_all_the_same_after_the_farewell() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.LateMarks(Duration.ofMinutes(1))));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.speeches().getLast().milliseconds()).isGreaterThanOrEqualTo(Clerk.GOODBYE.milliseconds());
        assertThat(scene.notes(phone)).contains(new JournalEntry.FarewellOver(false));
        assertThat(scene.ending(phone).duration()).isLessThan(Duration.ofSeconds(12));
    }
}
