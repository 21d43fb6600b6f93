package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.metrics.PrometheusText;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.rehearsal.Act;
import dev.switchhook.domain.rehearsal.Cue;
import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.testkit.TestSound;
import dev.switchhook.openai.rehearsal.Misbehaviour;
import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.openai.rehearsal.RehearsalOptions;
import dev.switchhook.twilio.rehearsal.CallPlan;
import dev.switchhook.twilio.rehearsal.CallerStep;
import dev.switchhook.twilio.rehearsal.FrontDesk;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import dev.switchhook.twilio.rehearsal.PhoneReport.Outcome;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour;
import dev.switchhook.xai.rehearsal.XaiRehearsal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whole calls through the running program with two speech providers, of which one or both are in trouble.
@Execution(ExecutionMode.CONCURRENT)
class ProviderFaultRowsTest {

    private static final int MOST_TRIES = 10;
    private static final Misbehaviour REFUSES = new Misbehaviour.RefuseHandshake(401, Optional.empty());

    private OpenAiRehearsal openai = new OpenAiRehearsal(Clerk::brief, Theatre.BRISK);
    private XaiRehearsal xai = XaiRehearsal.open(Clerk::brief);

    @AfterEach
    void close() {
        openai.close();
        xai.close();
    }

    private void openai(Misbehaviour misbehaviour) {
        openai.close();
        RehearsalOptions options = Theatre.BRISK.but(misbehaviour);
        openai = new OpenAiRehearsal(Clerk::brief, options);
    }

    private void xai(XaiMisbehaviour misbehaviour) {
        xai.close();
        xai = XaiRehearsal.open(Clerk::brief, XaiRehearsal.USUAL_SPEED, misbehaviour);
    }

    private Theatre theatre(String order, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "switchhook.provider", "",
                "switchhook.providers", order,
                "openai.base-url", openai.baseUrl().toString(),
                "xai.base-url", xai.baseUrl().toString(),
                "xai.api-key", xai.apiKey().reveal()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Theatre.withProviders(settings);
    }

    private static PhoneReport call(Theatre theatre) throws Exception {
        return theatre.twilio()
                .phone("+14157770001", Theatre.COMPANY)
                .call(ShortCall.PLAN)
                .get(40, TimeUnit.SECONDS);
    }

    private static void assertServed(Theatre theatre, PhoneReport phone, String model) throws Exception {
        assertThat(phone.complaints()).isEmpty();
        assertThat(phone.spokenLines()).isEmpty();
        assertThat(phone.outcome()).isEqualTo(Outcome.ENDED_BY_REST);
        CallId id = new CallId(phone.callSid());
        assertThat(theatre.journal().ended(id).get(40, TimeUnit.SECONDS).reason())
                .isEqualTo(EndReason.AGENT_SAID_GOODBYE);
        assertThat(theatre.journal().entries(id))
                .anySatisfy(entry -> assertThat(entry)
                        .isInstanceOfSatisfying(
                                JournalEntry.ModelReady.class,
                                ready -> assertThat(ready.model()).startsWith(model)));
    }

    private static double metric(Theatre theatre, String sample) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://127.0.0.1:" + theatre.managementPort() + "/prometheus");
            return PrometheusText.parse(client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                            .body())
                    .value(sample);
        }
    }

    private static double openings(Theatre theatre, String provider, String outcome) throws Exception {
        return metric(theatre, "provider_openings_total{outcome=\"%s\",provider=\"%s\"}".formatted(outcome, provider));
    }

    @Test
    void o1_when_openai_refuses_us_xai_speaks() throws Exception {
        openai(REFUSES);
        try (Theatre theatre = theatre("openai, xai")) {
            assertServed(theatre, call(theatre), "grok");
            assertThat(openai.reports()).isEmpty();
            assertThat(openings(theatre, "openai", "refused")).isEqualTo(1);
            assertThat(openings(theatre, "xai", "ready")).isEqualTo(1);
        }
    }

    @Test
    void o1_when_xai_refuses_us_openai_speaks() throws Exception {
        xai(XaiMisbehaviour.refusing(403));
        try (Theatre theatre = theatre("xai, openai")) {
            assertServed(theatre, call(theatre), "gpt");
            assertThat(xai.reports()).isEmpty();
        }
    }

    @Test
    void o1_when_nobody_listens_at_the_first_provider_the_second_one_speaks() throws Exception {
        try (Theatre theatre = theatre("openai, xai", "openai.base-url", "http://127.0.0.1:1/v1")) {
            assertServed(theatre, call(theatre), "grok");
            assertThat(openings(theatre, "openai", "disconnected")).isEqualTo(2);
        }
    }

    @Test
    void o1_when_both_are_dead_the_caller_hears_the_apology_and_is_given_to_the_desk() throws Exception {
        openai(REFUSES);
        xai(XaiMisbehaviour.refusing(503));
        try (Theatre theatre = theatre("openai, xai", "switchhook.calls.desk", "+14155550123")) {
            theatre.twilio().frontDesk(new FrontDesk.Busy(Duration.ofMillis(100)));
            PhoneReport phone = call(theatre);

            assertThat(phone.complaints()).isEmpty();
            assertThat(phone.spokenLines()).isNotEmpty().containsOnly(ShortCall.APOLOGY);
            assertThat(phone.desk()).isNotEmpty();
            assertThat(theatre.journal()
                            .ended(new CallId(phone.callSid()))
                            .get(40, TimeUnit.SECONDS)
                            .reason())
                    .isEqualTo(EndReason.MODEL_UNAVAILABLE);
        }
    }

    @Test
    void n3_when_the_first_provider_is_a_black_hole_the_second_one_speaks() throws Exception {
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Theatre theatre =
                        theatre("openai, xai", "openai.base-url", "http://127.0.0.1:" + hole.getLocalPort() + "/v1")) {
            assertServed(theatre, call(theatre), "grok");
            assertThat(openings(theatre, "openai", "ready")).isZero();
        }
    }

    @Test
    void n8_after_an_outage_was_found_later_calls_go_straight_to_the_second_provider() throws Exception {
        openai(new Misbehaviour.RefuseHandshake(503, Optional.empty()));
        try (Theatre theatre = theatre("openai, xai")) {
            call(theatre);
            call(theatre);
            assertThat(metric(theatre, "provider_breaker_state{provider=\"openai\"}"))
                    .isEqualTo(2);
            double asked = openings(theatre, "openai", "busy") + openings(theatre, "openai", "disconnected");

            assertServed(theatre, call(theatre), "grok");
            assertThat(openings(theatre, "openai", "busy") + openings(theatre, "openai", "disconnected"))
                    .isEqualTo(asked);
            assertThat(openings(theatre, "openai", "left_alone")).isPositive();
        }
    }

    /// The first provider dies, for good, with its answer on its lips.
    @Test
    void o2_when_the_first_provider_dies_in_the_conversation_the_second_one_goes_on() throws Exception {
        openai.close();
        openai = new OpenAiRehearsal(
                () -> new DyingClerk(() -> Thread.ofVirtual().start(openai::close)), Theatre.BRISK);
        try (Theatre theatre = theatre("openai, xai")) {
            PhoneReport phone = theatre.twilio()
                    .phone("+14157770005", Theatre.COMPANY)
                    .call(CallPlan.of(List.of(
                            new CallerStep.Listen(Duration.ofMillis(200)),
                            new CallerStep.Speak(TestSound.speech(7, 300)),
                            new CallerStep.Listen(Duration.ofMillis(500)),
                            new CallerStep.Speak(TestSound.speech(8, 300)),
                            new CallerStep.WaitForHangup(Duration.ofSeconds(25)))))
                    .get(40, TimeUnit.SECONDS);

            assertServed(theatre, phone, "gpt");
            assertThat(theatre.journal().entries(new CallId(phone.callSid())))
                    .hasAtLeastOneElementOfType(JournalEntry.ModelLost.class)
                    .anySatisfy(entry -> assertThat(entry)
                            .isInstanceOfSatisfying(
                                    JournalEntry.ModelBack.class,
                                    back -> assertThat(back.provider()).isEqualTo("xai")));
            assertThat(metric(theatre, "provider_reconnect_total{outcome=\"back\"}"))
                    .isEqualTo(1);
            assertThat(xai.reports().getFirst().complaints()).isEmpty();
        }
    }

    /// The first provider takes everybody, and has nothing to say to anybody.
    @Test
    void o2_when_the_first_provider_fails_every_reply_the_second_one_greets_and_later_calls_go_straight_to_it()
            throws Exception {
        openai(new Misbehaviour.FailEveryReply("server_error"));
        try (Theatre theatre = theatre("openai, xai")) {
            PhoneReport phone = theatre.twilio()
                    .phone("+14157770006", Theatre.COMPANY)
                    .call(CallPlan.of(List.of(
                            new CallerStep.Listen(Duration.ofMillis(200)),
                            new CallerStep.Speak(TestSound.speech(7, 300)),
                            new CallerStep.WaitForHangup(Duration.ofSeconds(30)))))
                    .get(40, TimeUnit.SECONDS);

            assertServed(theatre, phone, "gpt");
            assertThat(theatre.journal().entries(new CallId(phone.callSid())))
                    .filteredOn(JournalEntry.ModelLost.class::isInstance)
                    .hasSize(1);
            assertThat(metric(theatre, "provider_reconnect_total{outcome=\"back\"}"))
                    .isEqualTo(1);
            assertThat(xai.reports().getFirst().complaints()).isEmpty();
            assertThat(metric(theatre, "provider_breaker_state{provider=\"openai\"}"))
                    .isEqualTo(2);

            assertServed(theatre, call(theatre), "grok");
        }
    }

    /// Greets, and dies when it is spoken to.
    private record DyingClerk(Runnable end) implements Role {

        @Override
        public String heard(int number) {
            return "words " + number;
        }

        @Override
        public List<Act> play(Cue cue) {
            if (cue instanceof Cue.CallerSpoke) {
                end.run();
            }
            return List.of(new Act.Say("Hello.", TestSound.speech(1, Clerk.GREETING_MILLISECONDS)));
        }
    }

    @Test
    void w9_when_no_provider_has_a_session_left_new_callers_are_told_that_all_lines_are_busy() throws Exception {
        try (Theatre theatre = theatre("xai", "xai.max-sessions", "1");
                Scene first = theatre.scene("+14157770002", Clerk::brief, Theatre.BRISK);
                StrangeCall talking = new StrangeCall(theatre, first)) {
            talking.talking();
            PhoneReport phone = call(theatre);

            assertThat(phone.spokenLines())
                    .containsExactly("All our lines are busy. Please call again in a few minutes.");
            assertThat(xai.reports()).hasSize(1);
        }
    }

    @Test
    void a_session_that_was_made_ready_greets_without_a_second_connection() throws Exception {
        try (Theatre theatre = theatre("openai, xai", "switchhook.prewarm", "true")) {
            // A telephone on the same machine may be connected before anything could be made ready for it.
            int calls = 0;
            while (calls == 0 || (calls < MOST_TRIES && metric(theatre, "prewarm_total{fate=\"hit\"}") == 0)) {
                calls++;
                assertServed(theatre, call(theatre), "gpt");
                SessionReport session = openai.whenEnded(calls).get(40, TimeUnit.SECONDS);
                assertThat(session.complaints()).isEmpty();
                assertThat(session.closed()).isTrue();
            }

            assertThat(openai.reports()).hasSize(calls);
            assertThat(xai.reports()).isEmpty();
            assertThat(metric(theatre, "prewarm_total{fate=\"hit\"}")).isEqualTo(1);
        }
    }

    @Test
    void i5_a_session_that_was_made_ready_for_a_caller_who_hangs_up_at_once_is_closed_in_time() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        openai.close();
        openai = new OpenAiRehearsal(
                () -> {
                    connected.countDown();
                    return Clerk.brief();
                },
                Theatre.BRISK);
        try (Theatre theatre = theatre("openai, xai", "switchhook.prewarm", "true");
                Scene scene = theatre.scene("+14157770003", Clerk::brief, Theatre.BRISK);
                StrangeCall call = new StrangeCall(theatre, scene)) {
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(call.reportCompleted().status()).isEqualTo(204);

            assertThat(openai.whenEnded(1).get(20, TimeUnit.SECONDS).closed()).isTrue();
            assertThat(metric(theatre, "prewarm_total{fate=\"dismissed\"}")).isEqualTo(1);
        }
    }

    @Test
    void i5_a_session_that_was_made_ready_for_a_caller_who_never_comes_is_closed_in_time() throws Exception {
        try (Theatre theatre = theatre("openai, xai", "switchhook.prewarm", "true");
                Scene scene = theatre.scene("+14157770004", Clerk::brief, Theatre.BRISK);
                StrangeCall call = new StrangeCall(theatre, scene)) {
            assertThat(call.ticket()).isNotEmpty();
            assertThat(openai.whenEnded(1).get(40, TimeUnit.SECONDS).closed()).isTrue();
            assertThat(metric(theatre, "prewarm_total{fate=\"evicted\"}")).isEqualTo(1);
            assertThat(metric(theatre, "provider_sessions_in_use{provider=\"openai\"}"))
                    .isZero();
        }
    }
}
