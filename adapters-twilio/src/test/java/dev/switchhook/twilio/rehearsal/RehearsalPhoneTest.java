package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.settings.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalPhoneTest {

    private static final String ACCOUNT = "AC0000000000000000000000000000000b";
    private static final String TOKEN = "a token";
    private static final String PUBLIC = "https://bridge.example";
    private static final String CONNECT = "<Connect action=\"" + PUBLIC + "/twilio/after-stream\"><Stream url=\"wss://"
            + "bridge.example/twilio/media/4f1c9d\" statusCallback=\"" + PUBLIC + "/twilio/stream-status\">"
            + "<Parameter name=\"ticket\" value=\"4f1c9d\"/></Stream></Connect><Hangup/>";
    private static final CallerStep WAIT = new CallerStep.WaitForHangup(Duration.ofSeconds(20));

    private final ScriptedBridge bridge = new ScriptedBridge();
    private final RehearsalTwilio twilio = new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), URI.create(PUBLIC));
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void connect_every_call() {
        twilio.bridgeListensAt(bridge.address());
        bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml(CONNECT));
        bridge.on("/twilio/after-stream", _ -> ScriptedBridge.Reply.twiml("<Hangup/>"));
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        twilio.close();
        bridge.close();
    }

    @Test
    void a_call_is_played_heard_and_ended_by_the_rest_api() {
        AudioChunk clip = sound(200, 3);
        bridge.script = (line, message) -> {
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
                complete(callSid(line));
            }
        };

        PhoneReport report = call(
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
        assertThat(twilio.ledger().unfinishedCalls()).isEmpty();
    }

    @Test
    void the_bridge_sees_the_wire_as_twilio_speaks_it() {
        bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == 10) {
                complete(callSid(line));
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(new CallerStep.Press('5'), WAIT)));

        ScriptedBridge.Line line = bridge.lines.getFirst();
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
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(bridge.requests)
                .extracting(ScriptedBridge.Request::path)
                .containsExactlyInAnyOrder(
                        "/twilio/voice",
                        "/twilio/stream-status",
                        "/twilio/stream-status",
                        "/twilio/after-stream",
                        "/twilio/status");
        assertThat(bridge.requests)
                .allSatisfy(request -> assertThat(request.header("X-Twilio-Signature"))
                        .isEqualTo(WebhookSignature.of(TOKEN, URI.create(PUBLIC + request.path()), request.form())));
        assertThat(bridge.handshakes)
                .singleElement()
                .satisfies(handshake -> assertThat(handshake.header("x-twilio-signature"))
                        .isEqualTo(WebhookSignature.of(
                                TOKEN, URI.create("wss://bridge.example/twilio/media/4f1c9d"), Map.of())));
        assertThat(bridge.requests("/twilio/voice").getFirst().form())
                .containsEntry("CallSid", report.callSid())
                .containsEntry("CallStatus", "ringing")
                .containsEntry("Direction", "inbound");
        assertThat(bridge.requests("/twilio/stream-status"))
                .extracting(request -> request.form().get("StreamEvent"))
                .containsExactlyInAnyOrder("stream-started", "stream-stopped");
        assertThat(bridge.requests("/twilio/status").getFirst().form())
                .containsEntry("CallStatus", "completed")
                .containsEntry("SequenceNumber", "0")
                .containsKeys("CallDuration", "Timestamp");
    }

    @Test
    void clear_cuts_the_agent_short_and_returns_every_mark() {
        bridge.script = (line, message) -> {
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
                complete(callSid(line));
            }
        };

        PhoneReport report =
                call(CallPlan.of(List.of(new CallerStep.InterruptAfter(Duration.ofMillis(200), sound(100, 3)), WAIT)));

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
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.play(10_000);
            } else if (isEvent(message, "media") && line.received("media").size() == 5) {
                complete(callSid(line));
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.unplayedMilliseconds()).isBetween(5_000L, 10_000L);
        assertThat(report.bytesPlayed() + report.bytesUnplayed()).isEqualTo(80_000);
    }

    @Test
    void the_action_decides_what_follows_when_the_bridge_closes_the_socket() {
        AtomicInteger asked = new AtomicInteger();
        bridge.on(
                "/twilio/after-stream",
                _ -> ScriptedBridge.Reply.twiml(
                        asked.incrementAndGet() == 1 ? CONNECT : "<Say>Sorry, good bye.</Say><Hangup/>"));
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(bridge.lines.size() == 1 ? 1001 : 1000);
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).isEmpty();
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(report.spokenLines()).containsExactly("Sorry, good bye.");
        assertThat(report.sockets()).extracting(PhoneReport.SocketEnd::byBridge).containsExactly(true, true);
        assertThat(report.sockets()).extracting(PhoneReport.SocketEnd::code).containsExactly(1001, 1000);
        assertThat(bridge.lines).extracting(line -> line.streamSid).hasSize(2).doesNotHaveDuplicates();
        assertThat(bridge.requests("/twilio/after-stream"))
                .allSatisfy(request -> assertThat(request.form()).containsEntry("CallStatus", "in-progress"));
    }

    @Test
    void without_an_action_the_next_verb_follows_and_it_is_complained_about() {
        bridge.on(
                "/twilio/voice",
                _ -> ScriptedBridge.Reply.twiml(
                        CONNECT.replaceFirst(" action=\"[^\"]*\"", "").replace("<Hangup/>", "<Say>Gone.</Say>")));
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.close(1000);
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).singleElement().asString().contains("no action");
        assertThat(report.spokenLines()).containsExactly("Gone.");
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
    }

    @Test
    void s11_after_a_lost_socket_the_action_is_asked_or_the_call_is_over_as_the_plan_says() {
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.reset();
            }
        };

        assertThat(call(CallPlan.of(List.of(WAIT))).outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        PhoneReport over = call(CallPlan.of(List.of(WAIT)).withoutActionAfterLoss());

        assertThat(over.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_LOSS);
        assertThat(over.sockets()).extracting(PhoneReport.SocketEnd::code).containsExactly(1006);
        assertThat(bridge.requests("/twilio/after-stream")).hasSize(1);
    }

    @Test
    void a_caller_who_hangs_up_sends_stop_and_closes() {
        PhoneReport report = call(CallPlan.of(List.of(new CallerStep.Speak(sound(60, 3)), new CallerStep.HangUp())));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.CALLER_HUNG_UP);
        assertThat(report.times().stopSent()).isPresent();
        assertThat(report.times().restCompleted()).isEmpty();
        assertThat(bridge.lines.getFirst().events()).containsSubsequence("stop", "(close 1000)");
        assertThat(bridge.requests("/twilio/after-stream")).isEmpty();
    }

    @Test
    void a_caller_who_waits_in_vain_gives_up() {
        CallPlan plan = CallPlan.of(List.of(new CallerStep.Listen(Duration.ofMillis(10))))
                .within(Duration.ofMillis(200), Duration.ofSeconds(20));

        PhoneReport report = call(plan);

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.CALLER_GAVE_UP);
        assertThat(report.detail()).contains("agent to speak");
    }

    @Test
    void a_busy_bridge_is_heard_without_a_stream() {
        bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml("<Say>All lines are busy.</Say><Hangup/>"));

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(report.spokenLines()).containsExactly("All lines are busy.");
        assertThat(bridge.handshakes).isEmpty();
    }

    @Test
    void a_rejected_call_is_busy() {
        bridge.on("/twilio/voice", _ -> ScriptedBridge.Reply.twiml("<Reject reason=\"busy\"/>"));

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.REJECTED);
        assertThat(report.status()).isEqualTo("busy");
    }

    @Test
    void a_webhook_that_fails_fails_the_call() {
        bridge.on("/twilio/voice", _ -> new ScriptedBridge.Reply(403, "text/plain", "no"));

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.FAILED);
        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(11200);
        assertThat(twilio.ledger().webhooks(report.callSid()))
                .extracting(Ledger.WebhookExchange::status)
                .contains(403);
    }

    @Test
    void a_refused_handshake_is_31920_and_the_action_is_asked() {
        bridge.handshakeStatus = 403;

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(31920);
        assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_TWIML);
        assertThat(bridge.requests("/twilio/stream-status"))
                .extracting(request -> request.form().get("StreamEvent"))
                .containsExactly("stream-error");
    }

    @Test
    void each_breach_on_the_socket_has_twilios_number() {
        bridge.script = (line, message) -> {
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

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).extracting(Complaint::code).containsExactly(31950, 31951, 31951, 31924);
    }

    @Test
    void a_redirect_stops_the_stream_and_executes_the_document() {
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                update(callSid(line), "Twiml=%3CResponse%3E%3CSay%3EMoved.%3C/Say%3E%3C/Response%3E");
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.spokenLines()).containsExactly("Moved.");
        assertThat(bridge.lines.getFirst().events()).containsSubsequence("stop", "(close 1000)");
        assertThat(bridge.requests("/twilio/after-stream")).isEmpty();
    }

    @Test
    void mischief_on_the_stream_is_what_it_says() {
        completeAfterFrames(30);

        ScriptedBridge.Line odd = misbehave(new Mischief.OddFrames());
        assertThat(odd.received("media").stream()
                        .map(RehearsalPhoneTest::sizeOf)
                        .distinct()
                        .count())
                .isGreaterThan(3);
        ScriptedBridge.Line gaps = misbehave(new Mischief.Gaps(5));
        assertThat(gaps.received("media").stream()
                        .map(message -> ((Map<?, ?>) message.get("media")).get("timestamp"))
                        .limit(5))
                .isEqualTo(List.of("0", "20", "40", "60", "100"));
        assertThat(misbehave(new Mischief.UnknownEvents(5)).events()).contains("weather");
        assertThat(misbehave(new Mischief.MissingStop()).events())
                .doesNotContain("stop")
                .contains("(close 1000)");
        assertThat(misbehave(new Mischief.NoConnected()).events()).startsWith("start");
        assertThat(misbehave(new Mischief.SecondStart(Duration.ofMillis(100))).received("start"))
                .hasSize(2);
        assertThat(misbehave(new Mischief.BinaryFrame(Duration.ofMillis(100))).events())
                .contains("(binary)");
        assertThat(misbehave(new Mischief.Reset(Duration.ofMillis(100))).events())
                .doesNotContain("stop", "(close 1000)");
    }

    @Test
    void a_stream_without_start_sends_media_at_once() {
        CallPlan plan =
                CallPlan.of(List.of(new CallerStep.Speak(sound(100, 3)))).with(new Mischief.NoStart());

        call(plan);

        assertThat(bridge.lines.getFirst().events())
                .startsWith("connected", "media")
                .doesNotContain("start");
    }

    @Test
    void late_marks_come_back_late() {
        bridge.script = (line, message) -> {
            if (isEvent(message, "start")) {
                line.mark("late");
            } else if (isMark(message, "late")) {
                complete(callSid(line));
            }
        };

        PhoneReport report = call(CallPlan.of(List.of(WAIT)).with(new Mischief.LateMarks(Duration.ofMillis(300))));

        MarkEcho mark = report.marks().getFirst();
        assertThat(report.times().lastMarkReturned().orElseThrow() - mark.returnedNanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @Test
    void forged_signatures_are_really_wrong() {
        completeAfterFrames(1);

        misbehave(new Mischief.ForgedWebhook());
        misbehave(new Mischief.ForgedHandshake());

        ScriptedBridge.Request voice = bridge.requests("/twilio/voice").getFirst();
        assertThat(voice.header("X-Twilio-Signature"))
                .isNotEqualTo(WebhookSignature.of(TOKEN, URI.create(PUBLIC + voice.path()), voice.form()));
        assertThat(bridge.handshakes.get(1).header("x-twilio-signature"))
                .isNotEqualTo(bridge.handshakes.get(0).header("x-twilio-signature"));
    }

    @Test
    void w1_a_repeated_webhook_carries_the_same_idempotency_token() {
        completeAfterFrames(1);

        misbehave(new Mischief.RepeatedWebhook());

        List<ScriptedBridge.Request> voice = bridge.requests("/twilio/voice");
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
        completeAfterFrames(1);

        misbehave(new Mischief.LostStatus());
        assertThat(bridge.requests("/twilio/status")).isEmpty();
        misbehave(new Mischief.RepeatedStatus());
        assertThat(bridge.requests("/twilio/status")).hasSize(2);
        misbehave(new Mischief.ShuffledStatus());
        assertThat(bridge.requests("/twilio/status").stream()
                        .skip(2)
                        .map(request -> request.form().get("CallStatus")))
                .isEqualTo(List.of("completed", "in-progress", "ringing", "initiated"));
    }

    @Test
    void a_hundred_telephones_share_few_threads_and_lose_no_frame() throws Exception {
        completeAfterFrames(40);
        RehearsalPhone phone = twilio.phone();

        List<CompletableFuture<PhoneReport>> calls = Stream.generate(() -> phone.call(CallPlan.of(List.of(WAIT))))
                .limit(100)
                .toList();

        for (CompletableFuture<PhoneReport> call : calls) {
            PhoneReport report = call.get(60, TimeUnit.SECONDS);
            assertThat(report.outcome()).isEqualTo(PhoneReport.Outcome.ENDED_BY_REST);
            assertThat(report.framesSent()).isGreaterThanOrEqualTo(40);
            assertThat(report.complaints()).isEmpty();
        }
        assertThat(bridge.lines)
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
        bridge.on(
                "/twilio/voice",
                _ -> ScriptedBridge.Reply.twiml(CONNECT.replace("wss://bridge.example", "wss://elsewhere.example")));

        PhoneReport report = call(CallPlan.of(List.of(WAIT)));

        assertThat(report.complaints()).singleElement().asString().contains("31901", "elsewhere.example");
        assertThat(bridge.handshakes).isEmpty();
    }

    private ScriptedBridge.Line misbehave(Mischief mischief) {
        call(CallPlan.of(List.of(WAIT)).with(mischief));
        return bridge.lines.getLast();
    }

    private PhoneReport call(CallPlan plan) {
        return twilio.phone().call(plan).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void completeAfterFrames(int frames) {
        bridge.script = (line, message) -> {
            if (isEvent(message, "media") && line.received("media").size() == frames) {
                complete(callSid(line));
            }
        };
    }

    private void complete(String callSid) {
        update(callSid, "Status=completed");
    }

    private void update(String callSid, String form) {
        String pair = Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        URI url = twilio.apiBaseUrl().resolve("/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + callSid + ".json");
        HttpRequest request = HttpRequest.newBuilder(url)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Basic " + pair)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    private static String callSid(ScriptedBridge.Line line) {
        return Optional.of(line.received("start").getFirst())
                .map(message -> (Map<?, ?>) message.get("start"))
                .map(start -> (String) start.get("callSid"))
                .orElseThrow();
    }

    private static boolean isEvent(Map<String, Object> message, String event) {
        return event.equals(message.get("event"));
    }

    private static boolean isMark(Map<String, Object> message, String name) {
        return Map.of("name", name).equals(message.get("mark"));
    }

    /// Whether it is a frame that begins with this byte.
    private static boolean isMedia(Map<String, Object> message, int value) {
        return message.get("media") instanceof Map<?, ?> media
                && Base64.getDecoder().decode((String) media.get("payload"))[0] == value;
    }

    private static int sizeOf(Map<String, Object> message) {
        Map<?, ?> media = (Map<?, ?>) message.get("media");
        return Base64.getDecoder().decode((String) media.get("payload")).length;
    }

    private static AudioChunk sound(int milliseconds, int value) {
        byte[] bytes = new byte[milliseconds * 8];
        Arrays.fill(bytes, (byte) value);
        return AudioChunk.of(AudioFormat.MULAW_8K, bytes);
    }
}
