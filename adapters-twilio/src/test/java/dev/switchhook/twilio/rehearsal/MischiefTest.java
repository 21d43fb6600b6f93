package dev.switchhook.twilio.rehearsal;

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
}
