package dev.switchhook.twilio.rehearsal;

import static dev.switchhook.twilio.rehearsal.Stage.CONNECT;
import static dev.switchhook.twilio.rehearsal.Stage.WAIT;
import static dev.switchhook.twilio.rehearsal.Stage.callSid;
import static dev.switchhook.twilio.rehearsal.Stage.isEvent;
import static dev.switchhook.twilio.rehearsal.Stage.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class CallEndingTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void the_action_decides_what_follows_when_the_bridge_closes_the_socket() {
        AtomicInteger asked = new AtomicInteger();
        stage.bridge.on(
                "/twilio/after-stream",
                _ -> ScriptedBridge.Reply.twiml(
                        asked.incrementAndGet() == 1 ? CONNECT : "<Say>Sorry, good bye.</Say><Hangup/>"));
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(stage.bridge.lines.size() == 1 ? 1001 : 1000);
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(report.spokenLines()).containsExactly("Sorry, good bye.");
        assertThat(report.sockets()).extracting(PhoneReport.SocketEnd::byBridge).containsExactly(true, true);
        assertThat(report.sockets()).extracting(PhoneReport.SocketEnd::code).containsExactly(1001, 1000);
        assertThat(stage.bridge.lines)
                .extracting(line -> line.streamSid)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(stage.bridge.requests("/twilio/after-stream"))
                .allSatisfy(request -> assertThat(request.form()).containsEntry("CallStatus", "in-progress"));
    }

    @Test
    void without_an_action_the_next_verb_follows_and_it_is_complained_about() {
        stage.bridge.on(
                "/twilio/voice",
                _ -> ScriptedBridge.Reply.twiml(
                        CONNECT.replaceFirst(" action=\"[^\"]*\"", "").replace("<Hangup/>", "<Say>Gone.</Say>")));
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).singleElement().asString().contains("no action");
        assertThat(report.spokenLines()).containsExactly("Gone.");
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
    }

    @Test
    void s11_after_a_lost_socket_the_action_is_asked_or_the_call_is_over_as_the_plan_says() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.reset();
            }
        };

        assertThat(stage.call(CallPlan.of(List.of(WAIT))).outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        PhoneReport over = stage.call(CallPlan.of(List.of(WAIT)).withoutActionAfterLoss());

        assertThat(over.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_LOSS);
        assertThat(over.sockets()).extracting(PhoneReport.SocketEnd::code).containsExactly(1006);
        assertThat(stage.bridge.requests("/twilio/after-stream")).hasSize(1);
    }

    @Test
    void a_caller_who_hangs_up_sends_stop_and_closes() {
        PhoneReport report =
                stage.call(CallPlan.of(List.of(new CallerStep.Speak(sound(60, 3)), new CallerStep.HangUp())));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.CALLER_HUNG_UP);
        assertThat(report.times().stopSent()).isPresent();
        assertThat(report.times().restCompleted()).isEmpty();
        assertThat(stage.bridge.lines.getFirst().events()).containsSubsequence("stop", "(close 1000)");
        assertThat(stage.bridge.requests("/twilio/after-stream")).isEmpty();
    }

    @Test
    void a_caller_who_waits_in_vain_gives_up() {
        CallPlan plan = CallPlan.of(List.of(new CallerStep.Listen(Duration.ofMillis(10))))
                .within(Duration.ofMillis(200), Duration.ofSeconds(20));

        PhoneReport report = stage.call(plan);

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.CALLER_GAVE_UP);
        assertThat(report.detail()).contains("agent to speak");
    }

    @Test
    void a_busy_bridge_is_heard_without_a_stream() {
        stage.bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml("<Say>All lines are busy.</Say><Hangup/>"));

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(report.spokenLines()).containsExactly("All lines are busy.");
        assertThat(stage.bridge.handshakes).isEmpty();
    }

    @Test
    void a_rejected_call_is_busy() {
        stage.bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml("<Reject reason=\"busy\"/>"));

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.REJECTED);
        assertThat(report.status()).isEqualTo("busy");
    }

    @Test
    void a_webhook_that_fails_fails_the_call() {
        stage.bridge.on("/twilio/voice", _ -> new ScriptedBridge.Reply(403, "text/plain", "no"));

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.FAILED);
        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(11200);
        assertThat(stage.twilio.ledger().webhooks(report.callSid()))
                .extracting(Ledger.WebhookExchange::status)
                .contains(403);
    }

    @Test
    void a_refused_handshake_is_31920_and_the_action_is_asked() {
        stage.bridge.handshakeStatus = 403;

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(31920);
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(stage.bridge.requests("/twilio/stream-status"))
                .extracting(request -> request.form().get("StreamEvent"))
                .containsExactly("stream-error");
    }

    @Test
    void a_redirect_stops_the_stream_and_executes_the_document() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                stage.update(callSid(line), "Twiml=%3CResponse%3E%3CSay%3EMoved.%3C/Say%3E%3C/Response%3E");
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.spokenLines()).containsExactly("Moved.");
        assertThat(stage.bridge.lines.getFirst().events()).containsSubsequence("stop", "(close 1000)");
        assertThat(stage.bridge.requests("/twilio/after-stream")).isEmpty();
    }
}
