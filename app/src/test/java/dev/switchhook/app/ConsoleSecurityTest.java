package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.audit.AuditBook;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an auditor tries at the console: each control is tried from outside, over HTTP.
class ConsoleSecurityTest {

    private static final String SECRET = "a secret of more than thirty-two characters";
    private static final String PASSWORD = "correct horse battery";

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of(
                "trial.page", "true",
                "switchhook.console.secret", SECRET,
                "switchhook.console.users.anna.password", PASSWORD,
                "switchhook.console.users.otto.password", PASSWORD,
                "switchhook.console.users.otto.roles", "operate",
                "switchhook.console.users.erik.password", PASSWORD,
                "switchhook.console.users.erik.roles", "export",
                "switchhook.console.users.lotte.password", PASSWORD));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Browser browser() {
        return new Browser(theatre.port());
    }

    private static Browser loggedIn(String name) throws Exception {
        Browser browser = browser();
        assertThat(browser.logIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }

    private static String formToken(Browser browser) throws Exception {
        return Browser.formToken(browser.get("/console"));
    }

    private static List<String> audited() throws AuditUnavailable {
        return new AuditBook(theatre.database())
                .deeds(Long.MAX_VALUE, 500).stream()
                        .map(deed -> deed.who() + " " + deed.what() + " "
                                + deed.call().orElse("-"))
                        .toList();
    }

    @Test
    void whoever_is_not_logged_in_gets_the_log_in_page_or_when_no_page_was_asked_for_401() throws Exception {
        try (Browser browser = browser()) {
            assertThat(browser.get("/console").statusCode()).isEqualTo(303);
            assertThat(browser.get("/console/no-such-thing").statusCode()).isEqualTo(303);
            for (String accept : List.of("application/json", "text/event-stream", "*/*")) {
                HttpResponse<String> answer =
                        browser.send(browser.visit("/console/trial/feed").setHeader("Accept", accept));
                assertThat(answer.statusCode()).as(accept).isEqualTo(401);
            }
            HttpResponse<String> fragment =
                    browser.send(browser.visit("/console").header("HX-Request", "true"));
            assertThat(fragment.statusCode()).isEqualTo(401);
            assertThat(fragment.body()).contains("session has ended").doesNotContain("<html");
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer_and_are_noted() throws Exception {
        try (Browser browser = browser()) {
            HttpResponse<String> wrong = browser.logIn("anna", "wrong horse battery");
            HttpResponse<String> unknown = browser.logIn("nobody", "wrong horse battery");

            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(wrong.body().replace("anna", "nobody")).isEqualTo(unknown.body());
            assertThat(browser.get("/console").statusCode()).isEqualTo(303);
            assertThat(audited()).contains("anna log-in-refused -", "nobody log-in-refused -");
        }
    }

    @Test
    void after_ten_wrong_passwords_the_right_one_has_to_wait() throws Exception {
        try (Browser browser = browser()) {
            for (int i = 0; i < 10; i++) {
                assertThat(browser.logIn("lotte", "wrong " + i).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> blocked = browser.logIn("lotte", PASSWORD);

            assertThat(blocked.statusCode()).isEqualTo(429);
            assertThat(blocked.headers().firstValue("Retry-After")).contains("600");
            assertThat(audited()).contains("lotte log-in-blocked -");
        }
    }

    @Test
    void the_cookie_is_hidden_from_scripts_and_other_sites_and_travels_through_tls_only() throws Exception {
        try (Browser browser = browser()) {
            HttpResponse<String> in = browser.logIn("anna", PASSWORD);

            assertThat(in.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .satisfies(cookie -> assertThat(cookie)
                            .startsWith("switchhook=")
                            .containsIgnoringCase("; HttpOnly")
                            .contains("; SameSite=Strict", "; Secure", "; Path=/")
                            .doesNotContain("Domain", PASSWORD));
            assertThat(audited()).contains("anna log-in -");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "header"})
    void a_form_without_the_word_of_its_page_changes_nothing(String how) throws Exception {
        try (Browser otto = loggedIn("otto")) {
            Map<String, String> fields = how.equals("wrong") ? Map.of("csrf", "wrong") : Map.of("other", "x");
            var form = otto.form("/console/trial/act", fields);
            if (how.equals("header")) {
                form.header("X-CSRF-Token", "wrong");
            }
            assertThat(otto.send(form).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_word_of_somebody_elses_page_is_worth_nothing() throws Exception {
        try (Browser otto = loggedIn("otto");
                Browser anna = loggedIn("anna")) {
            assertThat(otto.send(otto.form("/console/trial/act", Map.of("csrf", formToken(anna))))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_log_in_form_of_another_browser_logs_nobody_in() throws Exception {
        try (Browser attacker = browser();
                Browser victim = browser()) {
            String token = Browser.formToken(attacker.get("/console/log-in"));
            victim.get("/console/log-in");
            Map<String, String> form = Map.of("name", "anna", "password", PASSWORD, "csrf", token);

            assertThat(victim.send(victim.form("/console/log-in", form)).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void with_the_word_in_a_field_or_in_a_header_it_is_done() throws Exception {
        try (Browser otto = loggedIn("otto")) {
            String token = formToken(otto);
            HttpResponse<String> field = otto.send(otto.form("/console/trial/act", Map.of("csrf", token)));
            assertThat(field.body()).isEqualTo("done");
            HttpResponse<String> header = otto.send(otto.visit("/console/trial/act")
                    .header("Origin", otto.origin())
                    .header("X-CSRF-Token", token)
                    .POST(BodyPublishers.noBody()));
            assertThat(header.body()).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example", ""})
    void a_page_of_another_origin_changes_nothing_although_it_has_cookie_and_word(String origin) throws Exception {
        try (Browser otto = loggedIn("otto")) {
            String token = formToken(otto);
            var request = otto.visit("/console/trial/act").header("X-CSRF-Token", token);
            if (!origin.isEmpty()) {
                request.header("Origin", origin);
            }
            assertThat(otto.send(request.POST(BodyPublishers.noBody())).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_page_of_another_origin_gets_no_stream() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            var foreign = anna.visit("/console/trial/feed").header("Origin", "https://evil.example");
            assertThat(anna.send(foreign).statusCode()).isEqualTo(403);
            var crossSite = anna.visit("/console/trial/feed").header("Sec-Fetch-Site", "cross-site");
            assertThat(anna.send(crossSite).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whoever_may_only_look_neither_steps_in_nor_takes_away() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            assertThat(anna.send(anna.form("/console/trial/act", Map.of("csrf", formToken(anna))))
                            .statusCode())
                    .isEqualTo(403);
            HttpResponse<String> audit = anna.get("/console/audit");
            assertThat(audit.statusCode()).isEqualTo(403);
            assertThat(audit.body()).contains("Not allowed", "Log out");
            assertThat(anna.get("/console").body()).doesNotContain("/console/audit");
        }
    }

    @Test
    void an_address_without_a_role_is_refused_to_everybody() throws Exception {
        try (Browser otto = loggedIn("otto")) {
            assertThat(otto.get("/console/trial/forgotten").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_audit_shows_who_has_looked_at_which_conversation() throws Exception {
        try (Browser erik = loggedIn("erik")) {
            assertThat(erik.get("/console/trial/transcript").body()).isEqualTo("hello");
            HttpResponse<String> audit = erik.get("/console/audit");

            assertThat(audit.statusCode()).isEqualTo(200);
            assertThat(audit.body()).contains("transcript-seen", "CA77", "erik");
        }
    }

    @Test
    void whoever_has_logged_out_is_out_with_the_old_cookie_too() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            Map<String, String> before = Map.copyOf(anna.cookies());
            assertThat(anna.send(anna.form("/console/log-out", Map.of("csrf", formToken(anna))))
                            .statusCode())
                    .isEqualTo(303);
            assertThat(anna.get("/console").statusCode()).isEqualTo(303);
            anna.cookies().putAll(before);

            assertThat(anna.get("/console").statusCode()).isEqualTo(303);
            assertThat(audited()).contains("anna log-out -");
        }
    }

    /// Minutes since the log-in, minutes since something was done, and whether that is a session.
    @ParameterizedTest
    @CsvSource({
        "0, 0, anna, true",
        "20, 14, anna, true",
        "20, 16, anna, false",
        "479, 1, anna, true",
        "481, 1, anna, false",
        "5, 5, nobody, false",
        "-5, -5, anna, false"
    })
    void a_session_lives_15_minutes_without_a_deed_and_8_hours_at_most(int began, int seen, String user, boolean lives)
            throws Exception {
        try (Browser browser = browser()) {
            browser.cookies().put("switchhook", token(SECRET, user, began, seen));

            assertThat(browser.get("/console").statusCode()).isEqualTo(lives ? 200 : 303);
        }
    }

    @Test
    void whoever_does_something_gets_a_cookie_that_lives_longer_and_no_longer_than_8_hours() throws Exception {
        try (Browser browser = browser()) {
            String old = token(SECRET, "anna", 470, 10);
            browser.cookies().put("switchhook", old);
            browser.get("/console");

            String renewed = browser.cookies().get("switchhook");
            assertThat(renewed).isNotEqualTo(old);
            Date ends = SignedJWT.parse(renewed).getJWTClaimsSet().getExpirationTime();
            assertThat(Duration.between(Instant.now(), ends.toInstant()))
                    .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
        }
    }

    @Test
    void a_cookie_that_we_have_not_signed_is_no_session() throws Exception {
        String good = token(SECRET, "anna", 1, 1);
        String body = good.substring(good.indexOf('.'), good.lastIndexOf('.'));
        List<String> bad = List.of(
                token(SECRET + "!", "anna", 1, 1),
                good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"),
                // A header that asks for no signature.
                "eyJhbGciOiJub25lIn0" + body + ".",
                "x".repeat(5000),
                "..",
                "");
        for (String cookie : bad) {
            try (Browser browser = browser()) {
                browser.cookies().put("switchhook", cookie);
                assertThat(browser.get("/console").statusCode()).as(cookie).isEqualTo(303);
            }
        }
    }

    @Test
    void every_answer_tells_the_browser_what_pages_may_do() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            for (String path : List.of(
                    "/console",
                    "/console/log-in",
                    "/console/audit",
                    "/console/none",
                    "/console/trial/broken",
                    "/phone",
                    "/console/assets/console.css")) {
                HttpResponse<String> answer = anna.get(path);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .as(path)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "wss://theatre")
                        .doesNotContain("unsafe");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .isPresent();
                assertThat(answer.headers().firstValue("Permissions-Policy"))
                        .contains(path.equals("/phone") ? "microphone=(self)" : "microphone=()");
                assertThat(answer.headers().firstValue("Cache-Control"))
                        .as(path)
                        .contains(path.contains("assets") ? "public, max-age=31536000, immutable" : "no-store");
            }
        }
    }

    @Test
    void what_goes_wrong_inside_stays_inside() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            HttpResponse<String> broken = anna.get("/console/trial/broken");
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.body()).contains("Our mistake").doesNotContain("secret of ours", "Exception");
            HttpResponse<String> json =
                    anna.send(anna.visit("/console/trial/broken").setHeader("Accept", "application/json"));
            assertThat(json.body()).startsWith("{\"error\":").doesNotContain("secret of ours");
            assertThat(anna.get("/console/none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void the_carrier_and_everybody_else_are_answered_as_ever() throws Exception {
        try (Browser browser = browser()) {
            assertThat(browser.send(browser.form("/twilio/voice", Map.of("CallSid", "CA1")))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);
            assertThat(browser.get("/twilio/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void after_the_log_in_nobody_is_sent_to_another_site() throws Exception {
        for (String next :
                List.of("https://evil.example", "//evil.example", "/console//evil\\", "/console\r\nX: y", "/x")) {
            try (Browser browser = browser()) {
                String token = Browser.formToken(browser.get("/console/log-in"));
                HttpResponse<String> in = browser.send(browser.form(
                        "/console/log-in", Map.of("name", "anna", "password", PASSWORD, "csrf", token, "next", next)));
                assertThat(in.headers().firstValue("Location")).as(next).contains("/console");
            }
        }
    }

    private static String token(String secret, String user, int began, int seen) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .jwtID("id-" + began + "-" + seen)
                        .subject(user)
                        .issueTime(Date.from(now.minus(Duration.ofMinutes(seen))))
                        .claim("began", now.minus(Duration.ofMinutes(began)).getEpochSecond())
                        .build());
        token.sign(new MACSigner(mac.doFinal("session".getBytes(StandardCharsets.UTF_8))));
        return token.serialize();
    }
}
