package dev.switchhook.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.metrics.PrometheusText;
import dev.switchhook.twilio.rehearsal.PhoneReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the running program tells on its private port, and what it does not tell on the public one.
@Execution(ExecutionMode.CONCURRENT)
class ManagementTest {

    private static final String COMPLETED = "calls_ended_total{reason=\"agent_said_goodbye\",result=\"completed\"}";

    private static HttpResponse<String> ask(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static PrometheusText metrics(Theatre theatre) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(theatre.managementPort(), "/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        return PrometheusText.parse(answer.body());
    }

    @Test
    void a_whole_call_is_counted_and_leaves_nothing_of_itself_in_a_label() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            assertThat(metrics(theatre).value(COMPLETED)).isZero();

            Scene scene = theatre.scene(Clerk::brief);
            PhoneReport phone = scene.callAndWait(ShortCall.PLAN);
            ShortCall.assertEndedByUs(scene, phone);

            PrometheusText text = metrics(theatre);
            assertThat(text.value(COMPLETED)).isEqualTo(1);
            assertThat(text.value("hangup_requests_total")).isEqualTo(1);
            assertThat(text.value("call_decision_to_down_seconds_count")).isEqualTo(1);
            assertThat(text.value("call_decision_to_down_seconds_bucket{le=\"1.0\"}"))
                    .isEqualTo(1);
            assertThat(text.value("farewells_unproven_total")).isZero();
            assertThat(text.value("call_termination_overdue_total")).isZero();
            assertThat(text.value("webhook_replayed_total")).isZero();
            assertThat(text.value("frames_dropped_total{why=\"line_slow\"}")).isZero();
            assertThat(text.value("journal_entries_total{fate=\"lost\"}")).isZero();
            assertThat(text.value("shutting_down")).isZero();
            assertThat(text.samples()).containsKeys("journal_entries_waiting", "calls_active");
            assertThat(text.labelValues())
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(value).doesNotContain(phone.callSid(), scene.number()))
                    .noneMatch(value -> value.matches("CA[0-9a-f]{32}|\\+?[0-9]{7,15}"));
        }
    }

    @Test
    void a_replayed_announcement_is_counted() throws Exception {
        try (Theatre theatre = new Theatre(Map.of());
                Scene scene = theatre.scene(Clerk::brief);
                StrangeCall call = new StrangeCall(theatre, scene)) {
            RawSocket socket = call.talking();
            assertThat(metrics(theatre).value("calls_active")).isEqualTo(1);
            call.announceAgain();
            assertThat(metrics(theatre).value("webhook_replayed_total")).isEqualTo(1);
            call.hangUp(socket);
        }
    }

    @Test
    void a_process_that_is_asked_to_stop_is_not_ready_any_more_but_lives() throws Exception {
        try (Theatre theatre = new Theatre(Map.of())) {
            HttpResponse<String> before = ask(theatre.managementPort(), "/health/readiness");
            assertThat(before.statusCode()).isEqualTo(200);
            assertThat(before.body()).contains("\"status\":\"UP\"", "\"draining\":false", "\"calls\":0");

            theatre.drain();

            HttpResponse<String> after = ask(theatre.managementPort(), "/health/readiness");
            assertThat(after.statusCode()).isEqualTo(503);
            assertThat(after.body()).contains("\"status\":\"DOWN\"", "\"draining\":true");
            assertThat(ask(theatre.managementPort(), "/health/liveness").statusCode())
                    .isEqualTo(200);
            assertThat(metrics(theatre).value("shutting_down")).isEqualTo(1);
        }
    }

    @Test
    void a_node_says_which_one_it_is_and_every_start_is_another_one() throws Exception {
        String database = "jdbc:h2:mem:nodes-" + UUID.randomUUID();
        Map<String, String> settings = Map.of("switchhook.database-url", database);
        try (Theatre one = new Theatre(settings);
                Theatre other = new Theatre(settings)) {
            String first = ask(one.managementPort(), "/node").body();
            assertThat(first).matches("[A-Za-z0-9._-]{1,64}");
            assertThat(ask(other.managementPort(), "/node").body()).isNotEqualTo(first);
        }
    }

    @Test
    void the_public_port_tells_nothing_of_that_and_the_private_one_knows_no_webhook() throws Exception {
        List<String> paths = List.of(
                "/prometheus",
                "/metrics",
                "/health",
                "/health/readiness",
                "/health/liveness",
                "/node",
                "/info",
                "/beans",
                "/env",
                "/routes",
                "/loggers",
                "/flyway",
                "/heapdump",
                "/threaddump",
                "/caches",
                "/refresh",
                "/stop");
        try (Theatre theatre = new Theatre(Map.of())) {
            for (String path : paths) {
                assertThat(ask(theatre.port(), path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(ask(theatre.managementPort(), "/twilio/voice").statusCode())
                    .isEqualTo(404);
        }
    }
}
