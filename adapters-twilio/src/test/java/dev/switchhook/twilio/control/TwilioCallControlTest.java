package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.control.ControlOutcome;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.twilio.PublicAddress;
import dev.switchhook.twilio.TestServer;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.Twiml;
import dev.switchhook.twilio.control.LocalApi.Answer;
import dev.switchhook.twilio.control.LocalApi.Asked;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TwilioCallControlTest {

    private static final CallId CALL = TestServer.call(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ControlOutcome DOWN = new ControlOutcome.LineDown();
    private static final AfterStream AGAIN =
            new AfterStream.Reconnect(TestServer.ticket(1), Optional.of("We're back."));

    private static TwilioCallControl control(URI api) {
        return new TwilioCallControl(TestServer.settings(api), new TwilioMetrics(), Duration.ofSeconds(5));
    }

    private static ControlOutcome hangUp(Answer post, Answer get, int requests) throws Exception {
        try (LocalApi api = new LocalApi(asked -> asked.method().equals("POST") ? post : get);
                TwilioCallControl control = control(api.url())) {
            ControlOutcome outcome = control.hangUp(CALL);
            assertThat(api.asked()).hasSize(requests);
            return outcome;
        }
    }

    private static ControlOutcome lookUp(Answer get) throws Exception {
        try (LocalApi api = new LocalApi(_ -> get);
                TwilioCallControl control = control(api.url())) {
            ControlOutcome outcome = control.lookUp(CALL);
            assertThat(api.asked()).hasSize(1);
            return outcome;
        }
    }

    @Test
    void hanging_up_is_one_post_of_completed_to_the_call() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.call("completed"));
                TwilioCallControl control = control(api.url())) {
            assertThat(control.hangUp(CALL)).isEqualTo(DOWN);
            String credentials = TestServer.ACCOUNT + ":" + TestServer.TOKEN;
            assertThat(api.asked())
                    .containsExactly(new Asked(
                            "POST",
                            "/2010-04-01/Accounts/" + TestServer.ACCOUNT + "/Calls/" + CALL.value() + ".json",
                            "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)),
                            "Status=completed"));
        }
    }

    @Test
    void looking_up_is_one_get_of_the_call_below_the_path_of_the_base_url() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.call("completed"));
                TwilioCallControl control = control(URI.create(api.url() + "/proxy"))) {
            assertThat(control.lookUp(CALL)).isEqualTo(DOWN);
            assertThat(api.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("GET");
                assertThat(asked.path())
                        .isEqualTo("/proxy/2010-04-01/Accounts/" + TestServer.ACCOUNT + "/Calls/" + CALL.value()
                                + ".json");
                assertThat(asked.body()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "busy", "failed", "no-answer", "canceled"})
    void a_terminal_status_is_the_proof(String status) throws Exception {
        assertThat(hangUp(Answer.call(status), Answer.NONE, 1)).isEqualTo(DOWN);
        assertThat(lookUp(Answer.call(status))).isEqualTo(DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "ringing", "in-progress"})
    void any_other_status_is_no_proof(String status) throws Exception {
        assertThat(hangUp(Answer.call(status), Answer.NONE, 1)).isEqualTo(new ControlOutcome.Accepted());
        assertThat(lookUp(Answer.call(status))).isEqualTo(new ControlOutcome.StillUp());
    }

    @Test
    void a_status_that_nobody_knows_proves_nothing() throws Exception {
        assertThat(hangUp(Answer.call("teleported"), Answer.NONE, 1)).isEqualTo(new ControlOutcome.Accepted());
        assertThat(lookUp(Answer.call("teleported"))).isInstanceOf(ControlOutcome.Unknown.class);
    }

    @Test
    void r6_a_call_that_is_not_in_progress_is_down() throws Exception {
        assertThat(hangUp(Answer.error(400, 21220), Answer.NONE, 1)).isEqualTo(DOWN);
    }

    @ParameterizedTest
    @CsvSource({"500, 20500", "503, 20503", "429, 20429", "401, 20003", "403, 20403", "400, 20001"})
    void r1_r2_r5_a_refusal_is_asked_for_once_and_proves_nothing(int status, int code) throws Exception {
        ControlOutcome expected = new ControlOutcome.Unknown("HTTP " + status + ", Twilio code " + code);
        assertThat(hangUp(Answer.error(status, code), Answer.NONE, 1)).isEqualTo(expected);
        assertThat(lookUp(Answer.error(status, code))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad Gateway</html>", "", "{\"error\":\"not Twilio's\"}", "{broken"})
    void r1_a_refusal_of_a_proxy_on_the_way_proves_nothing_and_is_not_quoted(String body) throws Exception {
        ControlOutcome expected = new ControlOutcome.Unknown("HTTP 502, Twilio code 0");
        Answer answer = new Answer(502, "text/html", body);
        assertThat(hangUp(answer, Answer.NONE, 1)).isEqualTo(expected);
        assertThat(lookUp(answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Hello +4930123456</html>", "", "[]", "{\"status\":7}", "null"})
    void a_good_status_with_another_body_proves_nothing_and_is_not_quoted(String body) throws Exception {
        Answer answer = new Answer(200, "application/json", body);
        assertThat(hangUp(answer, Answer.NONE, 1)).isNotInstanceOf(ControlOutcome.LineDown.class);
        assertThat(lookUp(answer))
                .isInstanceOfSatisfying(
                        ControlOutcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).doesNotContain("Hello", "4930"));
    }

    @Test
    void a_redirection_is_not_followed() throws Exception {
        assertThat(hangUp(new Answer(307, "text/plain", "x"), Answer.NONE, 1))
                .isInstanceOf(ControlOutcome.Unknown.class);
    }

    @Test
    void r4_a_call_that_is_not_found_is_looked_up() throws Exception {
        Answer notFound = Answer.error(404, 20404);
        assertThat(hangUp(notFound, Answer.call("completed"), 2)).isEqualTo(DOWN);
        assertThat(hangUp(notFound, Answer.call("in-progress"), 2)).isEqualTo(new ControlOutcome.StillUp());
        assertThat(hangUp(notFound, notFound, 2)).isEqualTo(new ControlOutcome.Unknown("HTTP 404, Twilio code 20404"));
        assertThat(lookUp(notFound)).isEqualTo(new ControlOutcome.Unknown("HTTP 404, Twilio code 20404"));
    }

    @Test
    void r3_no_answer_in_time_is_one_attempt_and_proves_nothing() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.NONE);
                TwilioCallControl control =
                        new TwilioCallControl(TestServer.settings(api.url()), new TwilioMetrics(), SHORT)) {
            assertThat(control.hangUp(CALL)).isEqualTo(new ControlOutcome.Unknown("no answer in 300 ms"));
            assertThat(control.lookUp(CALL)).isEqualTo(new ControlOutcome.Unknown("no answer in 300 ms"));
            assertThat(api.asked()).hasSize(2);
        }
    }

    @Test
    void an_api_that_is_not_there_proves_nothing() {
        try (TwilioCallControl control = control(LocalApi.deadUrl())) {
            assertThat(control.hangUp(CALL)).isEqualTo(new ControlOutcome.Unknown("ConnectException"));
            assertThat(control.lookUp(CALL)).isEqualTo(new ControlOutcome.Unknown("ConnectException"));
        }
    }

    @Test
    void an_interrupted_thread_gets_an_outcome_and_stays_interrupted() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.NONE);
                TwilioCallControl control = control(api.url())) {
            Thread.currentThread().interrupt();
            ControlOutcome outcome = control.hangUp(CALL);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isEqualTo(new ControlOutcome.Unknown("interrupted"));
        }
    }

    @Test
    void a_redirect_is_one_post_of_the_document_that_the_webhook_would_answer_with() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.call("in-progress"));
                TwilioCallControl control = control(api.url())) {
            assertThat(control.redirect(CALL, AGAIN)).isEqualTo(new ControlOutcome.Accepted());
            assertThat(api.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("POST");
                assertThat(asked.path()).endsWith("/Calls/" + CALL.value() + ".json");
                assertThat(asked.body()).startsWith("Twiml=").doesNotContain("&", "Url");
                assertThat(URLDecoder.decode(asked.body().substring(6), UTF_8))
                        .isEqualTo(Twiml.of(new PublicAddress(URI.create(TestServer.ORIGIN)), AGAIN));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"60000, 60", "60001, 61", "1260000, 1260", "1, 60", "86400000, 86400", "99999999999, 86400"})
    void a_limit_is_one_post_of_whole_seconds_within_what_twilio_takes(long milliseconds, int seconds)
            throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.call("in-progress"));
                TwilioCallControl control = control(api.url())) {
            assertThat(control.limit(CALL, Duration.ofMillis(milliseconds))).isEqualTo(new ControlOutcome.Accepted());
            assertThat(api.asked()).extracting(Asked::body).containsExactly("TimeLimit=" + seconds);
        }
    }

    @Test
    void r6_a_redirect_or_limit_of_a_call_that_is_not_in_progress_finds_the_line_down() throws Exception {
        try (LocalApi api = new LocalApi(_ -> Answer.error(400, 21220));
                TwilioCallControl control = control(api.url())) {
            assertThat(control.redirect(CALL, AGAIN)).isEqualTo(DOWN);
            assertThat(control.limit(CALL, Duration.ofMinutes(1))).isEqualTo(DOWN);
            assertThat(api.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"completed, LineDown", "in-progress, StillUp"})
    void r4_a_redirect_of_a_call_that_is_not_found_is_looked_up(String status, String outcome) throws Exception {
        try (LocalApi api = new LocalApi(
                        asked -> asked.method().equals("POST") ? Answer.error(404, 20404) : Answer.call(status));
                TwilioCallControl control = control(api.url())) {
            assertThat(control.redirect(CALL, AGAIN).getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(control.limit(CALL, Duration.ofMinutes(1)).getClass().getSimpleName())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void r2_after_a_429_what_can_wait_is_held_back_and_hang_ups_and_look_ups_pass() throws Exception {
        TwilioMetrics metrics = new TwilioMetrics();
        try (LocalApi api = new LocalApi(_ -> Answer.error(429, 20429));
                TwilioCallControl control =
                        new TwilioCallControl(TestServer.settings(api.url()), metrics, Duration.ofSeconds(5))) {
            assertThat(control.redirect(CALL, AGAIN))
                    .isEqualTo(new ControlOutcome.Unknown("HTTP 429, Twilio code 20429"));
            assertThat(control.redirect(CALL, AGAIN))
                    .isEqualTo(new ControlOutcome.Unknown("held back, because hang-ups go first"));
            assertThat(api.asked()).hasSize(1);
            var _ = control.hangUp(CALL);
            var _ = control.lookUp(CALL);
            assertThat(api.asked()).hasSize(3);
            assertThat(control.limit(CALL, Duration.ofMinutes(1))).isInstanceOf(ControlOutcome.Unknown.class);
            assertThat(api.asked()).hasSize(3);
        }
        assertThat(metrics.of(Event.CONTROL_TOO_BUSY)).isEqualTo(3);
        assertThat(metrics.of(Event.CONTROL_HELD_BACK)).isEqualTo(2);
    }

    @Test
    void r2_a_hang_up_passes_requests_that_hang() throws Exception {
        CountDownLatch underWay = new CountDownLatch(Precedence.PLACES);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                LocalApi api = new LocalApi(asked -> {
                    underWay.countDown();
                    return asked.body().startsWith("Twiml") ? Answer.NONE : Answer.call("completed");
                });
                TwilioCallControl control = control(api.url())) {
            for (int i = 0; i < 3 * Precedence.PLACES; i++) {
                threads.execute(() -> control.redirect(CALL, AGAIN));
            }
            assertThat(underWay.await(4, TimeUnit.SECONDS)).isTrue();
            assertThat(control.hangUp(CALL)).isEqualTo(DOWN);
            assertThat(api.asked()).hasSize(Precedence.PLACES + 1);
        }
    }
}
