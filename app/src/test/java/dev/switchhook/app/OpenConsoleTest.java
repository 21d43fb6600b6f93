package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.config.RefusedStart;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A console without a password: for whoever sits at the machine, and for nobody else.
class OpenConsoleTest {

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(Map.of("switchhook.console.open", "loopback", "trial.page", "true"));
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    @Test
    void whoever_sits_at_the_machine_may_do_everything() throws Exception {
        try (Browser browser = new Browser(theatre.port())) {
            HttpResponse<String> home = browser.get("/console");
            assertThat(home.body()).contains("developer").doesNotContain("Log out");
            Map<String, String> form = Map.of("csrf", Browser.formToken(home));
            assertThat(browser.send(browser.form("/console/trial/act", form)).body())
                    .isEqualTo("done");
            assertThat(browser.get("/console/audit").statusCode()).isEqualTo(200);
        }
    }

    /// A page whose name was made to lead here, and what a proxy on this machine passes on.
    @ParameterizedTest
    @CsvSource({
        "evil.example, X-Nothing", "evil.example:PORT, X-Nothing", "localhost.evil.example, X-Nothing",
        "localhost@evil.example, X-Nothing", "127.0.0.1:PORT, X-Forwarded-For", "127.0.0.1:PORT, X-Forwarded-Host",
        "127.0.0.1:PORT, Forwarded", "127.0.0.1:PORT, X-Real-IP"
    })
    void nobody_else_is_let_in(String host, String header) throws Exception {
        assertThat(statusLine(host, header)).contains(" 303 ");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:PORT", "localhost:PORT", "localhost", "[::1]:PORT"})
    void this_machine_has_several_names(String host) throws Exception {
        assertThat(statusLine(host, "X-Nothing")).contains(" 200 ");
    }

    private static String statusLine(String host, String header) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), theatre.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET /console HTTP/1.1\r\nHost: " + host.replace("PORT", "" + theatre.port())
                    + "\r\nAccept: text/html\r\n" + header + ": 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void a_server_that_others_reach_is_not_opened() {
        for (String host : List.of("0.0.0.0", "192.168.1.7", "example.com")) {
            assertThatThrownBy(() ->
                            new Theatre(Map.of("switchhook.console.open", "loopback", "micronaut.server.host", host)))
                    .isInstanceOf(RefusedStart.class)
                    .hasMessageContaining("SWITCHHOOK_CONSOLE_OPEN")
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void a_stream_begins_with_what_is_known_and_carries_text_of_several_lines() throws Exception {
        try (Browser browser = new Browser(theatre.port());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> stream = client.send(
                    browser.visit("/console/trial/feed")
                            .setHeader("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = stream.body()) {
                List<String> first = lines.takeWhile(line -> !line.contains("two"))
                        .map(line -> line.replace(": ", ":"))
                        .toList();
                assertThat(first).contains("event:beat", "event:calls", "data:<p>one");
            }
            client.shutdownNow();
        }
    }
}
