package dev.switchhook.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechBriefing;
import dev.switchhook.domain.port.speech.SpeechCommand;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechEvent.ReplyEnd;
import dev.switchhook.domain.port.speech.SpeechFault;
import dev.switchhook.domain.port.speech.SpeechSession;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import dev.switchhook.domain.testkit.Recorded;
import dev.switchhook.domain.testkit.ScriptedRole;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.domain.tool.Tool;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.ReplyId;
import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a session behaves on real sockets towards a server that keeps to the wire strictly, or breaks it on request.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OpenAiSessionTest {

    private static final AudioChunk LINE = TestSound.speech(1, 10_000);

    private static ApplicationContext context;
    private static OpenAiSpeechModels models;

    @BeforeAll
    static void start() {
        context = ApplicationContext.run();
        models = context.getBean(OpenAiSpeechModels.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    /// A session and the server that it talks to.
    private static final class Talk implements AutoCloseable {
        private final OpenAiRehearsal server;
        private final OpenAiSpeechModel model;
        private final Recorded<SpeechEvent> events = new Recorded<>();
        private final SpeechSession session;

        private Talk(OpenAiRehearsal server, OpenAiSettings settings) {
            this.server = server;
            this.model = models.with(settings);
            this.session = model.open(briefing(), events::add);
        }

        SessionReport report() {
            return server.whenEnded(1).orTimeout(10, TimeUnit.SECONDS).join();
        }

        SessionReport closeAndReport() {
            session.close();
            return report();
        }

        SpeechFault fault() {
            return events.next(SpeechEvent.Faulted.class).fault();
        }

        void awaitClosed() {
            events.next(SpeechEvent.Closed.class);
            List<SpeechEvent> all = events.all();
            assertThat(all.getLast()).isEqualTo(new SpeechEvent.Closed());
            assertThat(all.stream().filter(SpeechEvent.Closed.class::isInstance))
                    .hasSize(1);
        }

        @Override
        public void close() {
            session.close();
            server.close();
        }
    }

    private static SpeechBriefing briefing() {
        return new SpeechBriefing(new CallId("CA1"), "Be kind.", List.of(Tool.hangUp()), AudioFormat.MULAW_8K);
    }

    private static ScriptedRole role() {
        return new ScriptedRole(cue -> switch (cue) {
            case Cue.Asked _ -> List.of(new Act.Say("A line of ten seconds.", LINE));
            case Cue.ToolsAnswered _, Cue.CallerSpoke _ -> List.of();
        });
    }

    private static OpenAiRehearsal server(Misbehaviour... wrong) {
        return new OpenAiRehearsal(
                OpenAiSessionTest::role, new RehearsalOptions(Duration.ZERO, 100, List.of()).but(wrong));
    }

    private static Talk talk(Misbehaviour... wrong) {
        OpenAiRehearsal server = server(wrong);
        return new Talk(server, server.settings());
    }

    private static OpenAiSettings settings(String baseUrl, Map<String, String> more) {
        SettingsReader reader = new SettingsReader(key -> key.equals("openai.base-url")
                ? Optional.of(baseUrl)
                : key.equals("openai.api-key") ? Optional.of("sk-rehearsal") : Optional.ofNullable(more.get(key)));
        OpenAiSettings settings = OpenAiSettings.read(reader, true);
        assertThat(reader.mistakes()).isEmpty();
        return settings;
    }

    // Becoming ready.

    @Test
    void a_session_is_ready_when_the_echo_shows_our_formats() {
        try (Talk talk = talk()) {
            assertThat(talk.events.next(SpeechEvent.Ready.class).model()).isEqualTo("gpt-realtime-2.1");
            talk.session.close();
            talk.awaitClosed();
            SessionReport report = talk.report();
            assertThat(report.complaints()).isEmpty();
            assertThat(report.closed()).isTrue();
        }
    }

    @Test
    void another_format_in_the_echo_ends_the_session_before_it_is_ready() {
        try (Talk talk = talk(new Misbehaviour.EchoFormat("audio/pcm"))) {
            assertThat(talk.fault()).isInstanceOf(SpeechFault.Unintelligible.class);
            talk.awaitClosed();
            assertThat(talk.events.all(SpeechEvent.Ready.class)).isEmpty();
            assertThat(talk.report().closed()).isTrue();
        }
    }

    @Test
    void a_session_that_never_gets_ready_can_be_closed() {
        try (Talk talk = talk(new Misbehaviour.NeverReady())) {
            talk.session.send(new SpeechCommand.Hear(LINE));
            talk.session.close();
            talk.awaitClosed();
            assertThat(talk.events.all()).containsExactly(new SpeechEvent.Closed());
        }
    }

    @Test
    void a_refused_configuration_is_a_refusal_because_the_whole_of_it_is_lost() {
        OpenAiRehearsal server = server();
        Map<String, String> misfit = Map.of("openai.tool-choice", "a_tool_that_nobody_has");
        try (Talk talk = new Talk(server, settings(server.baseUrl().toString(), misfit))) {
            assertThat(talk.fault())
                    .isEqualTo(new SpeechFault.Refused("the configuration: invalid_value at 'session.tool_choice'"));
            talk.awaitClosed();
        }
    }

    @Test
    void commands_wait_for_ready_and_keep_their_order() {
        try (Talk talk = talk()) {
            AudioChunk murmur = TestSound.murmur(2, 2_000);
            TestSound.frames(murmur).forEach(frame -> talk.session.send(new SpeechCommand.Hear(frame)));
            talk.session.send(new SpeechCommand.Reply("greet"));
            assertThat(talk.events.next()).isInstanceOf(SpeechEvent.Ready.class);
            talk.events.next(SpeechEvent.ReplyFinished.class);
            talk.session.close();
            assertThat(talk.report().heard()).isEqualTo(murmur);
            assertThat(talk.report().complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void both_clear_schemes_lead_to_the_same_server(String scheme) {
        OpenAiRehearsal server = server();
        String url = scheme + "://127.0.0.1:" + server.baseUrl().getPort() + "/v1";
        try (Talk talk = new Talk(server, settings(url, Map.of()))) {
            talk.events.next(SpeechEvent.Ready.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "wss"})
    void p11_both_encrypted_schemes_never_fall_back_to_clear_text(String scheme) {
        OpenAiRehearsal server = server();
        String url = scheme + "://127.0.0.1:" + server.baseUrl().getPort() + "/v1";
        try (Talk talk = new Talk(server, settings(url, Map.of()))) {
            assertThat(talk.fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.awaitClosed();
            assertThat(server.reports()).isEmpty();
        }
    }

    // Being refused.

    @Test
    void o1_a_wrong_key_is_refused_after_the_handshake() {
        OpenAiRehearsal server = server();
        try (Talk talk = new Talk(server, OpenAiSettings.of(server.baseUrl(), new Secret("sk-wrong-and-secret")))) {
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Refused("invalid_api_key"));
            talk.awaitClosed();
            assertThat(talk.events.all().toString()).doesNotContain("sk-wrong");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'Refused[why=HTTP 400]'",
        "401, 'Refused[why=HTTP 401]'",
        "403, 'Refused[why=HTTP 403]'",
        "404, 'Refused[why=HTTP 404]'",
        "408, 'Disconnected[why=HTTP 408]'",
        "429, 'Busy[retryAfter=Optional[PT7S]]'",
        "500, 'Disconnected[why=HTTP 500]'",
        "502, 'Disconnected[why=HTTP 502]'",
        "503, 'Busy[retryAfter=Optional[PT7S]]'",
    })
    void o1_a_refused_handshake_is_told_by_its_status(int status, String fault) {
        try (Talk talk = talk(new Misbehaviour.RefuseHandshake(status, Optional.of(7)))) {
            assertThat(talk.fault()).hasToString(fault);
            talk.awaitClosed();
        }
    }

    @Test
    void o1_a_handshake_that_takes_too_long_is_given_up() {
        OpenAiRehearsal server = server(new Misbehaviour.AnswerHandshakeLate(Duration.ofSeconds(20)));
        try (Talk talk =
                new Talk(server, settings(server.baseUrl().toString(), Map.of("openai.connect-timeout-ms", "200")))) {
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Disconnected("no connection within 200 ms"));
            talk.awaitClosed();
        }
    }

    @Test
    void o1_a_connection_whose_handshake_is_never_answered_is_not_left_open() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OpenAiSettings impatient = settings(
                    "http://127.0.0.1:" + deaf.getLocalPort() + "/v1", Map.of("openai.connect-timeout-ms", "200"));
            models.with(impatient).open(briefing(), _ -> {});
            try (Socket accepted = deaf.accept()) {
                accepted.setSoTimeout(10_000);
                byte[] request = accepted.getInputStream().readAllBytes();
                assertThat(new String(request, java.nio.charset.StandardCharsets.US_ASCII))
                        .startsWith("GET /v1/realtime?model=gpt-realtime-2.1 HTTP/1.1\r\n")
                        .containsIgnoringCase("authorization: Bearer sk-rehearsal\r\n")
                        .doesNotContainIgnoringCase("openai-beta")
                        .doesNotContainIgnoringCase("sec-websocket-protocol")
                        .doesNotContainIgnoringCase("sec-websocket-extensions");
            }
        }
    }

    @Test
    void o1_a_handshake_answered_after_we_have_closed_is_closed_at_once() {
        try (Talk talk = talk(new Misbehaviour.AnswerHandshakeLate(Duration.ofMillis(300)))) {
            talk.session.close();
            talk.awaitClosed();
            assertThat(talk.report().closed()).isTrue();
            assertThat(talk.model.count(OpenAiOddity.LATE_HANDSHAKE)).isEqualTo(1);
            assertThat(talk.events.all()).containsExactly(new SpeechEvent.Closed());
        }
    }

    // Surviving, and not surviving.

    @Test
    void o7_an_event_far_beyond_64_kib_is_heard_whole() {
        try (Talk talk = talk(new Misbehaviour.SendHugeEvents())) {
            talk.session.send(new SpeechCommand.Reply(""));
            SpeechEvent.ReplyAudio audio = talk.events.next(SpeechEvent.ReplyAudio.class);
            assertThat(audio.audio()).isEqualTo(LINE);
            assertThat(audio.audio().base64().length()).isGreaterThan(65_536);
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        }
    }

    @Test
    void o9_unknown_events_and_fields_are_counted_and_nothing_else() {
        try (Talk talk = talk(new Misbehaviour.AddUnknownEvents())) {
            talk.session.send(new SpeechCommand.Reply(""));
            assertThat(talk.events.next()).isInstanceOf(SpeechEvent.Ready.class);
            talk.events.next(SpeechEvent.ReplyFinished.class);
            assertThat(talk.model.count(OpenAiOddity.UNKNOWN_EVENT)).isPositive();
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "response_cancel_not_active, Cancellation failed: no active response found.",
        "conversation_already_has_active_response, Conversation already has an active response.",
        "unknown_parameter, Unknown parameter.",
        "'', Something new.",
    })
    void o6_a_session_survives_an_error_that_is_not_fatal(String code, String message) {
        try (Talk talk = talk(new Misbehaviour.SendError(code, message))) {
            talk.events.next(SpeechEvent.Ready.class);
            talk.session.send(new SpeechCommand.Reply(""));
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).isEmpty();
        }
    }

    @Test
    void o6_a_fatal_error_ends_the_session() {
        try (Talk talk = talk(new Misbehaviour.SendError("billing_hard_limit_reached", "Billing."))) {
            talk.events.next(SpeechEvent.Ready.class);
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Refused("billing_hard_limit_reached"));
            talk.awaitClosed();
            assertThat(talk.report().closed()).isTrue();
        }
    }

    @Test
    void a_reply_that_fails_without_an_error_event_is_noticed() {
        try (Talk talk = talk(new Misbehaviour.FailReply(1, "inference_rate_limit_exceeded"))) {
            talk.session.send(new SpeechCommand.Reply(""));
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Busy(Optional.empty()));
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.FAILED);
            talk.session.send(new SpeechCommand.Reply(""));
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
        }
    }

    @Test
    void an_expired_session_says_so_and_is_closed() {
        try (Talk talk = talk(new Misbehaviour.ExpireAfter(Duration.ofMillis(300)))) {
            talk.events.next(SpeechEvent.Ready.class);
            assertThat(talk.fault()).isEqualTo(new SpeechFault.SessionExpired());
            talk.awaitClosed();
            assertThat(talk.events.all(SpeechEvent.Faulted.class)).hasSize(1);
        }
    }

    @Test
    void o2_a_connection_that_breaks_when_a_reply_begins_is_a_loss() {
        try (Talk talk = talk(new Misbehaviour.DropAtReply(2))) {
            talk.session.send(new SpeechCommand.Reply(""));
            ReplyId first = talk.events.next(SpeechEvent.ReplyFinished.class).reply();
            talk.session.send(new SpeechCommand.Reply(""));
            assertThat(talk.fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.awaitClosed();
            assertThat(talk.events.all(SpeechEvent.ReplyFinished.class))
                    .containsExactly(new SpeechEvent.ReplyFinished(first, ReplyEnd.COMPLETE));
        }
    }

    @Test
    void o2_a_connection_that_breaks_while_nothing_happens_is_a_loss() {
        try (Talk talk = talk(new Misbehaviour.DropAfter(Duration.ofMillis(200)))) {
            assertThat(talk.fault()).isInstanceOf(SpeechFault.Disconnected.class);
            talk.awaitClosed();
        }
    }

    // Closing.

    @Test
    void i5_a_server_that_ignores_our_close_does_not_hold_us() {
        try (Talk talk = talk(new Misbehaviour.IgnoreClose())) {
            talk.events.next(SpeechEvent.Ready.class);
            long from = System.nanoTime();
            talk.session.close();
            talk.awaitClosed();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            assertThat(talk.report().closed()).isTrue();
        }
    }

    @Test
    void o5_nothing_but_closed_is_heard_after_closing() {
        try (Talk talk = talk()) {
            talk.session.send(new SpeechCommand.Reply(""));
            talk.events.next(SpeechEvent.ReplyAudio.class);
            talk.session.close();
            List<SpeechEvent> before = talk.events.all();
            talk.awaitClosed();
            List<SpeechEvent> after =
                    talk.events.all().subList(before.size(), talk.events.all().size());
            assertThat(after.stream().filter(event -> !(event instanceof SpeechEvent.Closed)))
                    .isEmpty();
        }
    }

    @Test
    void a_provider_that_stops_reading_is_left_once_the_bound_is_crossed() throws Exception {
        try (DeafPeer peer = new DeafPeer()) {
            Recorded<SpeechEvent> events = new Recorded<>();
            OpenAiSpeechModel model = models.with(settings(peer.baseUrl(), Map.of()));
            SpeechSession session = model.open(briefing(), events::add);
            events.next(SpeechEvent.Ready.class);
            AudioChunk second = TestSound.murmur(3, 1_000);
            // More than the buffers of any machine swallow.
            for (int i = 0; i < 20_000 && events.all(SpeechEvent.Faulted.class).isEmpty(); i++) {
                session.send(new SpeechCommand.Hear(second));
            }
            assertThat(events.next(SpeechEvent.Faulted.class).fault())
                    .isEqualTo(new SpeechFault.Disconnected("the provider does not take what we send"));
            events.next(SpeechEvent.Closed.class);
            assertThat(model.count(OpenAiOddity.SEND_BOUND_CROSSED)).isEqualTo(1);
            peer.awaitGone();
        }
    }

    @Test
    void two_models_of_one_process_keep_to_their_own_servers() {
        try (Talk one = talk();
                Talk two = talk()) {
            one.events.next(SpeechEvent.Ready.class);
            two.events.next(SpeechEvent.Ready.class);
            assertThat(one.server.reports()).hasSize(1);
            assertThat(two.server.reports()).hasSize(1);
            assertThat(one.model.name()).isEqualTo("openai");
            assertThat(one.model.settings().baseUrl()).isEqualTo(one.server.baseUrl());
        }
    }

    // What providers do in the middle of things.

    @ParameterizedTest
    @ValueSource(ints = {1011, 1012, 1013})
    void o2_a_server_that_closes_in_mid_sentence_is_a_loss(int code) {
        try (Talk talk = talk(new Misbehaviour.CloseInReply(1, code))) {
            talk.session.send(new SpeechCommand.Reply(""));
            talk.events.next(SpeechEvent.ReplyAudio.class);
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Disconnected("close code " + code));
            talk.awaitClosed();
            assertThat(talk.events.all(SpeechEvent.ReplyFinished.class)).isEmpty();
        }
    }

    @Test
    void o3_a_session_lasts_as_long_as_the_server_says_and_then_expires() {
        try (Talk talk = talk(new Misbehaviour.SessionLasts(Duration.ofSeconds(2)))) {
            assertThat(talk.events.next(SpeechEvent.Ready.class).longest()).isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(talk.fault()).isEqualTo(new SpeechFault.SessionExpired());
            talk.awaitClosed();
        }
    }

    @Test
    void o4_a_server_that_falls_silent_says_nothing_and_closes_nothing() {
        try (Talk talk = talk(new Misbehaviour.FallSilentAtReply(2))) {
            talk.session.send(new SpeechCommand.Reply(""));
            talk.events.next(SpeechEvent.ReplyFinished.class);
            int before = talk.events.all().size();
            talk.session.send(new SpeechCommand.Reply(""));
            talk.session.close();
            talk.awaitClosed();
            assertThat(talk.events.all()).hasSize(before + 1);
        }
    }

    private static OpenAiSettings pinging(OpenAiSettings settings, Duration pings) {
        Peer peer = settings.peer();
        return new OpenAiSettings(
                new Peer(
                        peer.apiKey(),
                        peer.baseUrl(),
                        peer.azure(),
                        peer.organization(),
                        peer.project(),
                        peer.tellsCall(),
                        peer.connectTimeout(),
                        pings),
                settings.model(),
                settings.speaking(),
                settings.transcription(),
                settings.turnDetection(),
                settings.noiseReduction(),
                settings.replyRules(),
                settings.remembering(),
                settings.tracing(),
                settings.toolServers());
    }

    @Test
    void n2_a_server_that_answers_no_ping_is_left() {
        OpenAiRehearsal server = server(new Misbehaviour.FallSilentAfter(Duration.ZERO));
        try (Talk talk = new Talk(server, pinging(server.settings(), Duration.ofMillis(300)))) {
            talk.events.next(SpeechEvent.Ready.class);
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Disconnected("close code 1006"));
            talk.awaitClosed();
            talk.report();
        }
    }

    @Test
    void n2_a_quiet_server_that_answers_pings_is_kept() {
        OpenAiRehearsal server = server(new Misbehaviour.SessionLasts(Duration.ofSeconds(3)));
        try (Talk talk = new Talk(server, pinging(server.settings(), Duration.ofMillis(500)))) {
            talk.events.next(SpeechEvent.Ready.class);
            assertThat(talk.fault()).isEqualTo(new SpeechFault.SessionExpired());
        }
    }

    @Test
    void a_transcript_that_cannot_be_made_says_nothing_and_those_that_swap_keep_their_items() {
        OpenAiRehearsal server = new OpenAiRehearsal(
                () -> new ScriptedRole(_ -> List.of()),
                new RehearsalOptions(Duration.ZERO, 100, List.of())
                        .but(new Misbehaviour.FailTranscript(1), new Misbehaviour.SwapTranscripts()));
        try (Talk talk = new Talk(server, server.settings())) {
            List<ItemId> spoken = new ArrayList<>();
            for (int utterance = 1; utterance <= 4; utterance++) {
                TestSound.frames(TestSound.speech(utterance, 600))
                        .forEach(frame -> talk.session.send(new SpeechCommand.Hear(frame)));
                TestSound.frames(TestSound.murmur(utterance, 1_000))
                        .forEach(frame -> talk.session.send(new SpeechCommand.Hear(frame)));
                spoken.add(talk.events
                        .next(SpeechEvent.CallerStoppedSpeaking.class)
                        .item()
                        .orElseThrow());
            }
            for (int utterance : new int[] {2, 4, 3}) {
                assertThat(talk.events.next(SpeechEvent.CallerSaid.class).item())
                        .isEqualTo(spoken.get(utterance - 1));
            }
        }
    }

    @Test
    void a_fault_of_one_connection_leaves_the_next_one_alone() {
        OpenAiRehearsal server =
                server(new Misbehaviour.InConnection(1, new Misbehaviour.RefuseHandshake(503, Optional.empty())));
        try (Talk first = new Talk(server, server.settings())) {
            assertThat(first.fault()).isEqualTo(new SpeechFault.Busy(Optional.empty()));
            Recorded<SpeechEvent> second = new Recorded<>();
            first.model.open(briefing(), second::add);
            second.next(SpeechEvent.Ready.class);
        }
    }

    @Test
    void another_model_in_the_echo_is_told_and_counted() {
        try (Talk talk = talk(new Misbehaviour.EchoModel("gpt-realtime-mini"))) {
            assertThat(talk.events.next(SpeechEvent.Ready.class).model()).isEqualTo("gpt-realtime-mini");
            assertThat(talk.model.count(OpenAiOddity.OTHER_MODEL)).isEqualTo(1);
        }
    }

    @Test
    void azure_gets_the_key_in_its_own_header_and_deployments_for_models() {
        OpenAiRehearsal server = server(new Misbehaviour.BeAzure());
        Map<String, String> azure = Map.of(
                "openai.azure", "true",
                "openai.model", "front-desk",
                "openai.reasoning-effort", "low",
                "openai.transcription-model", "our-ears",
                "openai.transcription-keywords", "Serenity");
        try (Talk talk = new Talk(server, settings(server.azureBaseUrl().toString(), azure))) {
            talk.events.next(SpeechEvent.Ready.class);
            assertThat(talk.closeAndReport().complaints()).isEmpty();
        }
        OpenAiRehearsal strict = server(new Misbehaviour.BeAzure());
        try (Talk talk = new Talk(strict, settings(strict.azureBaseUrl().toString(), Map.of()))) {
            assertThat(talk.fault()).isEqualTo(new SpeechFault.Refused("HTTP 401"));
        }
    }

    @Test
    void every_option_at_once_is_taken_by_the_strict_server() {
        OpenAiRehearsal server = server();
        Map<String, String> all = Map.ofEntries(
                Map.entry("openai.organization", "org-1"),
                Map.entry("openai.project", "proj_1"),
                Map.entry("openai.safety-identifier", "call"),
                Map.entry("openai.voice", "voice_abc"),
                Map.entry("openai.speed", "1.2"),
                Map.entry("openai.transcription-prompt", "A spa."),
                Map.entry("openai.transcription-keywords", "Reiki, Shiatsu"),
                Map.entry("openai.vad-idle-timeout-ms", "6000"),
                Map.entry("openai.noise-reduction", "near_field"),
                Map.entry("openai.noise-reduction-strength", "0.5"),
                Map.entry("openai.tool-choice", "hang_up"),
                Map.entry("openai.parallel-tool-calls", "false"),
                Map.entry("openai.reasoning-effort", "minimal"),
                Map.entry("openai.max-output-tokens", "inf"),
                Map.entry("openai.truncation", "0.7"),
                Map.entry("openai.truncation-after-instructions", "9000"),
                Map.entry("openai.tracing", "front desk"),
                Map.entry("openai.mcp-servers", "shop=https://shop.example/mcp"),
                Map.entry("openai.mcp-secrets", "shop=abcdef"),
                Map.entry("openai.mcp-tools", "shop=search|price"),
                Map.entry("openai.mcp-approval", "shop=always"));
        try (Talk talk = new Talk(server, settings(server.baseUrl().toString(), all))) {
            talk.session.send(new SpeechCommand.SayExactly("A line of ten seconds.", false));
            talk.events.next(SpeechEvent.ReplyFinished.class);
            assertThat(talk.closeAndReport().complaints()).isEmpty();
            assertThat(talk.model.count(OpenAiOddity.LINE_REWORDED)).isZero();
        }
    }

    // Lines said exactly.

    @Test
    void a_line_in_other_words_is_counted() {
        try (Talk talk = talk()) {
            talk.session.send(new SpeechCommand.SayExactly("Another line.", true));
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class).end()).isEqualTo(ReplyEnd.COMPLETE);
            assertThat(talk.model.count(OpenAiOddity.LINE_REWORDED)).isEqualTo(1);
        }
    }

    @Test
    void a_line_that_nobody_may_interrupt_goes_on_and_the_caller_is_answered_after_it() {
        OpenAiRehearsal server = new OpenAiRehearsal(
                () -> new ScriptedRole(cue -> List.of(new Act.Say("A line of ten seconds.", LINE))),
                new RehearsalOptions(Duration.ZERO, 2, List.of()));
        try (Talk talk = new Talk(server, server.settings())) {
            talk.session.send(new SpeechCommand.SayExactly("A line of ten seconds.", false));
            ReplyId line = talk.events.next(SpeechEvent.ReplyStarted.class).reply();
            talk.events.next(SpeechEvent.ReplyAudio.class);
            TestSound.frames(TestSound.speech(4, 600))
                    .forEach(frame -> talk.session.send(new SpeechCommand.Hear(frame)));
            TestSound.frames(TestSound.murmur(5, 1_000))
                    .forEach(frame -> talk.session.send(new SpeechCommand.Hear(frame)));
            talk.events.next(SpeechEvent.CallerStoppedSpeaking.class);
            assertThat(talk.events.next(SpeechEvent.ReplyFinished.class))
                    .isEqualTo(new SpeechEvent.ReplyFinished(line, ReplyEnd.COMPLETE));
            assertThat(talk.events.next(SpeechEvent.ReplyStarted.class).reply()).isNotEqualTo(line);
            assertThat(talk.closeAndReport().complaints()).isEmpty();
        }
    }
}
