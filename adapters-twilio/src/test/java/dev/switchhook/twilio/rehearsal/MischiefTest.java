package dev.switchhook.twilio.rehearsal;

import static dev.switchhook.twilio.rehearsal.Stage.CONNECT;
import static dev.switchhook.twilio.rehearsal.Stage.PUBLIC;
import static dev.switchhook.twilio.rehearsal.Stage.TOKEN;
import static dev.switchhook.twilio.rehearsal.Stage.WAIT;
import static dev.switchhook.twilio.rehearsal.Stage.callSid;
import static dev.switchhook.twilio.rehearsal.Stage.isEvent;
import static dev.switchhook.twilio.rehearsal.Stage.isMark;
import static dev.switchhook.twilio.rehearsal.Stage.sound;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MischiefTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void mischief_on_the_stream_is_what_it_says() {
        stage.completeAfterFrames(30);

        ScriptedBridge.Line odd = stage.misbehave(new Mischief.OddFrames());
        assertThat(odd.received("media").stream().map(Stage::sizeOf).distinct().count())
                .isGreaterThan(3);
        ScriptedBridge.Line gaps = stage.misbehave(new Mischief.Gaps(5));
        assertThat(gaps.received("media").stream()
                        .map(message -> ((Map<?, ?>) message.get("media")).get("timestamp"))
                        .limit(5))
                .isEqualTo(List.of("0", "20", "40", "60", "100"));
        assertThat(stage.misbehave(new Mischief.UnknownEvents(5)).events()).contains("weather");
        assertThat(stage.misbehave(new Mischief.MissingStop()).events())
                .doesNotContain("stop")
                .contains("(close 1000)");
        assertThat(stage.misbehave(new Mischief.NoConnected()).events()).startsWith("start");
        assertThat(stage.misbehave(new Mischief.SecondStart(Duration.ofMillis(100)))
                        .received("start"))
                .hasSize(2);
        assertThat(stage.misbehave(new Mischief.BinaryFrame(Duration.ofMillis(100)))
                        .events())
                .contains("(binary)");
        assertThat(stage.misbehave(new Mischief.Reset(Duration.ofMillis(100))).events())
                .doesNotContain("stop", "(close 1000)");
    }

    @Test
    void a_stream_without_start_sends_media_at_once() {
        CallPlan plan =
                CallPlan.of(List.of(new CallerStep.Speak(sound(100, 3)))).with(new Mischief.NoStart());

        stage.call(plan);

        assertThat(stage.bridge.lines.getFirst().events())
                .startsWith("connected", "media")
                .doesNotContain("start");
    }

    @Test
    void late_marks_come_back_late() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.mark("late");
            } else if (isMark(message, "late")) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report =
                stage.call(CallPlan.of(List.of(WAIT)).with(new Mischief.LateMarks(Duration.ofMillis(300))));

        MarkEcho mark = report.marks().getFirst();
        assertThat(report.times().lastMarkReturned().orElseThrow() - mark.returnedNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void forged_signatures_are_really_wrong() {
        stage.completeAfterFrames(1);

        stage.misbehave(new Mischief.ForgedWebhook());
        stage.misbehave(new Mischief.ForgedHandshake());

        ScriptedBridge.Request voice = stage.bridge.requests("/twilio/voice").getFirst();
        assertThat(voice.header("X-Twilio-Signature"))
                .isNotEqualTo(WebhookSignature.of(TOKEN, URI.create(PUBLIC + voice.path()), voice.form()));
        assertThat(stage.bridge.handshakes.get(1).header("x-twilio-signature"))
                .isNotEqualTo(stage.bridge.handshakes.get(0).header("x-twilio-signature"));
    }

    @Test
    void w1_a_repeated_webhook_carries_the_same_idempotency_token() {
        stage.completeAfterFrames(1);

        stage.misbehave(new Mischief.RepeatedWebhook());

        List<ScriptedBridge.Request> voice = stage.bridge.requests("/twilio/voice");
        assertThat(voice).hasSize(2);
        assertThat(voice.get(0))
                .usingRecursiveComparison()
                .comparingOnlyFields("form")
                .isEqualTo(voice.get(1));
        assertThat(voice.get(0).header("I-Twilio-Idempotency-Token"))
                .isNotEmpty()
                .isEqualTo(voice.get(1).header("I-Twilio-Idempotency-Token"));
    }

    @Test
    void w5_status_callbacks_are_lost_repeated_or_shuffled() {
        stage.completeAfterFrames(1);

        stage.misbehave(new Mischief.LostStatus());
        assertThat(stage.bridge.requests("/twilio/status")).isEmpty();
        stage.misbehave(new Mischief.RepeatedStatus());
        assertThat(stage.bridge.requests("/twilio/status")).hasSize(2);
        stage.misbehave(new Mischief.ShuffledStatus());
        assertThat(stage.bridge.requests("/twilio/status").stream()
                        .skip(2)
                        .map(request -> request.form().get("CallStatus")))
                .isEqualTo(List.of("completed", "in-progress", "ringing", "initiated"));
    }

    @Test
    void s13_lost_marks_never_come_back_from_their_moment_on() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.mark("first");
            } else if (isEvent(message, "media") && line.received("media").size() == 25) {
                line.mark("second");
            } else if (isEvent(message, "media") && line.received("media").size() == 35) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(new Mischief.LostMarks(Duration.ofMillis(300)));

        assertThat(report.marks()).extracting(MarkEcho::name).containsExactly("first");
        assertThat(stage.bridge.lines.getFirst().received("mark")).hasSize(1);
    }

    @Test
    void s11_a_reset_in_the_middle_of_a_sentence_happens_once_and_the_next_stream_is_left_alone() {
        stage.bridge.on(
                "/twilio/after-stream",
                _ -> ScriptedBridge.Reply.twiml(stage.bridge.lines.size() < 2 ? CONNECT : "<Hangup/>"));
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(600);
                line.mark("said");
            } else if (isMark(message, "said")) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(new Mischief.ResetInSpeech(Duration.ofMillis(300)));

        assertThat(report.sockets().getFirst().code()).isEqualTo(1006);
        assertThat(report.speeches()).hasSize(2);
        assertThat(report.speeches().getFirst().milliseconds()).isBetween(300L, 500L);
        assertThat(report.speeches().getLast().milliseconds()).isEqualTo(600);
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
    }

    @Test
    void s10_a_half_open_connection_carries_nothing_for_its_time_and_then_everything_again() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == 20) {
                line.mark("asked in vain for a while");
            } else if (isMark(message, "asked in vain for a while")) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(new Mischief.HalfOpen(Duration.ofMillis(200), Duration.ofMillis(500)));

        List<Long> timestamps = stage.bridge.lines.getFirst().received("media").stream()
                .map(message -> Long.parseLong((String) ((Map<?, ?>) message.get("media")).get("timestamp")))
                .toList();
        long widest = 0;
        for (int i = 1; i < timestamps.size(); i++) {
            widest = Math.max(widest, timestamps.get(i) - timestamps.get(i - 1));
        }
        assertThat(widest).isBetween(400L, 700L);
        assertThat(report.sockets()).hasSize(1);
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
    }

    @Test
    void a_close_during_a_half_open_time_is_noticed_afterwards() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == 5) {
                stage.bridge.later(Duration.ofMillis(300), () -> line.close(1001));
            }
        };

        PhoneReport report = stage.call(new Mischief.HalfOpen(Duration.ofMillis(200), Duration.ofMillis(700)));

        StreamSpan stream = report.streams().getFirst();
        assertThat(stream.endedNanos().orElseThrow() - stream.startedNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(900).toNanos());
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
    }

    @Test
    void a_lost_close_leaves_the_call_in_silence_until_the_rest_api_ends_it() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
                stage.bridge.later(Duration.ofMillis(600), () -> stage.complete(callSid(line)));
            }
        };

        PhoneReport report = stage.call(new Mischief.LostClose());

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
        assertThat(stage.bridge.requests("/twilio/after-stream")).isEmpty();
        assertThat(stage.bridge.requests("/twilio/stream-status"))
                .extracting(request -> request.form().get("StreamEvent"))
                .containsExactly("stream-started", "stream-stopped");
        assertThat(report.times().ended().orElseThrow()
                        - report.times().startSent().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(600).toNanos());
    }

    @Test
    void a_close_that_is_noticed_late_is_followed_by_the_action_late() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
            }
        };

        PhoneReport report = stage.call(new Mischief.LateClose(Duration.ofMillis(500)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(stage.bridge.requests("/twilio/after-stream")).hasSize(1);
        StreamSpan stream = report.streams().getFirst();
        assertThat(stream.endedNanos().orElseThrow()
                        - report.sockets().getFirst().atNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void a_lost_action_is_never_asked_and_the_call_goes_on_until_it_is_redirected() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
                stage.bridge.later(
                        Duration.ofMillis(300),
                        () -> stage.update(
                                callSid(line), "Twiml=%3CResponse%3E%3CSay%3EBack.%3C/Say%3E%3C/Response%3E"));
            }
        };

        PhoneReport report = stage.call(new Mischief.LostAction());

        assertThat(stage.bridge.requests("/twilio/after-stream")).isEmpty();
        assertThat(report.spokenLines()).containsExactly("Back.");
    }

    @Test
    void w6_a_slow_webhook_comes_late() {
        stage.completeAfterFrames(1);

        PhoneReport report = stage.call(new Mischief.SlowWebhooks(Duration.ofMillis(300)));

        assertThat(report.times().answered().orElseThrow()
                        - report.times().placed().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void w8_a_caller_may_hang_up_before_the_webhook_is_answered() {
        PhoneReport report = stage.call(
                new Mischief.SlowWebhooks(Duration.ofMillis(300)), new Mischief.EarlyHangup(Duration.ofMillis(100)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.CALLER_HUNG_UP);
        assertThat(report.streams()).isEmpty();
        assertThat(stage.bridge.handshakes).isEmpty();
        assertThat(stage.bridge.requests("/twilio/status")).hasSize(1);
    }

    @Test
    void w5_a_status_callback_may_come_late() {
        stage.completeAfterFrames(1);

        PhoneReport report = stage.call(new Mischief.LateStatus(Duration.ofMillis(400)));

        Ledger.WebhookExchange status =
                stage.twilio.ledger().webhooks(report.callSid()).getLast();
        assertThat(status.path()).isEqualTo("/twilio/status");
        assertThat(status.sentNanos() - report.times().ended().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(400).toNanos());
    }
}
