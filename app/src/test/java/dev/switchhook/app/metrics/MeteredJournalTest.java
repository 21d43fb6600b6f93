package dev.switchhook.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.hangup.CallEnding;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeteredJournalTest {

    private static final String ENDED = "calls_ended_total{reason=\"%s\",result=\"%s\"}";

    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        meters.close();
    }

    private void note(JournalEntry... entries) {
        for (JournalEntry entry : entries) {
            meters.journal().note(new CallId("CAsecretcall"), Instant.EPOCH, entry);
        }
    }

    private PrometheusText read() {
        return PrometheusText.parse(meters.scrape());
    }

    private static JournalEntry ended(EndReason reason, long toDownMs) {
        return new JournalEntry.Ended(new CallEnding(reason, Duration.ofMinutes(2), Duration.ofMillis(toDownMs)));
    }

    @Test
    void every_way_to_end_is_there_from_the_start_with_zero() {
        PrometheusText text = read();
        for (EndReason reason : EndReason.values()) {
            assertThat(text.samples()).anySatisfy((name, value) -> {
                assertThat(name)
                        .startsWith(
                                "calls_ended_total{reason=\"" + reason.name().toLowerCase(Locale.ROOT));
                assertThat(value).isZero();
            });
        }
        assertThat(text.value("call_termination_overdue_total")).isZero();
    }

    @Test
    void an_ending_is_counted_by_result_and_reason() {
        note(
                ended(EndReason.AGENT_SAID_GOODBYE, 300),
                ended(EndReason.AGENT_SAID_GOODBYE, 400),
                ended(EndReason.CALLER_SILENT, 400),
                ended(EndReason.MODEL_LOST, 400));
        PrometheusText text = read();
        assertThat(text.value(ENDED.formatted("agent_said_goodbye", "completed")))
                .isEqualTo(2);
        assertThat(text.value(ENDED.formatted("caller_silent", "abandoned"))).isEqualTo(1);
        assertThat(text.value(ENDED.formatted("model_lost", "failed"))).isEqualTo(1);
    }

    @Test
    void a_replaced_session_is_counted_by_how_that_went() {
        note(
                new JournalEntry.ModelLost(),
                new JournalEntry.ModelBack("xai", "grok", Duration.ofMillis(700)),
                new JournalEntry.ModelBack("xai", "grok", Duration.ZERO),
                new JournalEntry.ModelLost(),
                ended(EndReason.MODEL_LOST, 400));
        PrometheusText text = read();
        assertThat(text.value("provider_reconnect_total{outcome=\"back\"}")).isEqualTo(1);
        assertThat(text.value("provider_reconnect_total{outcome=\"planned\"}")).isEqualTo(1);
        assertThat(text.value("provider_reconnect_total{outcome=\"given_up\"}")).isEqualTo(1);
    }

    @Test
    void the_time_from_decision_to_proof_falls_into_its_buckets() {
        note(
                ended(EndReason.AGENT_SAID_GOODBYE, 240),
                ended(EndReason.TIME_LIMIT, 900),
                ended(EndReason.TIME_LIMIT, 61_000),
                // Nobody of ours has decided these.
                ended(EndReason.CALLER_HUNG_UP, 0),
                ended(EndReason.MODEL_LOST, 600_000));
        PrometheusText text = read();
        String[] bounds = {"0.25", "0.5", "1.0", "2.0", "5.0", "10.0", "30.0", "60.0", "+Inf"};
        int[] expected = {1, 1, 2, 2, 2, 2, 2, 2, 3};
        for (int at = 0; at < bounds.length; at++) {
            assertThat(text.value("call_decision_to_down_seconds_bucket{le=\"" + bounds[at] + "\"}"))
                    .as(bounds[at])
                    .isEqualTo(expected[at]);
        }
        assertThat(text.types()).containsEntry("call_decision_to_down_seconds", "histogram");
        assertThat(text.samples().keySet())
                .filteredOn(name -> name.startsWith("call_decision_to_down_seconds_bucket"))
                .hasSize(bounds.length);
    }

    @Test
    void what_goes_wrong_with_endings_and_lines_is_counted() {
        note(
                new JournalEntry.HangupRequested(1),
                new JournalEntry.ControlFailed("status 503"),
                new JournalEntry.HangupRequested(2),
                new JournalEntry.EndingOverdue(Duration.ofSeconds(30)),
                new JournalEntry.LineInterrupted(),
                new JournalEntry.LineResumed(Duration.ofMillis(1200)),
                new JournalEntry.LineResumed(Duration.ZERO),
                new JournalEntry.FarewellOver(true),
                new JournalEntry.FarewellOver(false),
                new JournalEntry.ModelFaulted("Disconnected"));
        PrometheusText text = read();
        assertThat(text.value("hangup_requests_total")).isEqualTo(2);
        assertThat(text.value("control_failures_total")).isEqualTo(1);
        assertThat(text.value("call_termination_overdue_total")).isEqualTo(1);
        assertThat(text.value("calls_interrupted_total")).isEqualTo(1);
        assertThat(text.value("calls_resumed_total")).isEqualTo(2);
        assertThat(text.value("farewells_unproven_total")).isEqualTo(1);
        assertThat(text.value("model_faults_total")).isEqualTo(1);
    }

    @Test
    void a_gap_of_unknown_length_is_not_measured() {
        note(new JournalEntry.LineResumed(Duration.ofMillis(1200)), new JournalEntry.LineResumed(Duration.ZERO));
        PrometheusText text = read();
        assertThat(text.value("resume_gap_seconds_count")).isEqualTo(1);
        assertThat(text.value("resume_gap_seconds_sum")).isEqualTo(1.2);
        assertThat(text.value("resume_gap_seconds_bucket{le=\"1.5\"}")).isEqualTo(1);
        assertThat(text.value("resume_gap_seconds_bucket{le=\"1.0\"}")).isZero();
    }

    @Test
    void tools_are_counted_by_outcome_and_never_by_a_name_that_the_model_may_have_invented() {
        note(
                new JournalEntry.ToolEnded("made_up", new ToolOutcome.Done("{}"), Duration.ZERO),
                new JournalEntry.ToolEnded("x", new ToolOutcome.TimedOut(Duration.ofSeconds(8)), Duration.ZERO));
        PrometheusText text = read();
        assertThat(text.value("tool_calls_total{outcome=\"done\"}")).isEqualTo(1);
        assertThat(text.value("tool_calls_total{outcome=\"timed_out\"}")).isEqualTo(1);
        assertThat(meters.scrape()).doesNotContain("made_up", "CAsecretcall");
    }
}
