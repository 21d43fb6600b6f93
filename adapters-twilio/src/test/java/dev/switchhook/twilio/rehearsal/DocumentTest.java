package dev.switchhook.twilio.rehearsal;

import static dev.switchhook.twilio.rehearsal.Stage.CONNECT;
import static dev.switchhook.twilio.rehearsal.Stage.WAIT;
import static dev.switchhook.twilio.rehearsal.Stage.callSid;
import static dev.switchhook.twilio.rehearsal.Stage.isEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.twilio.rehearsal.DeskEvent.What;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What documents make of a call: the desk, pauses, redirects, fallbacks, time limits.
@Execution(ExecutionMode.CONCURRENT)
class DocumentTest {

    private static final String DESK = "<Say>One moment.</Say><Dial timeout=\"1\" action=\"/twilio/after-desk\">"
            + "<Number>+14155550111</Number></Dial><Say>Nobody asked.</Say>";

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void the_desk_answers_talks_and_hangs_up_and_the_action_is_told() {
        stage.twilio.frontDesk(new FrontDesk.Answers(Duration.ofMillis(100), Duration.ofMillis(300)));

        PhoneReport report = dialed();

        assertThat(report.desk()).extracting(DeskEvent::what).containsExactly(What.RINGS, What.ANSWERS, What.HANGS_UP);
        assertThat(report.desk()).extracting(DeskEvent::number).containsOnly("+14155550111");
        assertThat(report.desk().getLast().atNanos() - report.desk().getFirst().atNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(400).toNanos());
        assertThat(afterDesk()).isEqualTo("completed in-progress");
        assertThat(report.spokenLines()).containsExactly("One moment.", "The desk is done.");
    }

    @Test
    void an_engaged_desk_is_busy() {
        stage.twilio.frontDesk(new FrontDesk.Busy(Duration.ofMillis(50)));

        assertThat(dialed().desk()).extracting(DeskEvent::what).containsExactly(What.RINGS, What.IS_BUSY);
        assertThat(afterDesk()).isEqualTo("busy in-progress");
    }

    @Test
    void r8_a_desk_that_is_too_slow_or_not_there_does_not_answer() {
        stage.twilio.frontDesk(new FrontDesk.NoAnswer());
        assertThat(dialed().desk()).extracting(DeskEvent::what).containsExactly(What.RINGS, What.DOES_NOT_ANSWER);
        assertThat(afterDesk()).isEqualTo("no-answer in-progress");

        stage.twilio.frontDesk(new FrontDesk.Answers(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        assertThat(dialed().desk()).extracting(DeskEvent::what).containsExactly(What.RINGS, What.DOES_NOT_ANSWER);
    }

    @Test
    void a_call_is_ended_by_the_rest_api_while_the_desk_rings() {
        stage.twilio.frontDesk(new FrontDesk.NoAnswer());
        stage.bridge.on("/twilio/voice", request -> {
            String sid = Objects.requireNonNull(request.form().get("CallSid"));
            stage.bridge.later(Duration.ofMillis(400), () -> stage.complete(sid));
            return ScriptedBridge.Reply.twiml(DESK);
        });

        PhoneReport report = stage.call();

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
        assertThat(report.desk()).extracting(DeskEvent::what).containsExactly(What.RINGS);
    }

    private PhoneReport dialed() {
        stage.bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml(DESK));
        stage.bridge.on("/twilio/after-desk", _ -> ScriptedBridge.Reply.twiml("<Say>The desk is done.</Say><Hangup/>"));
        PhoneReport report = stage.call();
        assertThat(report.complaints()).isEmpty();
        return report;
    }

    private String afterDesk() {
        ScriptedBridge.Request request =
                stage.bridge.requests("/twilio/after-desk").getLast();
        return request.form().get("DialCallStatus") + " " + request.form().get("CallStatus");
    }

    @Test
    void a_pause_takes_its_time_and_a_redirect_goes_on_elsewhere() {
        stage.bridge.on(
                "/twilio/voice",
                _ -> ScriptedBridge.Reply.twiml(
                        "<Say>Wait.</Say><Pause length=\"1\"/><Redirect>/twilio/again</Redirect><Say>Never.</Say>"));
        stage.bridge.on("/twilio/again", _ -> ScriptedBridge.Reply.twiml("<Say>Here.</Say><Hangup/>"));

        PhoneReport report = stage.call();

        assertThat(report.complaints()).isEmpty();
        assertThat(report.spokenLines()).containsExactly("Wait.", "Here.");
        assertThat(report.spoken().getLast().startedNanos()
                        - report.spoken().getFirst().startedNanos())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void p3_without_a_document_the_fallback_speaks_waits_and_asks_again() {
        AtomicInteger asked = new AtomicInteger();
        stage.twilio.fallback(Fallback.waitAndAskAgain("One moment, please.", Duration.ofSeconds(1)));
        stage.bridge.on(
                "/twilio/voice",
                _ -> asked.incrementAndGet() == 1
                        ? new ScriptedBridge.Reply(503, "text/plain", "down")
                        : ScriptedBridge.Reply.twiml("<Say>Here again.</Say><Hangup/>"));

        PhoneReport report = stage.call();

        assertThat(report.spokenLines()).containsExactly("One moment, please.", "Here again.");
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(11200);
    }

    @Test
    void a_redirect_by_url_is_fetched_and_a_document_that_was_still_to_come_is_forgotten() {
        stage.bridge.on("/twilio/on", _ -> ScriptedBridge.Reply.twiml("<Say>Moved.</Say><Hangup/>"));
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                stage.update(callSid(line), "Url=https%3A%2F%2Fbridge.example%2Ftwilio%2Fon");
            }
        };

        PhoneReport report = stage.call();

        assertThat(report.spokenLines()).containsExactly("Moved.");
        assertThat(stage.bridge.requests("/twilio/after-stream")).isEmpty();
    }

    @Test
    void a_call_that_has_lasted_as_long_as_it_may_is_completed() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                CallRecord call = Objects.requireNonNull(stage.twilio.ledger().call(callSid(line)));
                call.line().limited(Duration.ofMillis(700));
            }
        };

        PhoneReport report = stage.call();

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_LIMIT);
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.times().ended().orElseThrow()
                        - report.times().placed().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(690).toNanos());
        assertThat(stage.bridge.lines.getFirst().events()).containsSubsequence("stop", "(close 1000)");
    }

    @Test
    void a_script_goes_on_in_the_next_stream_and_the_gap_is_measured() {
        stage.bridge.on(
                "/twilio/after-stream",
                _ -> ScriptedBridge.Reply.twiml(stage.bridge.lines.size() < 2 ? CONNECT : "<Hangup/>"));
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(100);
            }
            boolean first = stage.numberOf(line) == 0;
            if (isEvent(message, "media") && line.received("media").size() == (first ? 15 : 40)) {
                if (first) {
                    line.close(1001);
                } else {
                    stage.complete(callSid(line));
                }
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(new CallerStep.Speak(Stage.sound(700, 3)), WAIT)));

        assertThat(report.utterances())
                .singleElement()
                .satisfies(said -> assertThat(said.bytes()).isEqualTo(5_600));
        long sounding = 0;
        for (byte b : report.said().bytes()) {
            sounding += b == 3 ? 1 : 0;
        }
        assertThat(sounding).isEqualTo(5_600);
        assertThat(report.streams()).hasSize(2);
        assertThat(report.resumeGaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap).isBetween(Duration.ZERO, Duration.ofSeconds(2)));
    }
}
