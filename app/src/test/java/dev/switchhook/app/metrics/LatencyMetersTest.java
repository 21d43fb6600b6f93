package dev.switchhook.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.docs.Pages;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatencyMetersTest {

    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        meters.close();
    }

    private PrometheusText afterNoting(JournalEntry... entries) {
        for (JournalEntry entry : entries) {
            meters.journal().note(new CallId("CAsecretcall"), Instant.EPOCH, entry);
        }
        return PrometheusText.parse(meters.scrape());
    }

    @Test
    void greetings_and_answers_are_measured_as_sent_and_as_heard() {
        PrometheusText text = afterNoting(
                new JournalEntry.Greeted(Duration.ofMillis(120), Duration.ofMillis(320)),
                new JournalEntry.Answered(Duration.ofMillis(600), Duration.ofMillis(900)),
                new JournalEntry.Answered(Duration.ofMillis(200), Duration.ofMillis(400)));

        assertThat(text.value("greeting_latency_seconds_sum{stage=\"sent\"}")).isEqualTo(0.12);
        assertThat(text.value("greeting_latency_seconds_sum{stage=\"heard\"}")).isEqualTo(0.44);
        assertThat(text.value("turn_latency_seconds_count{stage=\"sent\"}")).isEqualTo(2);
        assertThat(text.value("turn_latency_seconds_bucket{stage=\"sent\",le=\"0.2\"}"))
                .isEqualTo(1);
        assertThat(text.value("turn_latency_seconds_bucket{stage=\"heard\",le=\"0.8\"}"))
                .isEqualTo(1);
    }

    @Test
    void a_tool_that_exists_is_measured_by_itself_and_an_invented_one_with_all_others() {
        meters.tools(List.of("book_appointment"));

        PrometheusText text = afterNoting(
                new JournalEntry.ToolEnded("book_appointment", new ToolOutcome.Done("{}"), Duration.ofMillis(30)),
                new JournalEntry.ToolEnded("made_up", new ToolOutcome.Done("{}"), Duration.ofMillis(40)));

        assertThat(text.value("tool_duration_seconds_sum{tool=\"book_appointment\"}"))
                .isEqualTo(0.03);
        assertThat(text.value("tool_duration_seconds_sum{tool=\"other\"}")).isEqualTo(0.04);
        assertThat(meters.scrape()).doesNotContain("made_up");
    }

    @Test
    void a_planned_change_of_the_model_leaves_no_gap() {
        PrometheusText text = afterNoting(
                new JournalEntry.ModelBack("xai", "grok", Duration.ofMillis(1_100)),
                new JournalEntry.ModelBack("openai", "gpt", Duration.ZERO));

        assertThat(text.value("model_gap_seconds_count")).isEqualTo(1);
        assertThat(text.value("model_gap_seconds_sum")).isEqualTo(1.1);
    }

    @Test
    void every_one_of_them_is_documented_and_there_from_the_start() {
        String page = Pages.text("docs/operate.md");
        PrometheusText text = afterNoting();

        for (String name : List.of(
                "greeting_latency_seconds", "turn_latency_seconds", "tool_duration_seconds", "model_gap_seconds")) {
            assertThat(page).contains("`" + name);
            assertThat(text.types()).containsEntry(name, "histogram");
        }
    }
}
