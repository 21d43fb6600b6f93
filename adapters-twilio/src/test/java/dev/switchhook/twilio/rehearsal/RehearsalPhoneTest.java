package dev.switchhook.twilio.rehearsal;

import static dev.switchhook.twilio.rehearsal.Stage.ACCOUNT;
import static dev.switchhook.twilio.rehearsal.Stage.CONNECT;
import static dev.switchhook.twilio.rehearsal.Stage.PUBLIC;
import static dev.switchhook.twilio.rehearsal.Stage.TOKEN;
import static dev.switchhook.twilio.rehearsal.Stage.WAIT;
import static dev.switchhook.twilio.rehearsal.Stage.callSid;
import static dev.switchhook.twilio.rehearsal.Stage.isEvent;
import static dev.switchhook.twilio.rehearsal.Stage.isMark;
import static dev.switchhook.twilio.rehearsal.Stage.isMedia;
import static dev.switchhook.twilio.rehearsal.Stage.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RehearsalPhoneTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_call_is_played_heard_and_ended_by_the_rest_api() {
        AudioChunk clip = sound(200, 3);
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(300);
                line.mark("greeting");
            } else if (isMedia(message, 3)
                    && line.received("media").stream()
                                    .filter(m -> isMedia(m, 3))
                                    .count()
                            == 10) {
                line.play(200);
                line.mark("farewell");
            } else if (isMark(message, "farewell")) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(
                CallPlan.of(List.of(new CallerStep.Listen(Duration.ofMillis(400)), new CallerStep.Speak(clip), WAIT)));

        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.bytesReceived()).isEqualTo(500 * 8);
        assertThat(report.bytesPlayed()).isEqualTo(500 * 8);
        assertThat(report.unplayedMilliseconds()).isZero();
        assertThat(report.speeches()).extracting(Speech::milliseconds).containsExactly(300L, 200L);
        assertThat(report.utterances()).extracting(Utterance::bytes).containsExactly(200 * 8);
        assertThat(report.said().byteCount()).isEqualTo(report.framesSent() * 160);
        assertThat(new String(report.said().bytes(), StandardCharsets.ISO_8859_1))
                .contains(new String(clip.bytes(), StandardCharsets.ISO_8859_1));
        assertThat(report.marks())
                .extracting(mark -> mark.returnedNanos() - mark.receivedNanos() >= 0)
                .containsExactly(true, true);
        assertThat(report.times().restCompleted()).isPresent();
        assertThat(report.times().lastMarkReturned().orElseThrow())
                .isLessThanOrEqualTo(report.times().restCompleted().orElseThrow());
        assertThat(report.sockets()).singleElement().satisfies(end -> {
            assertThat(end.byBridge()).isFalse();
            assertThat(end.code()).isEqualTo(1000);
        });
        assertThat(stage.twilio.ledger().unfinishedCalls()).isEmpty();
    }

    @Test
    void the_bridge_sees_the_wire_as_twilio_speaks_it() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == 10) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(new CallerStep.Press('5'), WAIT)));

        ScriptedBridge.Line line = stage.bridge.lines.getFirst();
        assertThat(line.events())
                .startsWith("connected", "start", "dtmf", "media")
                .contains("stop", "(close 1000)");
        Map<String, Object> start = line.received("start").getFirst();
        assertThat(start).containsEntry("sequenceNumber", "1").containsEntry("streamSid", line.streamSid);
        assertThat(start.get("start"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("accountSid", ACCOUNT)
                .containsEntry("callSid", report.callSid())
                .containsEntry("streamSid", line.streamSid)
                .containsEntry("customParameters", Map.of("ticket", "4f1c9d"));
        assertThat(line.received("dtmf").getFirst().get("dtmf"))
                .isEqualTo(Map.of("track", "inbound_track", "digit", "5"));
        List<Map<?, ?>> media = line.received("media").stream()
                .map(message -> (Map<?, ?>) message.get("media"))
                .collect(Collectors.toList());
        for (int i = 0; i < media.size(); i++) {
            assertThat(media.get(i).get("track")).isEqualTo("inbound");
            assertThat(media.get(i).get("chunk")).isEqualTo(Integer.toString(i + 1));
            assertThat(media.get(i).get("timestamp")).isEqualTo(Integer.toString(i * 20));
            assertThat((String) media.get(i).get("payload")).hasSize(216).startsWith("////");
        }
        List<String> sequence = line.received.stream()
                .map(message -> message.get("sequenceNumber"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        assertThat(sequence)
                .isEqualTo(Stream.iterate(1, i -> i + 1)
                        .limit(sequence.size())
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void every_request_is_signed_over_the_public_url() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(stage.bridge.requests)
                .extracting(ScriptedBridge.Request::path)
                .containsExactlyInAnyOrder(
                        "/twilio/voice",
                        "/twilio/stream-status",
                        "/twilio/stream-status",
                        "/twilio/after-stream",
                        "/twilio/status");
        assertThat(stage.bridge.requests)
                .allSatisfy(request -> assertThat(request.header("X-Twilio-Signature"))
                        .isEqualTo(WebhookSignature.of(TOKEN, URI.create(PUBLIC + request.path()), request.form())));
        assertThat(stage.bridge.handshakes)
                .singleElement()
                .satisfies(handshake -> assertThat(handshake.header("x-twilio-signature"))
                        .isEqualTo(WebhookSignature.of(
                                TOKEN, URI.create("wss://bridge.example/twilio/media/4f1c9d"), Map.of())));
        assertThat(stage.bridge.requests("/twilio/voice").getFirst().form())
                .containsEntry("CallSid", report.callSid())
                .containsEntry("CallStatus", "ringing")
                .containsEntry("Direction", "inbound");
        assertThat(stage.bridge.requests("/twilio/stream-status"))
                .extracting(request -> request.form().get("StreamEvent"))
                .containsExactlyInAnyOrder("stream-started", "stream-stopped");
        assertThat(stage.bridge.requests("/twilio/status").getFirst().form())
                .containsEntry("CallStatus", "completed")
                .containsEntry("SequenceNumber", "0")
                .containsKeys("CallDuration", "Timestamp");
    }

    @Test
    void clear_cuts_the_agent_short_and_returns_every_mark() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(5_000);
                line.mark("never heard");
            } else if (isMedia(message, 3)
                    && line.received("media").stream()
                                    .filter(m -> isMedia(m, 3))
                                    .count()
                            == 1) {
                line.clear();
            } else if (isMark(message, "never heard")) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(
                CallPlan.of(List.of(new CallerStep.InterruptAfter(Duration.ofMillis(200), sound(100, 3)), WAIT)));

        assertThat(report.complaints()).isEmpty();
        assertThat(report.clears()).singleElement().satisfies(clear -> {
            assertThat(clear.speechMilliseconds()).isBetween(200L, 4_900L);
            assertThat(clear.returnedMarks()).containsExactly("never heard");
            assertThat(clear.droppedBytes() + clear.playedBytes()).isEqualTo(5_000 * 8);
        });
        assertThat(report.marks())
                .singleElement()
                .satisfies(mark -> assertThat(mark.cleared()).isTrue());
        assertThat(report.lastMarkHeardBefore(Long.MAX_VALUE)).isEmpty();
        assertThat(report.speeches())
                .singleElement()
                .satisfies(speech -> assertThat(speech.cleared()).isTrue());
        assertThat(report.unplayedMilliseconds()).isZero();
    }

    @Test
    void a_farewell_that_is_cut_off_is_counted() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(10_000);
            } else if (isEvent(message, "media") && line.received("media").size() == 5) {
                stage.complete(callSid(line));
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.unplayedMilliseconds()).isBetween(5_000L, 10_000L);
        assertThat(report.bytesPlayed() + report.bytesUnplayed()).isEqualTo(80_000);
    }

    @Test
    void each_breach_on_the_socket_has_twilios_number() {
        stage.bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.sendBinary();
                line.send("{\"event\":\"hello\",\"streamSid\":\"" + line.streamSid + "\"}");
                line.send("nonsense");
                line.mark("still alive");
            } else if (isMark(message, "still alive")) {
                // A ping that claims to be a fragment.
                line.sendRaw(0x09, 0x00);
            }
        };

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(31950, 31951, 31951, 31924);
    }

    @Test
    void a_hundred_telephones_share_few_threads_and_lose_no_frame() throws Exception {
        stage.completeAfterFrames(40);
        RehearsalPhone phone = stage.twilio.phone();

        List<CompletableFuture<PhoneReport>> calls = Stream.generate(() -> phone.call(CallPlan.of(List.of(WAIT))))
                .limit(100)
                .toList();

        for (CompletableFuture<PhoneReport> call : calls) {
            PhoneReport report = call.get(60, TimeUnit.SECONDS);
            assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
            assertThat(report.framesSent()).isGreaterThanOrEqualTo(40);
            assertThat(report.complaints()).isEmpty();
        }
        assertThat(stage.bridge.lines)
                .hasSize(100)
                .allSatisfy(line -> assertThat(line.received("media").stream()
                                .map(message -> ((Map<?, ?>) message.get("media")).get("chunk"))
                                .toList())
                        .isEqualTo(Stream.iterate(1, i -> i + 1)
                                .limit(line.received("media").size())
                                .map(String::valueOf)
                                .toList()));
    }

    @Test
    void no_other_machine_is_ever_called() {
        stage.bridge.on(
                "/twilio/voice",
                _ -> ScriptedBridge.Reply.twiml(CONNECT.replace("wss://bridge.example", "wss://elsewhere.example")));

        PhoneReport report = stage.call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).singleElement().asString().contains("31901", "elsewhere.example");
        assertThat(stage.bridge.handshakes).isEmpty();
    }
}
