package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may use the browser phone, and what a page is told that asks for something wrong.
@Timeout(60)
class PhoneAccessTest {

    private static final String PASSWORD = "correct horse battery";

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of(
                "switchhook.console.users.anna.password", PASSWORD,
                "switchhook.console.users.anna.roles", "view,operate",
                "switchhook.console.users.bert.password", PASSWORD,
                "switchhook.console.users.bert.roles", "view"));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    private static Browser loggedIn(String name) throws Exception {
        Browser browser = new Browser(theatre.port());
        assertThat(browser.logIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }

    private static HttpRequest.Builder json(Browser browser, String path, String body) {
        return browser.visit(path)
                .setHeader("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Origin", browser.origin())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> asks(Browser browser, String path, String body) throws Exception {
        String word = Browser.formToken(browser.get("/console"));
        return browser.send(json(browser, path, body).header("X-CSRF-Token", word));
    }

    private static int handshake(Browser browser, String media, String origin) throws Exception {
        String cookies = browser.cookies().entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        try (RawSocket socket = new RawSocket(
                theatre.port(), media, List.of("Origin: " + origin, "Cookie: " + cookies))) {
            return socket.status();
        }
    }

    @Test
    void whoever_may_step_into_calls_gets_a_ticket_that_only_their_page_can_use() throws Exception {
        try (Browser anna = loggedIn("anna");
                Browser bert = loggedIn("bert");
                Browser nobody = new Browser(theatre.port())) {
            assertThat(anna.get("/phone").body()).contains("Talk to the agent", "Serenity Spa");
            HttpResponse<String> answer = asks(anna, "/phone/calls", "{}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonNode call = JsonMapper.builder().build().readTree(answer.body());
            String media = call.path("media").asText();
            assertThat(call.path("id").asText()).matches("BC[0-9a-f]{32}");
            assertThat(handshake(nobody, media, anna.origin())).isEqualTo(403);
            assertThat(handshake(bert, media, bert.origin())).isEqualTo(403);
            assertThat(handshake(anna, media, "https://evil.example")).isEqualTo(403);
            assertThat(handshake(anna, media, Theatre.ORIGIN)).isEqualTo(101);
        }
    }

    @Test
    void whoever_may_only_look_may_not_call() throws Exception {
        try (Browser bert = loggedIn("bert")) {
            assertThat(bert.get("/phone").statusCode()).isEqualTo(403);
            assertThat(asks(bert, "/phone/calls", "{}").statusCode()).isEqualTo(403);
            assertThat(bert.get("/phone/calls/BC" + "0".repeat(32) + "/news").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_page_of_somebody_else_cannot_make_them_call() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            String word = Browser.formToken(anna.get("/console"));
            assertThat(anna.send(json(anna, "/phone/calls", "{}")).statusCode()).isEqualTo(403);
            assertThat(anna.send(json(anna, "/phone/calls", "{}")
                                    .setHeader("Origin", "https://evil.example")
                                    .header("X-CSRF-Token", word))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_refusal_names_the_field() throws Exception {
        try (Browser anna = loggedIn("anna")) {
            String call = "/phone/calls/BC" + "0".repeat(32);
            assertThat(asks(anna, "/phone/calls", "{\"assistant\":\"nobody\"}").body())
                    .contains("assistant");
            assertThat(asks(anna, "/phone/calls", "{\"provider\":\"nobody\"}").body())
                    .contains("provider");
            assertThat(asks(anna, "/phone/calls", "{\"number\":\"5\"}").body()).contains("number");
            assertThat(asks(anna, call + "/type", "{\"text\":\" \"}").body()).contains("text");
            assertThat(asks(anna, call + "/type", "not JSON").statusCode()).isEqualTo(400);
            assertThat(asks(anna, call + "/type", "{\"text\":\"hello\"}").statusCode())
                    .isEqualTo(409);
            assertThat(asks(anna, "/phone/calls/CA" + "0".repeat(32) + "/after", "{}").statusCode())
                    .isEqualTo(404);
        }
    }
}
