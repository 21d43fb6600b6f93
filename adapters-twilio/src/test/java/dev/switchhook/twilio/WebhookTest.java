package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineStatus;
import dev.switchhook.twilio.TwilioMetrics.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebhookTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final CallId CALL = TestServer.call(1);
    private static TestServer server;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        server = new TestServer();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    private static SortedMap<String, String> parameters() {
        return new TreeMap<>(Map.of(
                "AccountSid", TestServer.ACCOUNT,
                "CallSid", CALL.value(),
                "From", "+4930123456",
                "To", "+4930999999",
                "CallStatus", "ringing"));
    }

    private static HttpResponse<String> post(String path, SortedMap<String, String> parameters) throws Exception {
        return post(
                path, Signing.form(parameters), Signing.sign(TestServer.TOKEN, TestServer.ORIGIN + path, parameters));
    }

    private static HttpResponse<String> post(String path, String body, String signature) throws Exception {
        return send(
                request(path, BodyPublishers.ofString(body, ISO_8859_1), FORM).header("x-twilio-signature", signature));
    }

    private static HttpRequest.Builder request(String path, BodyPublisher body, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", type)
                .POST(body);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void an_announced_call_is_connected_to_the_media_endpoint() throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        HttpResponse<String> answer = post("/twilio/voice", parameters());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
        assertThat(answer.body())
                .isEqualTo(Twiml.connect(
                        new PublicAddress(URI.create(TestServer.ORIGIN)), TestServer.ticket(1), Optional.empty()));
        assertThat(server.calls().announced().all().getLast())
                .isEqualTo(new IncomingCall(CALL, new PhoneNumber("+4930123456"), new PhoneNumber("+4930999999")));
    }

    @Test
    void who_has_vouched_for_the_callers_number_is_told_and_unknown_words_vouch_for_nobody() throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        SortedMap<String, String> parameters = parameters();
        parameters.put("StirVerstat", "TN-Validation-Passed-A");
        post("/twilio/voice", parameters);
        assertThat(server.calls().announced().all().getLast().attestation()).isEqualTo(Attestation.FULL);

        parameters.put("StirVerstat", "TN-Validation-Passed-A\" or so");
        post("/twilio/voice", parameters);
        assertThat(server.calls().announced().all().getLast().attestation()).isEqualTo(Attestation.ABSENT);
    }

    @Test
    void w9_a_call_that_is_too_many_is_told_so() throws Exception {
        server.calls().answer(new Admission.Busy("All lines are busy & we are sorry.", Optional.empty()));
        assertThat(post("/twilio/voice", parameters()).body())
                .endsWith("<Response><Say>All lines are busy &amp; we are sorry.</Say><Hangup/></Response>");
    }

    @Test
    void w9_a_call_that_is_too_many_is_put_through_to_the_desk() throws Exception {
        server.calls().answer(new Admission.Busy("All lines are busy.", Optional.of(new PhoneNumber("+4930777777"))));
        assertThat(post("/twilio/voice", parameters()).body())
                .endsWith("<Response><Say>All lines are busy.</Say>"
                        + "<Dial action=\"https://bridge.example/twilio/after-busy/QWxsIGxpbmVzIGFyZSBidXN5Lg\""
                        + " timeout=\"25\""
                        + " answerOnBridge=\"true\"><Number>+4930777777</Number></Dial><Hangup/></Response>");
    }

    @Test
    void p1_a_call_that_is_not_taken_here_is_sent_elsewhere() throws Exception {
        server.calls().answer(new Admission.Elsewhere(URI.create("https://other.example/twilio/voice")));
        assertThat(post("/twilio/voice", parameters()).body())
                .endsWith("<Response><Redirect>https://other.example/twilio/voice</Redirect></Response>");
    }

    @Test
    void w2_a_replayed_announcement_gets_nothing() throws Exception {
        server.calls().answer(new Admission.Replayed());
        long before = server.metrics().of(Event.WEBHOOK_REPLAYED);
        assertRefused(post("/twilio/voice", parameters()), 403);
        assertThat(server.metrics().of(Event.WEBHOOK_REPLAYED)).isEqualTo(before + 1);
    }

    @Test
    void r7_after_the_stream_the_call_is_hung_up() throws Exception {
        server.calls().answer(new AfterStream.HangUp());
        assertThat(post("/twilio/after-stream", parameters()).body()).isEqualTo(Twiml.hangUp());
    }

    static List<AfterStream> instructions() {
        return List.of(
                new AfterStream.HangUp(),
                new AfterStream.Reconnect(TestServer.ticket(2), Optional.of("I am back.")),
                new AfterStream.Apologise("Sorry.", Optional.empty()),
                new AfterStream.Apologise("Sorry.", Optional.of(new PhoneNumber("+4930777777"))),
                new AfterStream.AskAgain("One moment."));
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void after_the_stream_the_call_does_what_the_house_says(AfterStream instruction) throws Exception {
        server.calls().answer(instruction);
        HttpResponse<String> answer = post("/twilio/after-stream", parameters());
        assertThat(answer.body()).isEqualTo(Twiml.of(new PublicAddress(URI.create(TestServer.ORIGIN)), instruction));
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "answered"})
    void after_a_desk_that_has_served_the_caller_the_call_is_hung_up(String status) throws Exception {
        server.calls().answer(new AfterStream.Apologise("Sorry.", Optional.of(new PhoneNumber("+4930777777"))));
        assertThat(afterDesk(status)).isEqualTo(Twiml.hangUp());
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "no-answer", "failed", "canceled", "teleported", ""})
    void r8_after_a_desk_that_did_not_answer_the_caller_is_told_so_and_the_desk_is_not_dialled_again(String status)
            throws Exception {
        server.calls().answer(new AfterStream.Apologise("Sorry.", Optional.of(new PhoneNumber("+4930777777"))));
        assertThat(afterDesk(status)).isEqualTo(Twiml.sayAndHangUp("Sorry."));
    }

    @Test
    void r8_a_call_that_is_not_given_up_goes_on_with_us_after_a_desk_that_did_not_answer() throws Exception {
        AfterStream again = new AfterStream.Reconnect(TestServer.ticket(2), Optional.empty());
        server.calls().answer(again);
        assertThat(afterDesk("busy")).isEqualTo(Twiml.of(new PublicAddress(URI.create(TestServer.ORIGIN)), again));
    }

    @Test
    void r8_who_has_to_ask_again_after_a_desk_that_did_not_answer_asks_in_a_way_that_dials_no_desk() throws Exception {
        server.calls().answer(new AfterStream.AskAgain("One moment."));
        assertThat(afterDesk("no-answer"))
                .endsWith("<Say>One moment.</Say><Pause length=\"2\"/>"
                        + "<Redirect>https://bridge.example/twilio/after-desk</Redirect></Response>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "no-answer", "failed", ""})
    void r8_a_busy_house_whose_desk_did_not_answer_says_so_once_more_and_asks_nobody(String status) throws Exception {
        int asked = server.calls().threads().all().size();
        String line = "Alle Leitungen sind besetzt, bitte sp\u00e4ter & gern.";
        String document = Twiml.busy(
                new PublicAddress(URI.create(TestServer.ORIGIN)), line, Optional.of(new PhoneNumber("+4930777777")));
        String action = document.replaceAll("(?s).*action=\"" + TestServer.ORIGIN + "([^\"]*)\".*", "$1");

        assertThat(after(action, status)).isEqualTo(Twiml.sayAndHangUp(line));
        assertThat(after(action, "completed")).isEqualTo(Twiml.hangUp());
        assertThat(after("/twilio/after-busy/a", status))
                .as("not a path of ours")
                .isEqualTo(Twiml.hangUp());
        assertThat(server.calls().threads().all()).hasSize(asked);
    }

    private static String after(String path, String status) throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("DialCallStatus", status);
        return post(path, parameters).body();
    }

    private static String afterDesk(String status) throws Exception {
        return after("/twilio/after-desk", status);
    }

    @Test
    void p8_the_house_is_asked_on_virtual_threads_only() throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        for (String path : new String[] {"voice", "after-stream", "after-desk", "status"}) {
            int before = server.calls().threads().all().size();
            post("/twilio/" + path, parameters());
            assertThat(server.calls().threads().all()).hasSize(before + 1);
        }
        assertThat(server.calls().threads().all())
                .allSatisfy(thread -> assertThat(thread.isVirtual()).isTrue());
    }

    @Test
    void w6_announced_calls_are_answered_within_200_milliseconds() throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            long from = System.nanoTime();
            post("/twilio/voice", parameters());
            times.add(Duration.ofNanos(System.nanoTime() - from));
        }
        Collections.sort(times);
        assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @CsvSource({
        "completed, DOWN",
        "busy, DOWN",
        "failed, DOWN",
        "no-answer, DOWN",
        "canceled, DOWN",
        "queued, UP",
        "initiated, UP",
        "ringing, UP",
        "in-progress, UP",
    })
    void w5_a_status_is_reported_as_what_it_says_about_the_line(String word, LineStatus expected) throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("CallStatus", word);
        HttpResponse<String> answer = post("/twilio/status", parameters);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(server.calls().statuses().all().getLast()).isEqualTo(Map.entry(CALL, expected));
    }

    @Test
    void an_unknown_status_is_counted_and_ignored() throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("CallStatus", "teleported");
        long before = server.metrics().of(Event.STATUS_UNKNOWN);
        int reported = server.calls().statuses().all().size();
        assertThat(post("/twilio/status", parameters).statusCode()).isEqualTo(204);
        assertThat(server.metrics().of(Event.STATUS_UNKNOWN)).isEqualTo(before + 1);
        assertThat(server.calls().statuses().all()).hasSize(reported);
    }

    @Test
    void the_state_of_a_stream_is_taken_note_of() throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("StreamEvent", "stream-error");
        parameters.put("StreamError", "31920 handshake\r\nfailed");
        HttpResponse<String> answer = post("/twilio/stream-status", parameters);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(server.calls().mediaFaults().all()).containsExactly(Map.entry(CALL, "31920 handshake??failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "L/OH5YylLD5NRKLltdqwSvS0BnU=", "====", "AAAA", "\u00ff\u00fe"})
    void w3_a_wrong_signature_is_refused_and_nothing_is_announced(String signature) throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        int announced = server.calls().announced().all().size();
        long before = server.metrics().of(Event.WEBHOOK_FORGED);
        for (String path : new String[] {"voice", "after-stream", "after-desk", "after-busy/QQ", "status"}) {
            assertRefused(post("/twilio/" + path, Signing.form(parameters()), signature), 403);
        }
        assertThat(server.calls().announced().all()).hasSize(announced);
        assertThat(server.metrics().of(Event.WEBHOOK_FORGED)).isEqualTo(before + 5);
    }

    @Test
    void w3_no_signature_two_signatures_and_another_scheme_are_refused() throws Exception {
        String form = Signing.form(parameters());
        String right = Signing.sign(TestServer.TOKEN, TestServer.ORIGIN + "/twilio/voice", parameters());
        assertRefused(send(request("/twilio/voice", BodyPublishers.ofString(form), FORM)), 403);
        assertRefused(
                send(request("/twilio/voice", BodyPublishers.ofString(form), FORM)
                        .header("X-Twilio-Signature", right)
                        .header("X-Twilio-Signature", right)),
                403);
        assertRefused(
                post(
                        "/twilio/voice",
                        form,
                        Signing.sign(TestServer.TOKEN, "http://bridge.example/twilio/voice", parameters())),
                403);
        assertRefused(post("/twilio/voice?x=1", form, right), 403);
    }

    @Test
    void w3_the_port_of_the_public_url_may_be_signed_or_not() throws Exception {
        String form = Signing.form(parameters());
        String withPort = Signing.sign(TestServer.TOKEN, TestServer.ORIGIN + ":443/twilio/status", parameters());
        assertThat(post("/twilio/status", form, withPort).statusCode()).isEqualTo(204);
    }

    @Test
    void a_signed_query_is_part_of_what_is_checked() throws Exception {
        assertThat(post("/twilio/status?desk=%2B1&x=a%20b", parameters()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void bad_input_1_an_empty_body_is_refused() throws Exception {
        assertRefused(post("/twilio/voice", ""), 403);
        assertRefused(post("/twilio/voice", "", "wrong"), 403);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return post(path, body, Signing.sign(TestServer.TOKEN, TestServer.ORIGIN + path, Map.of()));
    }

    @Test
    void bad_input_2_a_body_of_64_mebibytes_is_refused_with_or_without_an_announced_length() throws Exception {
        long before = server.metrics().of(Event.WEBHOOK_MALFORMED);
        byte[] large = new byte[64 * 1024 * 1024];
        assertRefused(send(request("/twilio/voice", BodyPublishers.ofByteArray(large), FORM)), 413);
        assertRefused(
                send(request(
                        "/twilio/voice",
                        BodyPublishers.ofInputStream(() -> (InputStream) new ByteArrayInputStream(large)),
                        FORM)),
                413);
        assertThat(server.metrics().of(Event.WEBHOOK_MALFORMED)).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&CallSid=CA00000000000000000000000000000002", "&X=%zz", "&X=%", "&X=%ff", "&X=\u00ff"})
    void bad_input_3_duplicate_names_and_broken_encodings_are_refused(String tail) throws Exception {
        assertRefused(post("/twilio/voice", Signing.form(parameters()) + tail, "any"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CA' OR 1=1--",
                "\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e"
                        + "\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e"
                        + "\u202e\u202e",
                "CA0000000000000000000000000000000g",
                "MZ00000000000000000000000000000001",
                "CA00000000000000000000000000000001\n"
            })
    void w4_a_call_id_that_is_none_is_refused(String callSid) throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("CallSid", callSid);
        assertRefused(post("/twilio/voice", parameters), 400);
    }

    @Test
    void w4_a_missing_call_id_is_refused() throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.remove("CallSid");
        assertRefused(post("/twilio/voice", parameters), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "+266696687", "", "sip:anna@example.com", "client:anna"})
    void bad_input_6_and_7_any_caller_and_any_number_called_are_fine(String from) throws Exception {
        server.calls().answer(new Admission.Admitted(TestServer.ticket(1)));
        SortedMap<String, String> parameters = parameters();
        parameters.put("From", from);
        parameters.put("To", "not ours");
        assertThat(post("/twilio/voice", parameters).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AC00000000000000000000000000000000", "ac0123456789abcdef0123456789abcdef"})
    void bad_input_8_and_9_another_account_is_refused_although_the_signature_is_right(String account) throws Exception {
        SortedMap<String, String> parameters = parameters();
        parameters.put("AccountSid", account);
        assertRefused(post("/twilio/voice", parameters), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/form-data; boundary=x", "text/plain", "x"})
    void another_content_type_is_refused(String type) throws Exception {
        assertRefused(send(request("/twilio/voice", BodyPublishers.ofString("CallSid=1"), type)), 415);
    }

    @Test
    void a_charset_behind_the_content_type_is_fine() throws Exception {
        String form = Signing.form(parameters());
        String right = Signing.sign(TestServer.TOKEN, TestServer.ORIGIN + "/twilio/status", parameters());
        assertThat(send(request("/twilio/status", BodyPublishers.ofString(form), FORM + "; charset=UTF-8")
                                .header("X-Twilio-Signature", right))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_compressed_body_is_refused_on_every_path() throws Exception {
        for (String path : new String[] {"/twilio/voice", "/elsewhere"}) {
            assertRefused(
                    send(request(path, BodyPublishers.ofString("x"), FORM).header("Content-Encoding", "gzip")), 415);
        }
    }

    @Test
    void refusals_of_the_framework_say_nothing_either() throws Exception {
        HttpRequest.Builder get =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/twilio/voice"));
        assertRefused(send(get.GET()), 405);
        assertRefused(post("/twilio/none-such", parameters()), 404);
    }

    @Test
    void a_defect_behind_the_port_is_answered_without_its_text() throws Exception {
        long before = server.metrics().of(Event.OUR_FAULT);
        server.calls().answer((Admission) null);
        assertRefused(post("/twilio/voice", parameters()), 500);
        assertThat(server.metrics().of(Event.OUR_FAULT)).isEqualTo(before + 1);
    }
}
