package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.domain.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class RestServerTest {

    private static final String ACCOUNT = "AC0000000000000000000000000000000b";
    private static final String TOKEN = "a token";

    private final RehearsalTwilio twilio =
            new RehearsalTwilio(ACCOUNT, new Secret(TOKEN), URI.create("https://bridge.example"));
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Long> endedByRest = new CompletableFuture<>();
    private final CompletableFuture<Twiml> redirected = new CompletableFuture<>();
    private final CompletableFuture<URI> redirectedTo = new CompletableFuture<>();
    private final CompletableFuture<Duration> limited = new CompletableFuture<>();
    private Duration patience = Duration.ofSeconds(20);
    private CallRecord call;

    @BeforeEach
    void place_a_call() {
        CallRecord.Line line = new CallRecord.Line() {
            @Override
            public void endedByRest(long atNanos) {
                endedByRest.complete(atNanos);
            }

            @Override
            public void redirected(Twiml twiml) {
                redirected.complete(twiml);
            }

            @Override
            public void redirected(URI url) {
                redirectedTo.complete(url);
            }

            @Override
            public void limited(Duration longest) {
                limited.complete(longest);
            }
        };
        call = new CallRecord("CA0000000000000000000000000000000c", "+14155550123", "+14155550100", line);
        call.answer(System.nanoTime());
        twilio.ledger().open(call);
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        twilio.close();
    }

    @Test
    void a_call_is_shown_in_snake_case() throws Exception {
        HttpResponse<String> response = send(get(call.sid()));

        assertThat(response.statusCode()).isEqualTo(200);
        Map<String, Object> json = JsonText.object(response.body()).orElseThrow();
        assertThat(json)
                .containsEntry("sid", call.sid())
                .containsEntry("account_sid", ACCOUNT)
                .containsEntry("status", "in-progress")
                .containsEntry("direction", "inbound")
                .containsEntry("from", "+14155550123")
                .containsKeys("date_created", "start_time", "end_time", "duration", "uri", "subresource_uris");
    }

    @Test
    void completing_a_call_ends_it_once_and_a_second_time_is_21220() throws Exception {
        assertThat(send(complete(call.sid())).statusCode()).isEqualTo(200);
        assertThat(endedByRest).isCompleted();
        assertThat(twilio.ledger().statuses(call.sid()))
                .extracting(Ledger.StatusChange::status)
                .containsExactly("ringing", "in-progress", "completed");

        HttpResponse<String> second = send(complete(call.sid()));

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("\"code\":21220");
        assertThat(twilio.ledger().restExchanges(call.sid()))
                .extracting(Ledger.RestExchange::code)
                .containsExactly(0, 21220);
    }

    @Test
    void an_unknown_call_is_20404() throws Exception {
        HttpResponse<String> response = send(get("CAffffffffffffffffffffffffffffffff"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":20404", "\"status\":404", "\"more_info\"");
    }

    @Test
    void a_wrong_token_is_20003_and_changes_nothing() throws Exception {
        HttpResponse<String> response = send(request(call.sid(), "another token", "Status=completed"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"code\":20003");
        assertThat(call.ended()).isFalse();
    }

    @Test
    void canceled_has_no_effect_on_an_answered_call_and_other_words_are_refused() throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "Status=canceled")).statusCode())
                .isEqualTo(200);
        assertThat(send(request(call.sid(), TOKEN, "Status=over")).body()).contains("\"code\":21218");
        assertThat(call.status()).isEqualTo("in-progress");
    }

    @Test
    void a_document_redirects_a_live_call() throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "Twiml=%3CResponse%3E%3CHangup/%3E%3C/Response%3E"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(redirected)
                .isCompletedWithValueMatching(twiml -> twiml.verbs().equals(List.of(new Twiml.Hangup())));
    }

    @Test
    void a_url_outranks_a_document() throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "Twiml=%3CResponse/%3E&Url=https%3A%2F%2Fbridge.example%2Fon"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(redirectedTo).isCompletedWithValue(URI.create("https://bridge.example/on"));
        assertThat(redirected).isNotDone();
    }

    @Test
    void a_document_of_more_than_4000_characters_is_refused() throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "Twiml=" + "x".repeat(4_001)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(redirected).isNotDone();
    }

    @Test
    void a_time_limit_of_a_minute_to_a_day_is_kept() throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "TimeLimit=1260")).statusCode())
                .isEqualTo(200);

        assertThat(limited).isCompletedWithValue(Duration.ofMinutes(21));
        assertThat(twilio.ledger().timeLimit(call.sid())).contains(Duration.ofMinutes(21));
    }

    @ParameterizedTest
    @CsvSource({"59", "86401", "-1", "1.5", "soon"})
    void another_time_limit_is_refused(String limit) throws Exception {
        assertThat(send(request(call.sid(), TOKEN, "TimeLimit=" + limit)).statusCode())
                .isEqualTo(400);
        assertThat(twilio.ledger().timeLimit(call.sid())).isEmpty();
    }

    @Test
    void an_outage_lasts_for_its_time_and_then_everything_works_again() throws Exception {
        twilio.failFor(Duration.ofMillis(600), new RestFault.Status(503));

        int failed = 0;
        while (send(complete(call.sid())).statusCode() == 503) {
            failed++;
        }

        assertThat(failed).isGreaterThan(1);
        assertThat(call.status()).isEqualTo("completed");
        List<Ledger.RestExchange> seen = twilio.ledger().restExchanges(call.sid());
        assertThat(seen.getLast().request().atNanos()
                        - seen.getFirst().request().atNanos())
                .isGreaterThan(Duration.ofMillis(500).toNanos());
    }

    @Test
    void an_outage_of_one_kind_of_request_leaves_the_others_alone() throws Exception {
        twilio.failFor(RestRequest::completes, Duration.ofMinutes(1), new RestFault.Status(401));

        assertThat(send(complete(call.sid())).statusCode()).isEqualTo(401);
        assertThat(send(get(call.sid())).statusCode()).isEqualTo(200);
    }

    @Test
    void a_late_answer_tells_of_what_was_done_at_once() throws Exception {
        twilio.failNext(1, new RestFault.Late(Duration.ofMillis(300)));
        long asked = System.nanoTime();

        assertThat(send(complete(call.sid())).statusCode()).isEqualTo(200);

        assertThat(System.nanoTime() - asked)
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    }

    @ParameterizedTest
    @CsvSource({"500, 20500", "503, 20503", "429, 20429", "404, 20404", "401, 20003"})
    void a_planned_fault_is_answered_so_many_times_and_changes_nothing(int status, int code) throws Exception {
        twilio.failNext(2, new RestFault.Status(status));

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = send(complete(call.sid()));
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).contains("\"code\":" + code);
        }
        assertThat(call.ended()).isFalse();
        assertThat(send(complete(call.sid())).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_may_be_meant_for_one_kind_of_request() throws Exception {
        twilio.failNext(RestRequest::completes, 1, new RestFault.Status(500));

        assertThat(send(get(call.sid())).statusCode()).isEqualTo(200);
        assertThat(send(complete(call.sid())).statusCode()).isEqualTo(500);
    }

    @Test
    void r3_a_request_that_times_out_may_have_been_applied() {
        patience = Duration.ofMillis(700);
        twilio.failNext(1, new RestFault.SilenceButApplied());

        assertThatThrownBy(() -> send(complete(call.sid()))).isInstanceOf(HttpTimeoutException.class);
        assertThat(call.status()).isEqualTo("completed");
        assertThat(twilio.ledger().restExchanges(call.sid()))
                .extracting(Ledger.RestExchange::status)
                .containsExactly(0);
    }

    @Test
    void a_request_that_times_out_may_have_been_lost() {
        patience = Duration.ofMillis(700);
        twilio.failNext(1, new RestFault.Silence());

        assertThatThrownBy(() -> send(complete(call.sid()))).isInstanceOf(HttpTimeoutException.class);
        assertThat(call.status()).isEqualTo("in-progress");
        assertThat(twilio.ledger().unfinishedCalls()).containsExactly(call.sid());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest get(String sid) {
        return builder(sid, TOKEN).GET().build();
    }

    private HttpRequest complete(String sid) {
        return request(sid, TOKEN, "Status=completed");
    }

    private HttpRequest request(String sid, String token, String form) {
        return builder(sid, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    private HttpRequest.Builder builder(String sid, String token) {
        String pair = Base64.getEncoder().encodeToString((ACCOUNT + ":" + token).getBytes(StandardCharsets.UTF_8));
        URI url = twilio.apiBaseUrl().resolve("/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + sid + ".json");
        return HttpRequest.newBuilder(url)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(patience)
                .header("Authorization", "Basic " + pair);
    }
}
