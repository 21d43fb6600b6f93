package dev.switchhook.app.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

    private final AtomicReference<Readiness> readiness =
            new AtomicReference<>(new Readiness(false, 3, DatabaseWatch.State.UP));
    private final ManagementServer server = ManagementServer.start(
            "127.0.0.1",
            0,
            List.of(
                    Page.node("node-7"),
                    Page.liveness(),
                    Page.readiness(readiness::get),
                    Page.prometheus(() -> "calls_active 3\n"),
                    new Page("/broken", "text/plain", () -> {
                        throw new IllegalStateException("secret");
                    })));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(10))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void it_says_which_node_it_is() throws Exception {
        HttpResponse<String> answer = ask("GET", "/node");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("node-7");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @Test
    void it_says_that_it_lives_and_gives_the_metrics() throws Exception {
        assertThat(ask("GET", "/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}\n");
        HttpResponse<String> metrics = ask("GET", "/prometheus");
        assertThat(metrics.body()).isEqualTo("calls_active 3\n");
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void a_process_that_drains_is_not_ready() throws Exception {
        assertThat(ask("GET", "/health/readiness").statusCode()).isEqualTo(200);

        readiness.set(new Readiness(true, 2, DatabaseWatch.State.UP));
        HttpResponse<String> draining = ask("GET", "/health/readiness");
        assertThat(draining.statusCode()).isEqualTo(503);
        assertThat(draining.body())
                .isEqualTo("{\"status\":\"DOWN\",\"draining\":true,\"calls\":2,\"database\":\"UP\"}\n");
    }

    @Test
    void d1_a_process_whose_database_is_out_is_ready_and_says_so() throws Exception {
        readiness.set(new Readiness(false, 0, DatabaseWatch.State.DOWN));
        HttpResponse<String> answer = ask("GET", "/health/readiness");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"", "\"database\":\"DOWN\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/",
                "/node/",
                "/node/x",
                "/env",
                "/beans",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/metrics",
                "/info",
                "/routes",
                "/flyway",
                "/stop",
                "/twilio/voice",
                "/%2e%2e/node"
            })
    void nothing_else_is_there(String path) throws Exception {
        assertThat(ask("GET", path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void nothing_can_be_changed(String method) throws Exception {
        assertThat(ask(method, "/node").statusCode()).isEqualTo(405);
    }

    @Test
    void a_defect_is_told_without_its_words() throws Exception {
        HttpResponse<String> answer = ask("GET", "/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_taken_port_is_refused() {
        assertThatThrownBy(() -> ManagementServer.start("127.0.0.1", server.port(), List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(BindException.class);
    }
}
