package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.twilio.TwilioMetrics.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioMetricsTest {

    private final TwilioMetrics metrics = new TwilioMetrics();

    @Test
    void every_count_is_there_from_the_start_under_its_name() {
        assertThat(metrics.counts()).hasSize(Event.values().length).containsEntry("webhook_forged", 0L);
        metrics.count(Event.WEBHOOK_FORGED);
        metrics.count(Event.WEBHOOK_FORGED);
        assertThat(metrics.counts()).containsEntry("webhook_forged", 2L).containsEntry("our_fault", 0L);
    }

    @Test
    void counts_are_a_picture_that_nobody_changes() {
        Map<String, Long> before = metrics.counts();
        metrics.count(Event.FLOODED);
        assertThat(before).containsEntry("flooded", 0L);
        assertThatThrownBy(() -> before.put("flooded", 7L)).isInstanceOf(UnsupportedOperationException.class);
    }
}
