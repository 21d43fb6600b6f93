package dev.switchhook.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.Outsider.Answer;
import dev.switchhook.domain.hangup.Blame;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.Ledger.RestExchange;
import dev.switchhook.twilio.rehearsal.Ledger.WebhookExchange;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.twilio.rehearsal.RestFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of the carrier's webhooks, media connections and REST API, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class CarrierFaultRowsTest {

    private static final String APOLOGY =
            "We are sorry, we have a technical problem. Please call again in a few minutes.";

    /// Listens to the greeting, says something, and hears the goodbye.
    private static final CallPlan SHORT = CallPlan.of(List.of(
            new CallerStep.Listen(Duration.ofMillis(200)),
            new CallerStep.Speak(TestSound.speech(7, 300)),
            new CallerStep.WaitForHangup(Duration.ofSeconds(25))));

    private static Theatre theatre;
    private static Outsider outsider;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of());
        outsider = new Outsider(theatre.port());
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Scene scene() {
        return theatre.scene(Clerk::brief);
    }

    private static void assertEndedByUs(Scene scene, PhoneReport phone) throws Exception {
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        SessionReport session = scene.session();
        assertThat(session.closed()).isTrue();
        assertThat(session.complaints()).isEmpty();
        assertThat(HealthyCall.framesLost(phone, session)).isZero();
    }

    /// The media connection broke, the caller was told, and nothing is left open. Where everything takes no time, the
    /// carrier's report that the call is over may be faster than the end of the connection.
    private static void assertApologised(Scene scene, PhoneReport phone) throws Exception {
        assertThat(phone.spokenLines()).containsExactly(APOLOGY);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(scene.ending(phone).reason()).isIn(EndReason.LINE_LOST, EndReason.CALLER_HUNG_UP);
        assertThat(scene.session().closed()).isTrue();
    }

    // Webhooks.

    @Test
    void w1_a_repeated_announcement_gets_the_same_answer_and_opens_one_session() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.RepeatedWebhook()));
        assertEndedByUs(scene, phone);
        List<WebhookExchange> announced = webhooks(phone, "/twilio/voice");
        assertThat(announced).hasSize(2);
        assertThat(announced.getFirst().body()).isEqualTo(announced.getLast().body());
        assertThat(scene.sessions()).isEqualTo(1);
    }

    @Test
    void w2_a_captured_announcement_gets_nothing_during_the_call_and_after_it() throws Exception {
        try (Scene scene = scene();
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking();
            assertThat(call.announceAgain()).isEqualTo(new Answer(403, ""));
            call.hangUp(socket);
            assertThat(call.announceAgain()).isEqualTo(new Answer(403, ""));
            assertThat(call.connect().status()).isEqualTo(403);
            assertThat(scene.sessions()).isEqualTo(1);
        }
    }

    @Test
    void w3_a_forged_announcement_comes_to_nothing() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.ForgedWebhook()));
        assertThat(phone.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(webhooks(phone, "/twilio/voice")).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
        });
        assertThat(scene.sessions()).isZero();
    }

    @Test
    void w3_only_the_configured_origin_counts_whatever_scheme_port_or_host_was_signed() {
        String host = Theatre.ORIGIN.substring("https://".length());
        for (String origin : List.of(
                "http://" + host,
                "wss://" + host,
                "https://" + host + ":8443",
                "https://127.0.0.1:" + theatre.port(),
                "https://evil.example")) {
            TreeMap<String, String> fields = Outsider.voice(Outsider.newCallSid(), "+14155550188");
            String signature = Outsider.sign(Theatre.TOKEN, origin + "/twilio/voice", fields);
            byte[] body = Outsider.encoded(fields).getBytes(UTF_8);
            assertThat(outsider.post("/twilio/voice", body, signature)).isEqualTo(new Answer(403, ""));
        }
    }

    @Test
    void w4_an_announcement_without_a_call_is_refused() {
        for (String callSid : List.of("", " ")) {
            assertThat(outsider.post("/twilio/voice", Outsider.voice(callSid, "+14155550188")))
                    .isEqualTo(new Answer(400, ""));
        }
        TreeMap<String, String> none = Outsider.voice("", "+14155550188");
        none.remove("CallSid");
        assertThat(outsider.post("/twilio/voice", none)).isEqualTo(new Answer(400, ""));
    }

    @Test
    void w8_a_caller_who_hangs_up_before_the_media_begin_leaves_no_ticket_behind() throws Exception {
        try (Scene scene = scene();
                StrangeCall call = new StrangeCall(theatre, scene)) {
            assertThat(call.reportCompleted().status()).isEqualTo(204);
            assertThat(call.connect().status()).isEqualTo(403);
            assertThat(call.announceAgain().status()).isEqualTo(403);
            assertThat(scene.sessions()).isZero();
        }
    }

    @Test
    void w9_of_a_burst_of_calls_those_beyond_the_limit_are_told_that_all_lines_are_busy() throws Exception {
        try (Theatre small = new Theatre(Map.of("switchhook.calls.max-concurrent", "2"))) {
            List<Scene> scenes =
                    Stream.generate(() -> small.scene(Clerk::brief)).limit(12).toList();
            List<CompletableFuture<PhoneReport>> calls =
                    scenes.stream().map(scene -> scene.call(SHORT)).toList();
            int answered = 0;
            for (int i = 0; i < calls.size(); i++) {
                PhoneReport phone = calls.get(i).get(40, TimeUnit.SECONDS);
                assertThat(phone.complaints()).isEmpty();
                if (phone.outcome() == Outcome.ENDED_BY_REST) {
                    assertEndedByUs(scenes.get(i), phone);
                    answered++;
                } else {
                    assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
                    assertThat(phone.spokenLines())
                            .containsExactly("All our lines are busy. Please call again in a few minutes.");
                    assertThat(scenes.get(i).sessions()).isZero();
                }
            }
            assertThat(answered).isEqualTo(2);
        }
    }

    // Media connections.

    @Test
    void s1_a_forged_handshake_is_refused_and_the_caller_is_told() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.ForgedHandshake()));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.spokenLines()).containsExactly(APOLOGY);
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
        assertEndedByUs(scene, scene.callAndWait(SHORT.with(new Mischief.NoConnected())));
    }

    @Test
    void s3_sound_without_a_start_closes_the_connection_and_the_caller_is_told() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.NoStart()));
        assertThat(phone.sockets()).singleElement().satisfies(end -> {
            assertThat(end.byBridge()).isTrue();
            assertThat(end.code()).isEqualTo(1008);
        });
        assertThat(phone.spokenLines()).containsExactly(APOLOGY);
        assertThat(scene.sessions()).isZero();
    }

    @Test
    void s3_a_second_start_closes_the_connection_and_the_caller_is_told() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.SecondStart(Duration.ofMillis(400))));
        assertThat(phone.sockets().getFirst().code()).isEqualTo(1008);
        assertApologised(scene, phone);
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
        assertEndedByUs(scene, scene.callAndWait(SHORT.with(new Mischief.Gaps(7), new Mischief.OddFrames())));
    }

    @Test
    void s7_unknown_events_and_fields_are_ignored() throws Exception {
        Scene scene = scene();
        assertEndedByUs(scene, scene.callAndWait(SHORT.with(new Mischief.UnknownEvents(3))));
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
        assertEndedByUs(other, other.callAndWait(SHORT));
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
    void s11_s12_a_reset_connection_is_apologised_for_and_the_model_is_released() throws Exception {
        Scene scene = theatre.scene(() -> Clerk.chatting(() -> false));
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.Reset(Duration.ofMillis(500))));
        assertApologised(scene, phone);
    }

    @Test
    void s13_when_marks_do_not_come_back_the_line_is_ended_all_the_same_after_the_farewell() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.LateMarks(Duration.ofMinutes(1))));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.speeches().getLast().milliseconds()).isGreaterThanOrEqualTo(Clerk.GOODBYE.milliseconds());
        assertThat(scene.notes(phone)).contains(new JournalEntry.FarewellOver(false));
        assertThat(scene.ending(phone).duration()).isLessThan(Duration.ofSeconds(12));
    }

    // The REST API.

    @Test
    void r1_r6_a_hang_up_that_fails_is_repeated_until_the_carrier_says_that_the_call_is_over() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 3, new RestFault.Status(500));
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.LostStatus()));
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        // After the first failure the media were closed, which ended the call; that is what the last answer says.
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(rest(phone)).extracting(RestExchange::status).containsExactly(500, 500, 500, 400);
        assertThat(rest(phone).getLast().code()).isEqualTo(21220);
    }

    @Test
    void r3_a_hang_up_that_took_effect_without_an_answer_is_found_out_by_the_next_one() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 1, new RestFault.SilenceButApplied());
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.LostStatus()));
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(rest(phone)).extracting(RestExchange::status).containsExactly(0, 400);
    }

    @Test
    void r4_a_call_that_is_not_found_is_looked_up_and_not_taken_for_ended() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 1, new RestFault.Status(404));
        PhoneReport phone = scene.callAndWait(SHORT.with(new Mischief.LostStatus()));
        assertThat(phone.status()).isEqualTo("completed");
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(rest(phone).get(0).status()).isEqualTo(404);
        assertThat(rest(phone).get(1).request().method()).isEqualTo("GET");
        assertThat(rest(phone)).hasSizeGreaterThan(2);
    }

    @Test
    void r5_with_a_token_that_is_not_accepted_any_more_the_call_ends_by_its_media() throws Exception {
        Scene scene = scene();
        theatre.twilio().failNext(theatre.hangsUp(scene), 100, new RestFault.Status(401));
        PhoneReport phone = scene.callAndWait(SHORT);
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_TWIML);
        assertThat(phone.bytesUnplayed()).isZero();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(scene.ending(phone).reason()).isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(scene.notes(phone))
                .anyMatch(note -> note instanceof JournalEntry.ControlFailed(String why) && why.contains("401"));
    }

    private static List<RestExchange> rest(PhoneReport phone) {
        return theatre.twilio().ledger().restExchanges(phone.callSid());
    }

    private static List<WebhookExchange> webhooks(PhoneReport phone, String path) {
        return theatre.twilio().ledger().webhooks(phone.callSid()).stream()
                .filter(webhook -> webhook.path().equals(path))
                .toList();
    }
}
