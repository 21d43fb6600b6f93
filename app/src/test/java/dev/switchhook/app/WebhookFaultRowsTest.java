package dev.switchhook.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.Outsider.Answer;
import dev.switchhook.twilio.rehearsal.Ledger.WebhookExchange;
import dev.switchhook.twilio.rehearsal.Mischief;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Faults of the carrier's webhooks, in whole calls through the running program.
@Execution(ExecutionMode.CONCURRENT)
class WebhookFaultRowsTest {

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
    void w1_a_repeated_announcement_gets_the_same_answer_and_opens_one_session() throws Exception {
        Scene scene = scene();
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.RepeatedWebhook()));
        ShortCall.assertEndedByUs(scene, phone);
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
        PhoneReport phone = scene.callAndWait(ShortCall.PLAN.with(new Mischief.ForgedWebhook()));
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
            Map<String, String> fields = Outsider.voice(Outsider.newCallSid(), "+14155550188");
            String signature = Outsider.sign(Theatre.TOKEN, origin + "/twilio/voice", fields);
            byte[] body = Outsider.encoded(fields).getBytes(UTF_8);
            assertThat(new Outsider(theatre.port()).post("/twilio/voice", body, signature))
                    .isEqualTo(new Answer(403, ""));
        }
    }

    @Test
    void w4_an_announcement_without_a_call_is_refused() {
        for (String callSid : List.of("", " ")) {
            assertThat(new Outsider(theatre.port()).post("/twilio/voice", Outsider.voice(callSid, "+14155550188")))
                    .isEqualTo(new Answer(400, ""));
        }
        Map<String, String> none = Outsider.voice("", "+14155550188");
        none.remove("CallSid");
        assertThat(new Outsider(theatre.port()).post("/twilio/voice", none)).isEqualTo(new Answer(400, ""));
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
                    scenes.stream().map(scene -> scene.call(ShortCall.PLAN)).toList();
            int answered = 0;
            for (int i = 0; i < calls.size(); i++) {
                PhoneReport phone = calls.get(i).get(40, TimeUnit.SECONDS);
                assertThat(phone.complaints()).isEmpty();
                if (phone.outcome() == Outcome.ENDED_BY_REST) {
                    ShortCall.assertEndedByUs(scenes.get(i), phone);
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

    private static List<WebhookExchange> webhooks(PhoneReport phone, String path) {
        return theatre.twilio().ledger().webhooks(phone.callSid()).stream()
                .filter(webhook -> webhook.path().equals(path))
                .toList();
    }
}
